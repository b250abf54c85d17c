// SPDX-License-Identifier: Apache-2.0
// Cases in memory. For one thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/dossier/case_shelf.h"

namespace consentry {

class MemoryCaseStore final : public CaseStore {
 public:
  explicit MemoryCaseStore(std::vector<ClockRule> rules) : rules_(std::move(rules)) {}

  void add(const std::string& id, const std::string& file) { files_[id] = file; }

  [[nodiscard]] const std::vector<ClockRule>& rules() const override { return rules_; }
  [[nodiscard]] Result<CaseShelf> all() const override {
    CaseShelf shelf;
    for (const auto& each : files_) {
      auto found = find(each.first);
      if (found) {
        shelf.cases.push_back(*std::move(found));
      } else {
        shelf.unread.push_back({each.first, found.error().text()});
      }
    }
    return shelf;
  }
  [[nodiscard]] Result<ShelvedCase> find(std::string_view id) const override {
    const auto file = files_.find(std::string(id));
    if (file == files_.end()) return Error{ErrorKind::not_found, "no such case"};
    auto parsed = parse_case(file->first, file->second, rules_);
    if (!parsed) return parsed.error();
    const auto record = records_.find(file->first);
    auto log = read_case_log(record == records_.end() ? "" : record->second, rules_);
    if (!log) return log.error();
    add_log(*parsed, *log);
    return ShelvedCase{file->first, *std::move(parsed), *std::move(log)};
  }
  Result<WrittenEntry> log(std::string_view id, const CaseLogEntry& entry, std::string_view by,
                           UtcTime now) override {
    const auto found = find(id);
    if (!found) return found.error();
    const auto line = log_line(found->log, entry, by, now, rules_);
    if (!line) return line.error();
    records_[found->id] += *line;
    return find(id)->log.entries.back();
  }

 private:
  std::vector<ClockRule> rules_;
  std::map<std::string, std::string> files_;
  std::map<std::string, std::string> records_;
};

}  // namespace consentry
