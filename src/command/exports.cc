// SPDX-License-Identifier: Apache-2.0
#include "command/exports.h"

#include "command/file_bytes.h"
#include "command/printed_reports.h"
#include "command/say.h"
#include "core/observe/exchange_detail.h"
#include "core/report/csv.h"
#include "core/report/har.h"
#include "core/report/inspection.h"
#include "core/report/junit.h"
#include "core/report/sarif.h"
#include "io/store/evidence_folder.h"
#include "io/store/run_folder_writer.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

// Writes files one after another until one fails; later calls then do nothing.
class ExportFolder {
 public:
  explicit ExportFolder(const fs::path& out) : out_(out) {}

  void write(const fs::path& name, const std::string& bytes) {
    if (status_) status_ = write_whole_file(out_ / name, bytes);
  }
  // The folder of a site's captures; empty when there is none.
  [[nodiscard]] fs::path folder_of(const SiteReport& site) const {
    const bool kept = !site.folder.empty() && fs::is_directory(out_ / site.folder);
    return kept ? fs::path(site.folder) : fs::path();
  }
  // From the logs of the site's runs; a log that cannot be read leaves its run without.
  [[nodiscard]] RunDetails details_of(const SiteReport& site) const {
    RunDetails details;
    for (const RunObservation& run : site.facts.observation.runs) {
      const auto log = read_file(out_ / site.folder / run.name / "events.ndjson", kMaxLogBytes);
      if (log) details.emplace(run.name, read_exchange_details(*log));
    }
    return details;
  }
  void print(const ScanReport& report) {
    if (status_) status_ = print_reports(out_, report);
  }
  [[nodiscard]] const Status& status() const { return status_; }

 private:
  fs::path out_;
  Status status_;
};

void write_tables(ExportFolder& folder, const ScanReport& report) {
  folder.write("findings.csv", findings_csv(report));
  folder.write("cookies.csv", cookies_csv(report));
  folder.write("requests.csv", requests_csv(report));
  folder.write("hints.csv", hints_csv(report));
  folder.write("companies.csv", companies_csv(report));
}

void write_archives(ExportFolder& folder, const ScanReport& report) {
  for (const SiteReport& site : report.sites) {
    const fs::path place = folder.folder_of(site);
    if (place.empty()) continue;
    for (const HarFile& file : site_hars(site, report.settings, folder.details_of(site))) {
      folder.write(place / file.name, file.text);
    }
  }
}

void write_inspections(ExportFolder& folder, const ScanReport& report) {
  for (const SiteReport& site : report.sites) {
    const fs::path place = folder.folder_of(site);
    if (place.empty()) continue;
    if (const auto text = site_inspection(site, report.settings)) {
      folder.write(place / "inspection.json", *text);
    }
  }
}

// What was written, as a person finds it.
std::string_view write_kind(ExportFolder& folder, const ScanReport& report, ExportKind kind,
                            const FailOn& fail_on) {
  switch (kind) {
    case ExportKind::sarif:
      folder.write("report.sarif", report_sarif(report));
      return "report.sarif";
    case ExportKind::junit:
      folder.write("report.junit.xml", report_junit(report, fail_on));
      return "report.junit.xml";
    case ExportKind::csv:
      write_tables(folder, report);
      return "findings.csv cookies.csv requests.csv hints.csv companies.csv";
    case ExportKind::har:
      write_archives(folder, report);
      return "sites/*/*.har";
    case ExportKind::inspection:
      write_inspections(folder, report);
      return "sites/*/inspection.json";
    case ExportKind::pdf:
      folder.print(report);
      return "report.pdf sites/*/report.pdf";
  }
  return {};
}

}  // namespace

Status write_exports(const fs::path& out, const ScanReport& report,
                     const std::vector<ExportKind>& kinds, const FailOn& fail_on) {
  ExportFolder folder(out);
  std::string written;
  for (const ExportKind kind : kinds) {
    written += " ";
    written += write_kind(folder, report, kind, fail_on);
  }
  if (!folder.status()) return folder.status().error().in("--export");
  if (!written.empty()) say("exports in " + out.string() + ":" + written);
  return {};
}

}  // namespace consentry
