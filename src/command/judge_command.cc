// SPDX-License-Identifier: Apache-2.0
#include "command/judge_command.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "command/exports.h"
#include "command/file_bytes.h"
#include "command/knowledge.h"
#include "command/result_output.h"
#include "command/say.h"
#include "command/scan_manifest.h"
#include "command/scan_options.h"
#include "command/site_evaluation.h"
#include "command/user_lists.h"

namespace consentry {
namespace {

// A manifest has about 200 bytes a site; a larger file is not ours.
constexpr std::size_t kMaxManifestBytes = 64UL << 20U;

struct JudgeWords {
  std::string folder;
  std::string profile;  // empty: as the scan was
  std::string format = "table";
  std::string fail_on = "breach";
  std::string exports;
};

Result<ScanManifest> read_manifest(const std::filesystem::path& folder) {
  auto text = read_file(folder / "scan.json", kMaxManifestBytes);
  if (!text) {
    return Error{text.error().kind(), folder.string() +
                                          " is not the folder of a scan (no scan.json in it); make "
                                          "one with: consentry scan URL --out " +
                                          folder.string()};
  }
  auto manifest = parse_scan_manifest(*text);
  if (!manifest) return manifest.error().in(folder.string());
  return manifest;
}

Result<int> judge_folder(const JudgeWords& words) {
  const auto format = parse_format(words.format);
  if (!format) return format.error();
  const auto fail_on = parse_fail_on(words.fail_on);
  if (!fail_on) return fail_on.error();
  const auto exports = parse_exports(words.exports);
  if (!exports) return exports.error();
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
  std::vector<SiteReport> sites;
  for (const SiteEntry& entry : manifest->sites) {
    sites.push_back(evaluate_site(folder, entry, manifest->settings.phases, **knowledge));
  }
  const auto cross_runs = evaluate_cross_runs(folder, manifest->cross_runs, **knowledge);
  const ScanReport report = make_report(*manifest, std::move(sites), cross_runs, **knowledge);
  if (const auto written = write_reports(folder, report); !written) return written.error();
  if (const auto written = write_exports(folder, report, *exports, *fail_on); !written) {
    return written.error();
  }
  print_result(report, *format, folder);
  return static_cast<int>(exit_status_of(report, *fail_on));
}

}  // namespace

void add_judge_command(CLI::App& app, int& status) {
  auto words = std::make_shared<JudgeWords>();
  CLI::App* command = app.add_subcommand(
      "judge", "Judges stored captures again with the present rule book, without a browser");
  command->add_option("DIR", words->folder, "The folder of a scan")->required();
  command->add_option("--profile", words->profile,
                      "Judge under another profile than the scan's: eu nl fr de it be");
  command->add_option("--format", words->format, "What goes to stdout: table or json")
      ->capture_default_str();
  command
      ->add_option("--fail-on", words->fail_on,
                   "Exit with 1 at this verdict or above: breach, likely-breach or never")
      ->capture_default_str();
  command
      ->add_option("--export", words->exports,
                   "Files for other tools too, separated by commas: sarif junit csv har inspection")
      ->type_name("LIST");
  command->footer(
      "Writes report.json and report.html in DIR anew.\n"
      "Example:\n  consentry scan https://example.com --out example && consentry judge example\n");
  command->callback([words, &status] {
    const Result<int> result = judge_folder(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
