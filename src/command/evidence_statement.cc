// SPDX-License-Identifier: Apache-2.0
#include "command/evidence_statement.h"

#include <boost/json.hpp>
#include <fstream>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "command/evidence_bundle.h"
#include "core/proof/custody.h"
#include "core/report/json_text.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// The first line of a log has some 700 bytes.
constexpr std::size_t kMaxOpenLine = std::size_t{64} << 10U;
// Settings, rule book and lists stand before the sites and have some 10 KiB.
constexpr std::size_t kMaxReportHead = std::size_t{4} << 20U;
constexpr std::string_view kSitesFollow = "\n  \"sites\": [";

struct Missing {
  std::string what;
  std::string why;
};

// What no scan records, said in every bundle.
const std::vector<Missing>& never_recorded() {
  static const std::vector<Missing> parts{
      {"browser command line and digest of its program", "not recorded by the scan"},
      {"operating system, kernel, fonts", "not recorded by the scan"},
      {"offset of the clock from a reference", "not measured"},
      {"bodies of requests and responses", "only what the browser's events hold"},
      {"page source, MHTML and accessibility tree", "not recorded by the scan"},
      {"certificate chains of TLS", "only what the browser's events say of a certificate"},
  };
  return parts;
}

void stated(JsonText& text, std::string_view name, const std::string& value) {
  text.name(name);
  if (value.empty()) {
    text.null();
  } else {
    text.text(value);
  }
}

std::vector<Missing> missing_parts(const fs::path& folder, const ScanManifest& manifest,
                                   const SealerWords& words) {
  std::vector<Missing> missing;
  if (words.by.empty()) missing.push_back({"who scanned", "not stated"});
  if (words.reason.empty()) missing.push_back({"reason", "not stated"});
  if (words.vantage.empty())
    missing.push_back({"country, provider and public address of the machine", "not stated"});
  if (manifest.settings.finished.empty())
    missing.push_back({"end of the scan", "it was broken off"});
  if (!fs::exists(folder / "report.json"))
    missing.push_back({"report.json, and with it rule book and lists", "not in the folder"});
  for (const SiteEntry& site : manifest.sites) {
    if (!site.reason.empty()) missing.push_back({site.url, site.reason});
  }
  const auto& never = never_recorded();
  missing.insert(missing.end(), never.begin(), never.end());
  return missing;
}

std::string statement_of(const fs::path& folder, const ScanManifest& manifest,
                         const SealerWords& words) {
  const ScanSettings& settings = manifest.settings;
  JsonText text;
  text.begin_object();
  text.member("format", kBundleFormat);
  // A program's visit, as against what happened to a person on an ordinary day.
  text.member("kind", "practice");
  stated(text, "by", words.by);
  stated(text, "reason", words.reason);
  text.member("program", settings.program);
  text.member("command_line", settings.command_line);
  stated(text, "started", settings.started);
  stated(text, "finished", settings.finished);
  text.name("clock").begin_object();
  stated(text, "stated", words.clock);
  text.member("source", "the clock of the machine that scanned, UTC");
  text.member("compared_with_a_reference", false);
  text.end_object();
  text.name("vantage").begin_object();
  stated(text, "stated", words.vantage);
  text.member("profile_of_law", settings.profile);
  text.member("language", settings.language);
  stated(text, "all_hosts_led_to", settings.connect_to);
  stated(text, "dns_answers_sha256", settings.dns_answers);
  text.end_object();
  text.member("sites", manifest.sites.size());
  text.name("missing").begin_array();
  for (const Missing& part : missing_parts(folder, manifest, words)) {
    text.begin_object(JsonText::Layout::line);
    text.member("what", part.what);
    text.member("why", part.why);
    text.end_object();
  }
  text.end_array();
  text.end_object();
  return std::move(text).take();
}

std::string text_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// product, build and user agent, as the runs' first lines tell.
using BrowserSeen = std::tuple<std::string, std::string, std::string>;

void look_at_run(const fs::path& log, std::set<BrowserSeen>& seen) {
  std::ifstream in(log, std::ios::binary);
  std::string line(kMaxOpenLine, '\0');
  in.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(in.gcount()));
  json::error_code error;
  const json::value value = json::parse(line.substr(0, line.find('\n')), error);
  const json::object* open = error ? nullptr : value.if_object();
  const json::value* browser = open == nullptr ? nullptr : open->if_contains("browser");
  if (browser == nullptr || !browser->is_object()) return;
  const json::object& told = browser->get_object();
  seen.emplace(text_at(told, "product"), text_at(told, "build"), text_at(told, "userAgent"));
}

