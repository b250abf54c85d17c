// SPDX-License-Identifier: Apache-2.0
#include "command/scan_manifest.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "core/base/digest.h"
#include "core/base/origin.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::string_view kFormat = "consentry-scan/1";
constexpr std::string_view kFormatName = "consentry-scan/";
// A file name has at most 255 bytes; a host name may have 253.
constexpr std::size_t kMaxHostInFolder = 120;
// Far above what --pages and --timeout take.
constexpr std::int64_t kLargestNumber = 1'000'000;

using TextField = std::pair<std::string_view, std::string ScanSettings::*>;
constexpr TextField kTextFields[] = {
    {"program", &ScanSettings::program},        {"commandLine", &ScanSettings::command_line},
    {"started", &ScanSettings::started},        {"finished", &ScanSettings::finished},
    {"browser", &ScanSettings::browser},        {"viewport", &ScanSettings::viewport},
    {"language", &ScanSettings::language},      {"connectTo", &ScanSettings::connect_to},
    {"profile", &ScanSettings::profile},        {"extraCa", &ScanSettings::extra_ca},
    {"dnsAnswers", &ScanSettings::dns_answers},
};

using NumberField = std::pair<std::string_view, int ScanSettings::*>;
constexpr NumberField kNumberFields[] = {
    {"pages", &ScanSettings::pages},
    {"timeoutSeconds", &ScanSettings::timeout_s},
    {"repeat", &ScanSettings::repeat},
    {"siteMebibytes", &ScanSettings::site_mib},
};

json::object write_settings(const ScanSettings& settings) {
  json::object object;
  for (const auto& [name, field] : kTextFields) object[name] = settings.*field;
  for (const auto& [name, field] : kNumberFields) object[name] = settings.*field;
  object["thirdPartyCookiesAllowed"] = settings.third_party_cookies_allowed;
  object["sandbox"] = settings.sandbox;
  json::array phases;
  for (const Phase phase : settings.phases) phases.emplace_back(name_of(phase));
  object["phases"] = std::move(phases);
  return object;
}

json::array write_texts(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

std::string text_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string{};
}

bool flag_at(const json::object& object, std::string_view name, bool otherwise) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_bool() ? value->get_bool() : otherwise;
}

// What is no number, or a number that no option takes, leaves the default.
void read_number(const json::object& object, std::string_view name, int& number) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64()) return;
  const std::int64_t given = value->get_int64();
  if (given > 0 && given <= kLargestNumber) number = static_cast<int>(given);
}

std::vector<std::string> texts_at(const json::object& object, std::string_view name) {
  std::vector<std::string> texts;
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_array()) return texts;
  for (const json::value& text : value->get_array()) {
    if (text.is_string()) texts.emplace_back(text.get_string());
  }
  return texts;
}

ScanSettings read_settings(const json::object& object) {
  ScanSettings settings;
  for (const auto& [name, field] : kTextFields) settings.*field = text_at(object, name);
  for (const auto& [name, field] : kNumberFields) read_number(object, name, settings.*field);
  settings.third_party_cookies_allowed = flag_at(object, "thirdPartyCookiesAllowed", true);
  settings.sandbox = flag_at(object, "sandbox", true);
  for (const std::string& name : texts_at(object, "phases")) {
    if (const auto phase = phase_named(name)) settings.phases.push_back(*phase);
  }
  return settings;
}

// A folder name from a manifest is outside input: it must stay below the output folder.
bool stays_below(std::string_view folder) {
  return !folder.empty() && !folder.starts_with('/') && folder.find("..") == std::string_view::npos;
}

json::array write_second_visits(const std::vector<SecondVisit>& visits) {
  json::array array;
  for (const SecondVisit& visit : visits) {
    array.push_back(json::object{{"run", visit.run},
                                 {"first", visit.first},
                                 {"second", visit.second},
                                 {"used", visit.used}});
  }
  return array;
}

std::vector<SecondVisit> second_visits_at(const json::object& object) {
  std::vector<SecondVisit> visits;
  const json::value* value = object.if_contains("secondVisits");
  if (value == nullptr || !value->is_array()) return visits;
  for (const json::value& entry : value->get_array()) {
    if (!entry.is_object()) continue;
    const json::object& visit = entry.get_object();
    visits.push_back({text_at(visit, "run"), text_at(visit, "first"), text_at(visit, "second"),
                      flag_at(visit, "used", false)});
  }
  return visits;
}

json::object write_site(const SiteEntry& site) {
  json::object object{{"url", site.url},
                      {"folder", site.folder},
                      {"runs", write_texts(site.runs)},
                      {"reason", site.reason}};
  if (!site.second_visits.empty()) {
    object["secondVisits"] = write_second_visits(site.second_visits);
  }
  return object;
}

