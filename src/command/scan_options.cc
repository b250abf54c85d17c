// SPDX-License-Identifier: Apache-2.0
#include "command/scan_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <string_view>

#include "command/report_languages.h"
#include "core/judge/nearest.h"

namespace consentry {
namespace {

// More contexts than this only wait for each other on any machine we know of.
constexpr int kMaxJobs = 256;
// A visit of more pages is a crawl, and no longer a fresh visitor's impression.
constexpr int kMaxPages = 100;
constexpr int kMaxTimeoutSeconds = 600;
// All repetitions are judged together, from memory.
constexpr int kMaxRepeat = 100;
constexpr int kMinSide = 200;
constexpr int kMaxSide = 10'000;

Error unknown_word(std::string_view what, const std::string& word,
                   const std::vector<std::string>& known) {
  std::string text = "unknown " + std::string(what) + " '" + word + "'" + suggestion(word, known);
  text += " (one of";
  for (const std::string& name : known) text += " " + name;
  return invalid_input(text + ")");
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

Result<std::vector<Phase>> parse_phases(const std::string& words) {
  std::vector<std::string> known;
  for (const Phase phase : kPhases) known.emplace_back(name_of(phase));
  std::vector<Phase> asked;
  for (const std::string& word : split(words, ',')) {
    const auto phase = phase_named(word);
    if (!phase) return unknown_word("phase", word, known);
    asked.push_back(*phase);
  }
  std::vector<Phase> ordered;
  for (const Phase phase : kPhases) {
    if (std::ranges::find(asked, phase) != asked.end()) ordered.push_back(phase);
  }
  return ordered;
}

bool parse_number(std::string_view text, int& number) {
  const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
  return error == std::errc{} && end == text.end();
}

Status parse_viewport(const std::string& word, ScanRequest& request) {
  const auto parts = split(word, 'x');
  const bool good = parts.size() == 2 && parse_number(parts[0], request.width) &&
                    parse_number(parts[1], request.height) &&
                    std::min(request.width, request.height) >= kMinSide &&
                    std::max(request.width, request.height) <= kMaxSide;
  if (!good) {
    return invalid_input("'" + word + "' is not a viewport; write width x height like 1366x768 (" +
                         std::to_string(kMinSide) + " to " + std::to_string(kMaxSide) + ")");
  }
  return {};
}

Status check_connect_to(const std::string& word) {
  if (word.empty()) return {};
  const auto colon = word.rfind(':');
  int port = 0;
  const bool good = colon != std::string::npos && colon > 0 &&
                    parse_number(std::string_view(word).substr(colon + 1), port) && port > 0 &&
                    port <= 65'535 && word.find_first_of(" ,\t") == std::string::npos;
  if (!good) {
    return invalid_input("'" + word + "' is not an address; write --connect-to 127.0.0.1:8443");
  }
  return {};
}

// A language goes into a header and a browser flag, so only what BCP 47 allows may pass.
Status check_language(const std::string& word) {
  const bool good = word.size() >= 2 && word.size() <= 35 && std::ranges::all_of(word, [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '-';
                    });
  if (!good) return invalid_input("'" + word + "' is not a language; write one like nl-NL");
  return {};
}

Status check_range(std::string_view option, int value, int low, int high) {
  if (value >= low && value <= high) return {};
  return invalid_input(std::string(option) + " takes " + std::to_string(low) + " to " +
                       std::to_string(high) + ", not " + std::to_string(value));
}

Status check_numbers(const ScanWords& words) {
  if (auto status = check_range("--jobs", words.jobs, 0, kMaxJobs); !status) return status;
  if (auto status = check_range("--pages", words.pages, 1, kMaxPages); !status) return status;
  if (auto status = check_range("--repeat", words.repeat, 1, kMaxRepeat); !status) return status;
  return check_range("--timeout", words.timeout_s, 1, kMaxTimeoutSeconds);
}

Status gather_sites(const ScanWords& words, SiteList& sites) {
  for (const std::string& url : words.urls) add_site(url, "argument", sites);
  for (const std::string& list : words.lists) {
    if (auto status = add_site_file(list, sites); !status) return status;
  }
  if (sites.urls.empty() && sites.problems.empty()) {
    return invalid_input("no site given; try: consentry scan https://shop.example");
  }
  return {};
}

}  // namespace

void add_result_options(CLI::App& command, std::string& fail_on, std::string& exports,
                        std::string& compare, std::string& report_language) {
  command
      .add_option("--fail-on", fail_on,
                  "Exit with 1 at this verdict or above: breach, likely-breach or never")
      ->capture_default_str();
  command
      .add_option(
          "--export", exports,
          "Files for other tools too, separated by commas: sarif junit csv har inspection pdf")
      ->type_name("LIST");
  command
      .add_option("--compare", compare,
                  "Tell what changed since the scan in this folder (comparison.json)")
      ->type_name("DIR");
  command
      .add_option("--report-language", report_language,
                  "Language of report.html: en nl fr de (what was observed is told in English)")
      ->capture_default_str();
}

Result<FailOn> parse_fail_on(const std::string& word) {
  if (word == "never") return FailOn{};
  if (word == "breach") return FailOn{Verdict::breach};
  if (word == "likely-breach") return FailOn{Verdict::likely_breach};
  return unknown_word("--fail-on", word, {"breach", "likely-breach", "never"});
}

Result<std::string> parse_report_language(const std::string& word) {
  const auto known = report_languages();
  if (std::ranges::find(known, word) != known.end()) return word;
  return unknown_word("--report-language", word, known);
}

Result<OutputFormat> parse_format(const std::string& word) {
  if (word == "table") return OutputFormat::table;
  if (word == "json") return OutputFormat::json;
  return unknown_word("format", word, {"table", "json"});
}

Result<std::vector<ExportKind>> parse_exports(const std::string& words) {
  static const std::vector<std::string> kNames{"sarif", "junit", "csv", "har", "inspection", "pdf"};
  std::vector<bool> asked(kNames.size());
  if (!words.empty()) {
    for (const std::string& word : split(words, ',')) {
      const auto known = std::ranges::find(kNames, word);
      if (known == kNames.end()) return unknown_word("export", word, kNames);
      asked[static_cast<std::size_t>(known - kNames.begin())] = true;
    }
  }
  std::vector<ExportKind> kinds;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (asked[i]) kinds.push_back(static_cast<ExportKind>(i));
  }
  return kinds;
}

Result<std::string> parse_profile(const std::string& word,
                                  const std::vector<std::string>& profiles) {
  if (std::ranges::find(profiles, word) != profiles.end()) return word;
  return unknown_word("profile", word, profiles);
}

Result<ScanRequest> check_words(const ScanWords& words, const std::vector<std::string>& profiles) {
  ScanRequest request;
  auto phases = parse_phases(words.phases);
  if (!phases) return phases.error();
  request.phases = *std::move(phases);
  auto profile = parse_profile(words.profile, profiles);
  if (!profile) return profile.error();
  request.profile = *std::move(profile);
  const auto format = parse_format(words.format);
  if (!format) return format.error();
  request.format = *format;
  const auto fail_on = parse_fail_on(words.fail_on);
  if (!fail_on) return fail_on.error();
  request.fail_on = *fail_on;
  auto exports = parse_exports(words.exports);
  if (!exports) return exports.error();
  request.exports = *std::move(exports);
  auto report_language = parse_report_language(words.report_language);
  if (!report_language) return report_language.error();
  request.report_language = *std::move(report_language);
  if (words.browser != "shell" && words.browser != "chromium") {
    return unknown_word("browser", words.browser, {"shell", "chromium"});
  }
  request.full_chromium = words.browser == "chromium";
  if (auto status = parse_viewport(words.viewport, request); !status) return status.error();
  if (auto status = check_connect_to(words.connect_to); !status) return status.error();
  if (auto status = check_language(words.language); !status) return status.error();
  if (auto status = check_numbers(words); !status) return status.error();
  if (words.resume && words.out.empty()) {
    return invalid_input("--resume goes on with the scan in a folder; name it with --out DIR");
  }
  if (auto status = gather_sites(words, request.sites); !status) return status.error();
  request.out = words.out;
  request.compare = words.compare;
  request.connect_to = words.connect_to;
  request.dns_answers = words.dns_answers;
  request.ca = words.ca;
  request.language = words.language;
  request.jobs = words.jobs;
  request.pages = words.pages;
  request.timeout_s = words.timeout_s;
  request.repeat = words.repeat;
  request.third_party_cookies = !words.no_third_party_cookies;
  request.sandbox = !words.no_sandbox;
  request.resume = words.resume;
  return request;
}

}  // namespace consentry
