// SPDX-License-Identifier: Apache-2.0
#include "core/report/inspection.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "core/base/origin.h"
#include "core/report/archive_terms.h"
#include "core/report/display_text.h"
#include "core/report/fact_place.h"
#include "core/report/json_text.h"

namespace consentry {
namespace {

using Layout = JsonText::Layout;

// One run's view of the phase `before`.
struct Visit {
  const SiteReport& site;
  const RunObservation& run;
  std::size_t run_index = 0;
  UtcTime started;
};

bool is_before(const Moment& when) { return when.phase == Phase::before; }

// A run that measured the phase to its end, else one that saw a part of it.
std::optional<Visit> visit_of(const SiteReport& site) {
  const auto& runs = site.facts.observation.runs;
  for (const bool whole : {true, false}) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const RunObservation& run = runs[i];
      const bool measured = std::ranges::find(run.measured, Phase::before) != run.measured.end();
      const bool seen = std::ranges::any_of(
          run.requests, [](const Request& request) { return is_before(request.when); });
      const auto started = parse_rfc3339(run.started);
      if (started && (whole ? measured : seen)) return Visit{site, run, i, *started};
    }
  }
  return std::nullopt;
}

std::string host_of(std::string_view url) {
  const auto parts = parse_url(url);
  return parts ? parts->host : std::string();
}

// Hosts in the order in which they were met, each once.
struct PartyHosts {
  std::vector<std::string> first;
  std::vector<std::string> third;

  void add(std::string_view host, bool third_party) {
    std::vector<std::string>& hosts = third_party ? third : first;
    if (!host.empty() && known_.emplace(third_party, host).second) hosts.emplace_back(host);
  }
  void write(JsonText& json, std::string_view name) const {
    json.name(name).begin_object();
    json.member("firstParty", first);
    json.member("thirdParty", third);
    json.end_object();
  }

 private:
  std::set<std::pair<bool, std::string>> known_;
};

struct Hosts {
  PartyHosts requests;
  PartyHosts beacons;
  PartyHosts cookies;
  PartyHosts storage;
};

void write_stack(JsonText& json, const std::vector<std::string>& scripts, std::string_view what) {
  json.name("stack").begin_array();
  for (const std::string& script : scripts) {
    json.begin_object(Layout::line);
    json.member("fileName", script);
    json.member("source", std::string(what) + " " + script);
    json.end_object();
  }
  json.end_array();
}

void write_cookie_log(JsonText& json, const Visit& visit, const CookieWrite& write) {
  const bool script = write.origin == CookieOrigin::script;
  std::vector<std::string> setters = write.stack;
  if (!script || setters.empty()) setters = {write.setter_url};
  if (setters.front().empty()) setters.clear();
  json.name("log").begin_object();
  write_stack(json, setters, script ? "set by script" : "set in the Set-Cookie header of");
  json.member("type", script ? "Cookie.JS" : "Cookie.HTTP");
  json.member("timestamp", to_rfc3339(clock_time(visit.started, write.when)));
  json.member("location", write.page_url);
  json.end_object();
}

// `seen`: when the lifetime began to count.
void write_expiry(JsonText& json, std::optional<double> lifetime_s, UtcTime seen, UtcTime started) {
  constexpr double kLongestSeconds = 1e10;
  const bool session = !lifetime_s || !(std::abs(*lifetime_s) < kLongestSeconds);
  json.member("session", session);
  json.name("expires");
  if (session) {
    json.number(std::int64_t{-1});
    return;
  }
  const UtcTime end{seen.milliseconds + std::llround(*lifetime_s * 1000)};
  json.number(static_cast<double>(end.milliseconds) / 1000);
  json.member("expiresUTC", to_rfc3339(end));
  constexpr double kDayMs = 86'400'000;
  const double days = static_cast<double>(end.milliseconds - started.milliseconds) / kDayMs;
  json.name("expiresDays").number(std::round(days * 100) / 100);
}

using CookieId = std::tuple<std::string, std::string, std::string>;  // name, domain, path

template <typename Cookie>
CookieId id_of(const Cookie& cookie) {
  return {cookie.name, std::string(without_dot(cookie.domain)), cookie.path};
}

template <typename Cookie>
void begin_cookie(JsonText& json, const Visit& visit, const Cookie& cookie) {
  json.begin_object();
  json.member("name", cookie.name);
  json.member("value", cookie.value);
  json.member("domain", without_dot(cookie.domain));
  json.member("path", cookie.path);
  write_expiry(json, cookie.lifetime_s, clock_time(visit.started, cookie.when), visit.started);
  json.member("size", cookie.name.size() + cookie.value.size());
}

