// SPDX-License-Identifier: Apache-2.0
// Cases as files in a folder: ID.toml, written by people, and ID.log.ndjson beside it, which only grows.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/dossier/case_shelf.h"

namespace consentry {

// More files than this in a folder of cases are a mistake of the folder.
inline constexpr std::size_t kMaxCases = 1'000;

// "our-case.log.ndjson" beside "our-case.toml".
std::filesystem::path case_log_path(const std::filesystem::path& case_file);

// The log beside a case's file; an empty one where there is none. Else as read_case_log().
Result<CaseLog> read_log_beside(const std::filesystem::path& case_file,
                                const std::vector<ClockRule>& rules);

// Adds an entry to it, durably. conflict: another process writes to it. As log_line().
Result<WrittenEntry> log_beside(const std::filesystem::path& case_file, CaseLogEntry entry,
                                std::string_view by, UtcTime now,
                                const std::vector<ClockRule>& rules);

class CaseFolder final : public CaseStore {
 public:
  CaseFolder(std::filesystem::path folder, std::vector<ClockRule> rules)
      : folder_(std::move(folder)), rules_(std::move(rules)) {}

  [[nodiscard]] const std::vector<ClockRule>& rules() const override { return rules_; }
  [[nodiscard]] Result<CaseShelf> all() const override;
  [[nodiscard]] Result<ShelvedCase> find(std::string_view id) const override;
  Result<WrittenEntry> log(std::string_view id, const CaseLogEntry& entry, std::string_view by,
                           UtcTime now) override;

 private:
  [[nodiscard]] Result<std::filesystem::path> file_of(std::string_view id) const;

  const std::filesystem::path folder_;
  const std::vector<ClockRule> rules_;
};

}  // namespace consentry
