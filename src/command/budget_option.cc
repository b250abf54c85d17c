// SPDX-License-Identifier: Apache-2.0
#include "command/budget_option.h"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "command/file_bytes.h"
#include "command/say.h"
#include "core/report/budget_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

Error in_the_way(const std::string& path) {
  return {ErrorKind::conflict,
          "--write-budget: " + path + " exists and is not overwritten; name a new file"};
}

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

void add_budget_options(CLI::App& command, BudgetWords& words) {
  command
      .add_option("--budget", words.against,
                  "Exit with 1 when anything is seen that this file does not allow")
      ->type_name("FILE");
  command
      .add_option("--write-budget", words.write,
                  "Write what was seen as a new budget file, to be edited")
      ->type_name("FILE");
}

Result<std::optional<Budget>> read_budget(const BudgetWords& words) {
  std::error_code unreadable;
  if (!words.write.empty() && fs::exists(words.write, unreadable)) return in_the_way(words.write);
  if (words.against.empty()) return std::optional<Budget>();
  const auto text = read_file(words.against, Budget::kMaxBytes);
  if (!text) return text.error().in("--budget");
  auto budget = Budget::parse(fs::path(words.against).filename().string(), *text);
  if (!budget) return budget.error().in("--budget");
  return std::optional(*std::move(budget));
}

void hold_against(const std::optional<Budget>& budget, ScanReport& report) {
  if (!budget) return;
  BudgetReport held{budget->name, budget->sha256, {}};
  for (const SiteReport& site : report.sites) {
    held.sites.push_back(check_budget(site.facts, *budget));
  }
  report.budget = std::move(held);
}

Status write_budget_file(const BudgetWords& words, const ScanReport& report) {
  if (words.write.empty()) return {};
  const std::string text = budget_file(report);
  if (text.empty()) {
    return Error{ErrorKind::unavailable,
                 "--write-budget: no phase was measured, so nothing is known to allow"};
  }
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(words.write.c_str(), "wbx"));
  if (!file && errno == EEXIST) return in_the_way(words.write);
  const bool written = file &&
                       std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() &&
                       std::fflush(file.get()) == 0;
  if (!written) return Error{ErrorKind::unavailable, "--write-budget: cannot write " + words.write};
  say("budget: " + words.write + "; review it before you rely on it");
  return {};
}

}  // namespace consentry