template <typename Cookie>
void end_cookie(JsonText& json, const Visit& visit, const Cookie& cookie, const CookieWrite* write,
                Hosts& hosts) {
  if (write != nullptr) write_cookie_log(json, visit, *write);
  json.member("firstPartyStorage", !cookie.third_party);
  json.end_object();
  hosts.cookies.add(without_dot(cookie.domain), cookie.third_party);
}

// The last state of each cookie in the jar, then cookies that were written and are gone.
void write_cookies(JsonText& json, const Visit& visit, Hosts& hosts) {
  std::map<CookieId, const CookieRow*> rows;
  std::map<CookieId, const CookieWrite*> writes;
  for (const CookieRow& row : visit.run.cookie_rows) {
    if (is_before(row.when)) rows[id_of(row)] = &row;
  }
  for (const CookieWrite& write : visit.run.cookie_writes) {
    const bool deletes = write.lifetime_s && *write.lifetime_s <= 0;
    if (is_before(write.when) && write.blocked.empty() && !deletes) writes[id_of(write)] = &write;
  }
  json.name("cookies").begin_array();
  for (const auto& [id, row] : rows) {
    begin_cookie(json, visit, *row);
    json.member("httpOnly", row->http_only);
    json.member("secure", row->secure);
    if (!row->same_site.empty()) json.member("sameSite", row->same_site);
    const auto write = writes.find(id);
    end_cookie(json, visit, *row, write == writes.end() ? nullptr : write->second, hosts);
  }
  for (const auto& [id, write] : writes) {
    if (rows.contains(id)) continue;
    begin_cookie(json, visit, *write);
    end_cookie(json, visit, *write, write, hosts);
  }
  json.end_array();
}

struct StoredValue {
  const StorageItem* latest = nullptr;
  const StorageItem* write = nullptr;  // the latest that names its writer
};

void write_stored_value(JsonText& json, const Visit& visit, const StoredValue& stored) {
  json.begin_object();
  json.member("value", stored.latest->value);
  json.member("firstPartyStorage", !stored.latest->third_party);
  if (stored.write != nullptr) {
    json.name("log").begin_object();
    write_stack(json, stored.write->stack, "written by script");
    json.member("type", "Storage.LocalStorage");
    json.member("timestamp", to_rfc3339(clock_time(visit.started, stored.write->when)));
    json.end_object();
  }
  json.end_object();
}

void write_local_storage(JsonText& json, const Visit& visit, Hosts& hosts) {
  std::map<std::string, std::map<std::string, StoredValue>> origins;
  for (const StorageItem& item : visit.run.storage) {
    if (!is_before(item.when) || item.area != StorageArea::local) continue;
    StoredValue& stored = origins[valid_utf8(item.origin)][valid_utf8(item.key)];
    stored.latest = &item;
    if (!item.snapshot) stored.write = &item;
    hosts.storage.add(host_of(item.origin), item.third_party);
  }
  json.name("localStorage").begin_object();
  for (const auto& [origin, items] : origins) {
    json.name(origin).begin_object();
    for (const auto& [key, stored] : items) {
      json.name(key);
      write_stored_value(json, visit, stored);
    }
    json.end_object();
  }
  json.end_object();
}

struct Beacon {
  const Request* request = nullptr;
  const SourceRef* source = nullptr;  // null: known as a tracker, but by no list
  int times = 0;
};

// Requests to trackers, one for each host and path, most frequent first.
std::vector<Beacon> beacons_of(const Visit& visit, Hosts& hosts) {
  std::vector<Beacon> beacons;
  std::map<std::string, std::size_t> known;
  const auto& facts = visit.site.facts.classification.requests;
  if (visit.run_index >= facts.size()) return beacons;
  const auto& of_run = facts[visit.run_index];
  for (std::size_t i = 0; i < std::min(of_run.size(), visit.run.requests.size()); ++i) {
    const Request& request = visit.run.requests[i];
    const auto url = parse_url(request.url);
    if (!is_before(request.when) || !of_run[i].tracker || !url) continue;
    hosts.beacons.add(url->host, request.third_party);
    const auto [at, added] = known.try_emplace(url->host + url->path, beacons.size());
    if (added) beacons.push_back({&request, tracker_source(of_run[i]), 0});
    ++beacons[at->second].times;
  }
  std::ranges::stable_sort(beacons, std::ranges::greater{}, &Beacon::times);
  return beacons;
}

// Lists go by their file names there.
std::string list_file(const std::string& list) {
  return list.find('.') == std::string::npos ? list + ".txt" : list;
}

