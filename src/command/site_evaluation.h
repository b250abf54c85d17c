// SPDX-License-Identifier: Apache-2.0
// From stored captures to a report: what `scan` does after its last run and `judge` does from the
// folder alone. One path for both, so judging again gives the same bytes.
#pragma once

#include <filesystem>
#include <vector>

#include "command/knowledge.h"
#include "command/scan_manifest.h"
#include "core/report/report_language.h"
#include "core/report/scan_report.h"

namespace consentry {

// Observes one run from its event log in `folder`. An Error when there is none that can be read.
Result<RunObservation> observe_run(const std::filesystem::path& folder, const Knowledge& knowledge);

// Observes and classifies one site from its event logs below `out`. A log that cannot be read
// becomes part of `reason`; the others count.
SiteReport evaluate_site(const std::filesystem::path& out, const SiteEntry& entry,
                         const std::vector<Phase>& asked, const Knowledge& knowledge);

// Observes and classifies the runs across sites; runs that cannot be read are left out.
std::vector<SiteFacts> evaluate_cross_runs(const std::filesystem::path& out,
                                           const std::vector<std::string>& folders,
                                           const Knowledge& knowledge);

// What one measurement of all sites gave.
struct Measured {
  std::vector<SiteReport> sites;      // from evaluate_site, in the manifest's order
  std::vector<SiteFacts> cross_runs;  // from evaluate_cross_runs
};

// Judges every site under settings.profile, alone and across sites, each repetition by itself, and
// joins the repetitions. repetitions: at least one, all with the same sites.
ScanReport make_report(const ScanSettings& settings, std::vector<Measured> repetitions,
                       const Knowledge& knowledge);

// Writes report.json, report.html and one report.html a site below `out`.
Status write_reports(const std::filesystem::path& out, const ScanReport& report,
                     const ReportLanguage& language);

}  // namespace consentry