Result<SiteEntry> read_site(const json::value& value) {
  if (!value.is_object()) return Error{ErrorKind::corrupt, "a site in scan.json is no object"};
  const json::object& object = value.get_object();
  SiteEntry site{text_at(object, "url"), text_at(object, "folder"), texts_at(object, "runs"),
                 text_at(object, "reason"), second_visits_at(object)};
  if (site.url.empty() || !stays_below(site.folder) ||
      !std::ranges::all_of(site.runs, stays_below)) {
    return Error{ErrorKind::corrupt, "scan.json names a site without a usable folder"};
  }
  return site;
}

void write_captures(const Captures& captures, json::object& object) {
  json::array sites;
  for (const SiteEntry& site : captures.sites) sites.push_back(write_site(site));
  object["sites"] = std::move(sites);
  object["crossRuns"] = write_texts(captures.cross_runs);
}

Result<Captures> read_captures(const json::object& object) {
  Captures captures;
  captures.cross_runs = texts_at(object, "crossRuns");
  const json::value* sites = object.if_contains("sites");
  if (sites == nullptr || !sites->is_array() ||
      !std::ranges::all_of(captures.cross_runs, stays_below)) {
    return Error{ErrorKind::corrupt, "scan.json lists no sites"};
  }
  for (const json::value& entry : sites->get_array()) {
    Result<SiteEntry> site = read_site(entry);
    if (!site) return site.error();
    captures.sites.push_back(*std::move(site));
  }
  return captures;
}

// Further repetitions hold the sites of the first, or there would be nothing to compare.
Status read_repetitions(const json::object& object, ScanManifest& manifest) {
  const json::value* repetitions = object.if_contains("repetitions");
  if (repetitions == nullptr || !repetitions->is_array()) return {};
  for (const json::value& entry : repetitions->get_array()) {
    if (!entry.is_object()) return Error{ErrorKind::corrupt, "a repetition is no object"};
    Result<Captures> captures = read_captures(entry.get_object());
    if (!captures) return captures.error();
    if (!std::ranges::equal(captures->sites, manifest.sites, {}, &SiteEntry::url,
                            &SiteEntry::url)) {
      return Error{ErrorKind::corrupt, "a repetition in scan.json has other sites"};
    }
    manifest.repetitions.push_back(*std::move(captures));
  }
  return {};
}

}  // namespace

std::string to_json(const ScanManifest& manifest) {
  json::object object{{"format", kFormat}, {"settings", write_settings(manifest.settings)}};
  write_captures(manifest, object);
  if (!manifest.repetitions.empty()) {
    json::array repetitions;
    for (const Captures& captures : manifest.repetitions) {
      write_captures(captures, repetitions.emplace_back(json::object_kind).get_object());
    }
    object["repetitions"] = std::move(repetitions);
  }
  return json::serialize(object) + "\n";
}

std::string to_json(const SiteEntry& site) { return json::serialize(write_site(site)) + "\n"; }

Result<SiteEntry> parse_site_entry(std::string_view text) {
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error) return Error{ErrorKind::corrupt, "a site is not JSON: " + error.message()};
  return read_site(value);
}

Result<ScanManifest> parse_scan_manifest(std::string_view text) {
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_object()) {
    return Error{ErrorKind::corrupt, "scan.json is not JSON: " + error.message()};
  }
  const json::object& object = value.get_object();
  const std::string format = text_at(object, "format");
  if (format != kFormat) {
    return format.starts_with(kFormatName)
               ? Error{ErrorKind::unsupported, "scan.json has format " + format +
                                                   "; this program reads " + std::string(kFormat)}
               : Error{ErrorKind::corrupt, "scan.json does not name its format"};
  }
  ScanManifest manifest;
  if (const json::value* settings = object.if_contains("settings");
      settings != nullptr && settings->is_object()) {
    manifest.settings = read_settings(settings->get_object());
  }
  Result<Captures> captures = read_captures(object);
  if (!captures) return captures.error();
  static_cast<Captures&>(manifest) = *std::move(captures);
  if (auto status = read_repetitions(object, manifest); !status) return status.error();
  return manifest;
}

std::string repetition_prefix(std::size_t repetition) {
  return repetition == 0 ? "" : "repeat-" + std::to_string(repetition + 1) + "/";
}

std::string site_folder(std::string_view url, std::size_t repetition) {
  std::string folder = site_folder(url) + "/" + repetition_prefix(repetition);
  folder.pop_back();
  return folder;
}

std::string site_folder(std::string_view url) {
  const auto parsed = parse_url(url);
  std::string host = parsed ? parsed->host : "site";
  std::ranges::replace_if(
      host,
      [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-');
      },
      '_');
  return "sites/" + host.substr(0, kMaxHostInFolder) + "-" + sha256_hex(url).substr(0, 8);
}

}  // namespace consentry