void write_beacon(JsonText& json, const Visit& visit, const Beacon& beacon) {
  const Request& request = *beacon.request;
  json.begin_object();
  json.member("url", request.url);
  std::map<std::string, std::string> query;
  for (auto& [name, value] : query_pairs(request.url)) query[valid_utf8(name)] = value;
  json.name("query");
  if (query.empty()) {
    json.null();
  } else {
    json.begin_object();
    for (const auto& [name, value] : query) json.member(name, value);
    json.end_object();
  }
  if (beacon.source != nullptr) {
    json.member("filter", beacon.source->text);
    json.member("listName", list_file(beacon.source->list));
  }
  json.name("log").begin_object();
  std::vector<std::string> stack = request.initiator_stack;
  if (stack.empty() && !request.frame_url.empty()) stack = {request.frame_url};
  write_stack(json, stack, "requested from");
  json.member("timestamp", to_rfc3339(clock_time(visit.started, request.when)));
  json.end_object();
  json.member("occurrances", beacon.times);  // spelt so by the collector
  json.end_object();
}

// Addresses that led to the first document, before the last hop.
std::vector<std::string> redirects_of(const RunObservation& run) {
  std::vector<std::string> hops;
  const auto first = std::ranges::find(run.requests, "document", &Request::type);
  if (first == run.requests.end() || first->id.empty()) return hops;
  for (const Request& request : run.requests) {
    if (request.id == first->id && !request.redirected_from.empty()) {
      hops.push_back(request.redirected_from);
    }
  }
  return hops;
}

void write_place(JsonText& json, const Visit& visit) {
  const std::string asked(url_of(visit.site));
  json.member("title", "Consentry: what a site does before any choice");
  json.member("uri_ins", asked);
  json.member("uri_refs", std::vector<std::string>{asked});
  json.member("uri_dest", visit.run.final_url);
  json.member("uri_redirects", redirects_of(visit.run));
  json.member("host", host_of(asked));
}

void write_maker(JsonText& json, const ScanSettings& settings) {
  json.name("script").begin_object();
  json.name("version").begin_object(Layout::line);
  json.member("commit", settings.program);
  json.end_object();
  json.member("cmd_args", settings.command_line);
  json.end_object();
  const BrowserName browser = browser_name(settings.browser);
  json.name("browser").begin_object();
  json.member("name", browser.name);
  json.member("version", browser.name + "/" + browser.version);
  json.end_object();
}

void write_history(JsonText& json, const Visit& visit, Hosts& hosts) {
  std::vector<std::string> pages;
  UtcTime end = visit.started;
  for (const Request& request : visit.run.requests) {
    if (!is_before(request.when)) continue;
    hosts.requests.add(host_of(request.url), request.third_party);
    end = std::max(end, clock_time(visit.started, request.when));
    if (request.page_url.empty() || std::ranges::find(pages, request.page_url) != pages.end()) {
      continue;
    }
    pages.push_back(request.page_url);
  }
  for (const CookieRow& row : visit.run.cookie_rows) {
    if (is_before(row.when)) end = std::max(end, clock_time(visit.started, row.when));
  }
  json.member("browsing_history", pages);
  json.member("start_time", to_rfc3339(visit.started));
  json.member("end_time", to_rfc3339(end));
}

void write_hosts(JsonText& json, const Hosts& hosts) {
  json.name("hosts").begin_object();
  hosts.requests.write(json, "requests");
  hosts.beacons.write(json, "beacons");
  hosts.cookies.write(json, "cookies");
  hosts.storage.write(json, "localStorage");
  json.end_object();
}

void write_own(JsonText& json, const Visit& visit) {
  const RunObservation& run = visit.run;
  json.name("consentry").begin_object();
  json.member("phase", name_of(Phase::before));
  json.member("measured", std::ranges::find(run.measured, Phase::before) != run.measured.end());
  json.member("run", run.name);
  json.member("log_sha256", run.log_sha256);
  json.name("screenshots").begin_array();
  for (const Screenshot& shot : run.screenshots) {
    if (!is_before(shot.when)) continue;
    json.begin_object(Layout::line);
    json.member("file", run.name + "/" + shot.file);
    json.member("sha256", shot.sha256);
    json.end_object();
  }
  json.end_array();
  json.name("limitations").begin_array();
  for (const Limitation& limitation : run.limitations) {
    if (is_before(limitation.when)) json.text(limitation.topic + ": " + limitation.text);
  }
  json.end_array();
  json.end_object();
}

}  // namespace

std::optional<std::string> site_inspection(const SiteReport& site, const ScanSettings& settings) {
  const auto visit = visit_of(site);
  if (!visit) return std::nullopt;
  Hosts hosts;
  JsonText json;
  json.begin_object();
  write_place(json, *visit);
  write_maker(json, settings);
  write_local_storage(json, *visit, hosts);
  write_cookies(json, *visit, hosts);
  json.name("beacons").begin_array();
  for (const Beacon& beacon : beacons_of(*visit, hosts)) write_beacon(json, *visit, beacon);
  json.end_array();
  write_history(json, *visit, hosts);
  write_hosts(json, hosts);
  write_own(json, *visit);
  json.end_object();
  return std::move(json).take();
}

}  // namespace consentry
