// SPDX-License-Identifier: Apache-2.0
#include "command/judge_command.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "command/budget_option.h"
#include "command/earlier_report.h"
#include "command/exports.h"
#include "command/file_bytes.h"
#include "command/knowledge.h"
#include "command/report_languages.h"
#include "command/result_output.h"
#include "command/say.h"
#include "command/scan_options.h"
#include "command/site_evaluation.h"
#include "command/stored_scan.h"
#include "command/user_lists.h"

namespace consentry {
namespace {

// A report takes some 100 KB a site; a larger file is not ours.
constexpr std::size_t kMaxReportBytes = 1UL << 30U;

struct JudgeWords {
  std::string folder;
  std::string profile;  // empty: as the scan was
  std::string format = "table";
  std::string fail_on = "breach";
  std::string exports;
  std::string compare;  // folder of an earlier scan; empty: none
  BudgetWords budget;
  std::string report_language = "en";
};

Result<int> judge_folder(const JudgeWords& words) {
  const auto format = parse_format(words.format);
  if (!format) return format.error();
  const auto fail_on = parse_fail_on(words.fail_on);
  if (!fail_on) return fail_on.error();
  const auto exports = parse_exports(words.exports);
  if (!exports) return exports.error();
  const auto budget = read_budget(words.budget);
  if (!budget) return budget.error();
  const auto language_name = parse_report_language(words.report_language);
  if (!language_name) return language_name.error();
  const auto language = report_language(*language_name);
  if (!language) return language.error();
  auto lists = read_user_lists();
  if (!lists) return lists.error();
  auto knowledge = Knowledge::load(*std::move(lists));
  if (!knowledge) return knowledge.error();
  const std::filesystem::path folder(words.folder);
  auto manifest = read_manifest(folder);
  if (!manifest) return manifest.error();
  if (!words.profile.empty()) {
    auto profile = parse_profile(words.profile, (*knowledge)->profile_names());
    if (!profile) return profile.error();
    manifest->settings.profile = *std::move(profile);
  }
  ScanReport report = judge_stored(folder, *manifest, **knowledge);
  if (const auto text = read_file(folder / "report.json", kMaxReportBytes)) {
    report.earlier = earlier_verdicts(*text, report.rules.sha256);
  }
  hold_against(*budget, report);
  if (const auto written = write_reports(folder, report, *language); !written)
    return written.error();
  if (const auto written = write_exports(folder, report, *exports, *fail_on); !written) {
    return written.error();
  }
  std::string changes;
  if (!words.compare.empty()) {
    auto compared = write_comparison(folder, report, words.compare, **knowledge);
    if (!compared) return compared.error();
    changes = *std::move(compared);
  }
  print_result(report, *format, folder, changes);
  if (const auto written = write_budget_file(words.budget, report); !written) {
    return written.error();
  }
  return static_cast<int>(exit_status_of(report, *fail_on));
}

}  // namespace

void add_judge_command(CLI::App& app, int& status) {
  auto words = std::make_shared<JudgeWords>();
  CLI::App* command = app.add_subcommand(
      "judge", "Judges stored captures again with the present rule book, without a browser");
  command->add_option("DIR", words->folder, "The folder of a scan")->required();
  command->add_option(
      "--profile", words->profile,
      "Judge under another profile than the scan's: eu nl fr de it be at ie es dk se pl "
      "lu uk ch us-ca us-co us-ct us-other eu-omnibus");
  command->add_option("--format", words->format, "What goes to stdout: table or json")
      ->capture_default_str();
  add_result_options(*command, words->fail_on, words->exports, words->compare,
                     words->report_language);
  add_budget_options(*command, words->budget);
  command->footer(
      "Writes report.json and report.html in DIR anew. Verdicts of another rule book that "
      "stood there stay beside the new ones.\n"
      "Example:\n  consentry scan https://example.com --out example && consentry judge example\n");
  command->callback([words, &status] {
    const Result<int> result = judge_folder(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
