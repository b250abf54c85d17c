// SPDX-License-Identifier: Apache-2.0
#include "command/scan_resumption.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "command/file_bytes.h"
#include "io/store/evidence_folder.h"

namespace consentry {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMark = "finished.json";
constexpr std::string_view kLog = "events.ndjson";
// A mark has an address, a few names and a reason; a larger file is not ours.
constexpr std::size_t kMaxMarkBytes = 1UL << 20U;

std::string on_or_off(bool on) { return on ? "on" : "off"; }

std::string phases_of(const ScanSettings& settings) {
  std::string names;
  for (const Phase phase : settings.phases) {
    names += (names.empty() ? "" : ",") + std::string(name_of(phase));
  }
  return names;
}

struct Condition {
  std::string_view name;
  std::function<std::string(const ScanSettings&)> value;
};

// All that decides what a capture can show.
const std::vector<Condition>& conditions() {
  using Settings = ScanSettings;
  static const std::vector<Condition> kConditions{
      {"program", [](const Settings& s) { return s.program; }},
      {"browser", [](const Settings& s) { return s.browser; }},
      {"--phases", phases_of},
      {"--profile", [](const Settings& s) { return s.profile; }},
      {"--pages", [](const Settings& s) { return std::to_string(s.pages); }},
      {"--timeout", [](const Settings& s) { return std::to_string(s.timeout_s); }},
      {"--language", [](const Settings& s) { return s.language; }},
      {"--viewport", [](const Settings& s) { return s.viewport; }},
      {"--connect-to", [](const Settings& s) { return s.connect_to; }},
      {"--dns-answers", [](const Settings& s) { return s.dns_answers.substr(0, 12); }},
      {"--ca", [](const Settings& s) { return s.extra_ca.substr(0, 12); }},
      {"third-party cookies",
       [](const Settings& s) { return on_or_off(s.third_party_cookies_allowed); }},
      {"sandbox", [](const Settings& s) { return on_or_off(s.sandbox); }},
  };
  return kConditions;
}

std::string shown(const std::string& value) { return value.empty() ? "nothing" : value; }

bool has_log(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / kLog, error);
}

}  // namespace

Status measures_alike(const ScanSettings& earlier, const ScanSettings& now) {
  std::string differences;
  for (const Condition& condition : conditions()) {
    const std::string was = condition.value(earlier);
    const std::string is = condition.value(now);
    if (was == is) continue;
    differences += (differences.empty() ? "" : "; ") + std::string(condition.name) + " was " +
                   shown(was) + " and is " + shown(is);
  }
  if (now.repeat < earlier.repeat) {
    differences += (differences.empty() ? "" : "; ") + std::string("--repeat was ") +
                   std::to_string(earlier.repeat) + " and is " + std::to_string(now.repeat);
  }
  if (differences.empty()) return {};
  return Error{ErrorKind::conflict, "cannot resume, as one report must be measured alike: " +
                                        differences + "; give the same options, or another folder"};
}

Status keeps_all_sites(const ScanManifest& earlier, const std::vector<std::string>& urls) {
  for (const SiteEntry& site : earlier.sites) {
    if (std::ranges::find(urls, site.url) != urls.end()) continue;
    return Error{ErrorKind::conflict, "cannot resume: the scan also had " + site.url +
                                          "; give the same sites (more are welcome)"};
  }
  return {};
}

namespace {

std::string cross_mark(const std::string& folder, const std::vector<std::string>& sites) {
  return to_json(SiteEntry{sites.front(), folder, sites, {}});
}

}  // namespace

Status mark_finished(const fs::path& out, const SiteEntry& site) {
  return write_whole_file(out / site.folder / kMark, to_json(site));
}

std::optional<SiteEntry> finished_site(const fs::path& out, const std::string& url,
                                       std::size_t repetition) {
  const std::string folder = site_folder(url, repetition);
  const auto text = read_file(out / folder / kMark, kMaxMarkBytes);
  if (!text) return std::nullopt;
  auto site = parse_site_entry(*text);
  if (!site || site->url != url || site->folder != folder) return std::nullopt;
  const bool whole = std::ranges::all_of(
      site->runs, [&](const std::string& run) { return has_log(out / folder / run); });
  return whole ? std::optional(*std::move(site)) : std::nullopt;
}

void remove_captures(const fs::path& out, const std::string& url, std::size_t repetition) {
  std::error_code ignored;  // the first run into the folder will say that it holds something
  const fs::path folder = out / site_folder(url, repetition);
  std::vector<fs::path> doomed;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const bool other = repetition == 0 && entry.path().filename().string().starts_with("repeat-");
    if (!other) doomed.push_back(entry.path());
  }
  for (const fs::path& path : doomed) fs::remove_all(path, ignored);
  fs::remove(folder, ignored);  // when nothing is left in it
}

Status mark_cross_finished(const fs::path& out, const std::string& folder,
                           const std::vector<std::string>& sites) {
  return write_whole_file(out / folder / kMark, cross_mark(folder, sites));
}

bool cross_is_finished(const fs::path& out, const std::string& folder,
                       const std::vector<std::string>& sites) {
  const auto text = read_file(out / folder / kMark, kMaxMarkBytes);
  return text && *text == cross_mark(folder, sites) && has_log(out / folder);
}

std::string resuming_command(const std::string& command_line, const fs::path& out) {
  std::string line = command_line;
  if (line.find("--out") == std::string::npos) line += " --out " + out.string();
  if (line.find("--resume") == std::string::npos) line += " --resume";
  return line;
}

}  // namespace consentry
