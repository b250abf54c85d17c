// SPDX-License-Identifier: Apache-2.0
// The words of `consentry scan` as a checked value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/budget_option.h"
#include "command/evidence_options.h"
#include "command/scan_digest_file.h"
#include "command/scan_reach.h"
#include "command/site_list.h"
#include "core/judge/finding.h"

namespace CLI {
class App;
}

namespace consentry {

// The words as given; defaults are what --help shows.
struct ScanWords {
  std::vector<std::string> urls;
  std::vector<std::string> lists;
  std::string phases = "before,refuse,accept,withdraw,gpc";
  std::string profile = "eu";
  std::string out;  // empty: a new folder in the working directory, named by the time
  std::string format = "table";
  std::string fail_on = "breach";
  std::string exports;  // comma-separated; empty: none
  std::string compare;  // folder of an earlier scan; empty: none
  BudgetWords budget;
  EvidenceWords evidence;
  ReachWords reach;
  DigestWords digest;
  std::string report_language = "en";
  std::string browser = "shell";
  std::string connect_to;
  std::string dns_answers;
  std::string ca;
  std::string language = "en-GB";
  std::string viewport = "1366x768";
  int jobs = 0;  // 0: as many as the machine's CPU admits
  int pages = 1;
  int timeout_s = 30;
  int repeat = 1;
  bool no_third_party_cookies = false;
  bool no_sandbox = false;
  bool resume = false;
};

enum class OutputFormat { table, json };

// Files for other tools, beside report.json and report.html (command/exports.h).
enum class ExportKind { sarif, junit, csv, har, inspection, pdf };

// Lowest verdict that makes the exit status 1; empty: never.
using FailOn = std::optional<Verdict>;

struct ScanRequest {
  SiteList sites;
  std::vector<Phase> phases;  // in the order of kPhases, each once
  std::string profile;
  std::string out;
  OutputFormat format = OutputFormat::table;
  FailOn fail_on = Verdict::breach;
  std::string compare;
  std::string report_language;      // one that report_languages() names
  std::vector<ExportKind> exports;  // in the order of ExportKind, each once
  bool full_chromium = false;
  std::string connect_to;
  std::string dns_answers;
  std::string ca;
  std::string language;
  int width = 0;
  int height = 0;
  int jobs = 0;
  int pages = 1;
  int timeout_s = 30;
  int repeat = 1;  // times that each site is measured
  bool third_party_cookies = true;
  bool sandbox = true;
  bool resume = false;  // go on with the scan in `out`
};

// Checks every word; the first wrong one is an invalid_input that names the nearest right one.
// Addresses that are no sites are not an error here: they stand in sites.problems. profiles are the
// rule book's names.
Result<ScanRequest> check_words(const ScanWords& words, const std::vector<std::string>& profiles);

// Shared with `consentry judge`.
// Adds --fail-on, --export, --compare and --report-language, what to do with what was found; the
// words outlive the app.
void add_result_options(CLI::App& command, std::string& fail_on, std::string& exports,
                        std::string& compare, std::string& report_language);
Result<FailOn> parse_fail_on(const std::string& word);
Result<std::string> parse_report_language(const std::string& word);
Result<OutputFormat> parse_format(const std::string& word);
Result<std::vector<ExportKind>> parse_exports(const std::string& words);
Result<std::string> parse_profile(const std::string& word,
                                  const std::vector<std::string>& profiles);

}  // namespace consentry
