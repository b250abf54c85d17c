// SPDX-License-Identifier: Apache-2.0
// Performs the runs of many sites side by side: one thread a run, admitted by CPU, all in one
// browser. A site is evaluated as soon as its last run has ended.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/scan_manifest.h"
#include "core/report/scan_report.h"

namespace consentry {

class BrowserHost;
class CpuGate;
class Interruption;
class Knowledge;
class Progress;
struct RunTools;
struct ScanRequest;

// All that a scan shares between its threads; everything outlives the scanner.
struct ScanWorkshop {
  const ScanRequest& request;
  const std::filesystem::path& out;
  const Knowledge& knowledge;
  const RunTools& tools;
  BrowserHost& browsers;
  CpuGate& gate;
  const Interruption& interruption;
};

struct ScannedSites {
  std::vector<SiteEntry> entries;   // in the order asked for
  std::vector<SiteReport> reports;  // evaluated, not yet judged
};

// Visits every site of the request, as often as it says; the result has a part for each repetition.
// All sites are visited once before the first is visited again. With ScanRequest::resume only those
// that are not finished in the folder. An interruption leaves the sites that were not finished with
// that as their reason; nothing of the finished ones is lost. Blocks.
std::vector<ScannedSites> scan_sites(const ScanWorkshop& workshop, Progress& progress);

// Groups of site addresses, each visited in one profile.
struct CrossVisits {
  std::vector<std::vector<std::string>> followed;  // without choosing (rule XS-01)
  std::vector<std::vector<std::string>> carried;   // consent on the first of two (rule ACC-07)
};

// Makes those visits for one repetition; with ScanRequest::resume those that are not finished in the
// folder. Returns the folders below `out` that hold a log.
std::vector<std::string> scan_across_sites(const ScanWorkshop& workshop, const CrossVisits& visits,
                                           std::size_t repetition);

}  // namespace consentry