std::set<BrowserSeen> browsers_seen(const fs::path& folder, const ScanManifest& manifest) {
  std::set<BrowserSeen> seen;
  for (const SiteEntry& site : manifest.sites) {
    for (const std::string& run : site.runs) {
      look_at_run(folder / site.folder / run / "events.ndjson", seen);
    }
  }
  for (const std::string& run : manifest.cross_runs) {
    look_at_run(folder / run / "events.ndjson", seen);
  }
  return seen;
}

std::string environment_of(const fs::path& folder, const ScanManifest& manifest) {
  const ScanSettings& settings = manifest.settings;
  JsonText text;
  text.begin_object();
  text.member("format", kBundleFormat);
  text.member("browser", settings.browser);
  text.name("browsers_of_the_runs").begin_array();
  for (const auto& [product, build, agent] : browsers_seen(folder, manifest)) {
    text.begin_object(JsonText::Layout::line);
    text.member("product", product);
    text.member("build", build);
    text.member("user_agent", agent);
    text.end_object();
  }
  text.end_array();
  text.name("browser_command_line").null();
  text.member("profile", "new and empty for every run; no extensions, no account");
  text.member("viewport", settings.viewport);
  text.member("language", settings.language);
  text.member("sandbox", settings.sandbox);
  text.member("third_party_cookies", settings.third_party_cookies_allowed ? "allowed" : "blocked");
  stated(text, "further_authorities_sha256", settings.extra_ca);
  text.end_object();
  return std::move(text).take();
}

// What report.json says before its sites, which may be gigabytes.
std::optional<json::object> report_head(const fs::path& folder) {
  std::ifstream in(folder / "report.json", std::ios::binary);
  if (!in) return std::nullopt;
  std::string head(kMaxReportHead, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  const std::size_t sites = head.find(kSitesFollow);
  if (sites == std::string::npos) return std::nullopt;
  json::error_code error;
  json::value value = json::parse(head.substr(0, sites) + std::string(kSitesFollow) + "]}", error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

void copy_texts(JsonText& text, const json::object& from,
                std::initializer_list<const char*> names) {
  text.begin_object(JsonText::Layout::line);
  for (const char* name : names) text.member(name, text_at(from, name));
  text.end_object();
}

void write_rules(JsonText& text, const std::optional<json::object>& head) {
  const json::value* book = head ? head->if_contains("rule_book") : nullptr;
  const json::value* lists = head ? head->if_contains("lists") : nullptr;
  text.name("rule_book");
  if (book != nullptr && book->is_object()) {
    copy_texts(text, book->get_object(), {"version", "sha256"});
  } else {
    text.null();
  }
  text.name("lists").begin_array();
  if (lists != nullptr && lists->is_array()) {
    for (const json::value& list : lists->get_array()) {
      if (list.is_object()) {
        copy_texts(text, list.get_object(), {"name", "version", "sha256", "absence"});
      }
    }
  }
  text.end_array();
}

std::string method_of(const fs::path& folder, const ScanManifest& manifest) {
  const ScanSettings& settings = manifest.settings;
  JsonText text;
  text.begin_object();
  text.member("format", kBundleFormat);
  text.member("program", settings.program);
  text.member("record", "scan/sites/*/*/events.ndjson: consentry-event-log/1, as received");
  text.name("phases").begin_array(JsonText::Layout::line);
  for (const Phase phase : settings.phases) text.text(name_of(phase));
  text.end_array();
  text.member("pages_before_choosing", settings.pages);
  text.member("seconds_a_page_may_take", settings.timeout_s);
  text.member("profile_of_law", settings.profile);
  write_rules(text, report_head(folder));
  text.end_object();
  return std::move(text).take();
}

std::string custody_of(const ScanManifest& manifest, const SealerWords& words) {
  const ScanSettings& settings = manifest.settings;
  std::string record;
  append_custody(record, {settings.started,
                          words.by,
                          "created",
                          {{"program", settings.program}, {"command", settings.command_line}}});
  if (!settings.finished.empty()) {
    append_custody(record, {settings.finished,
                            words.by,
                            "captured",
                            {{"sites", std::to_string(manifest.sites.size())}}});
  }
  return record;
}

}  // namespace

StatementFiles make_statements(const fs::path& folder, const ScanManifest& manifest,
                               const SealerWords& words) {
  return {statement_of(folder, manifest, words), environment_of(folder, manifest),
          method_of(folder, manifest), custody_of(manifest, words)};
}

}  // namespace consentry
