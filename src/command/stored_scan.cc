// SPDX-License-Identifier: Apache-2.0
#include "command/stored_scan.h"

#include <unistd.h>
#include <utility>
#include <vector>

#include "command/file_bytes.h"
#include "command/progress.h"
#include "command/site_evaluation.h"
#include "core/report/comparison_output.h"
#include "io/store/evidence_folder.h"

namespace consentry {
namespace {

// A manifest has about 200 bytes a site; a larger file is not ours.
constexpr std::size_t kMaxManifestBytes = 64UL << 20U;

}  // namespace

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

ScanReport judge_stored(const std::filesystem::path& folder, const ScanManifest& manifest,
                        const Knowledge& knowledge) {
  std::vector<Measured> repetitions;
  const auto take = [&](const Captures& captures) {
    Measured& measured = repetitions.emplace_back();
    for (const SiteEntry& entry : captures.sites) {
      measured.sites.push_back(evaluate_site(folder, entry, manifest.settings.phases, knowledge));
    }
    measured.cross_runs = evaluate_cross_runs(folder, captures.cross_runs, knowledge);
  };
  take(manifest);
  for (const Captures& captures : manifest.repetitions) take(captures);
  return make_report(manifest.settings, std::move(repetitions), knowledge);
}

Result<std::string> write_comparison(const std::filesystem::path& out, const ScanReport& now,
                                     const std::filesystem::path& earlier,
                                     const Knowledge& knowledge) {
  auto manifest = read_manifest(earlier);
  if (!manifest) return manifest.error().in("--compare");
  manifest->settings.profile = now.settings.profile;
  const Comparison changes = compare(judge_stored(earlier, *manifest, knowledge), now);
  const Status written = write_whole_file(out / "comparison.json", comparison_json(changes));
  if (!written) return written.error().in("--compare");
  return comparison_text(changes, style_of(STDOUT_FILENO));
}

}  // namespace consentry
