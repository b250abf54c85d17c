// SPDX-License-Identifier: Apache-2.0
#include "core/report/har.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/report/archive_terms.h"
#include "core/report/json_text.h"

namespace consentry {
namespace {

using Layout = JsonText::Layout;

// What belongs to a request but stands elsewhere in the observation.
struct Exchange {
  const Request* request = nullptr;
  std::string_view redirected_to;       // address of the next hop
  std::vector<const CookieWrite*> set;  // by its answer
  const ExchangeDetail* detail = nullptr;
};

using Details = std::map<std::uint64_t, ExchangeDetail>;

std::vector<Exchange> exchanges_of(const RunObservation& run, const Details* details) {
  std::vector<Exchange> exchanges(run.requests.size());
  std::unordered_map<std::string_view, std::size_t> latest_hop;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_url;
  for (std::size_t i = 0; i < run.requests.size(); ++i) {
    const Request& request = run.requests[i];
    exchanges[i].request = &request;
    const auto detail =
        details == nullptr ? Details::const_iterator() : details->find(request.at.line);
    if (details != nullptr && detail != details->end()) exchanges[i].detail = &detail->second;
    const auto [hop, first] = latest_hop.try_emplace(request.id, i);
    if (!first && !request.id.empty() && !request.redirected_from.empty()) {
      exchanges[hop->second].redirected_to = request.url;
    }
    hop->second = i;
    by_url[request.url].push_back(i);
  }
  for (const CookieWrite& write : run.cookie_writes) {
    if (write.origin != CookieOrigin::http) continue;
    const auto known = by_url.find(write.setter_url);
    if (known == by_url.end()) continue;
    const auto after = std::ranges::upper_bound(
        known->second, write.at.line, {}, [&](std::size_t i) { return run.requests[i].at.line; });
    const std::size_t answered = after == known->second.begin() ? *after : *std::prev(after);
    exchanges[answered].set.push_back(&write);
  }
  return exchanges;
}

// Pages in the order of their first request.
class PageNames {
 public:
  explicit PageNames(Phase phase) : phase_(phase) {}

  std::string id_of(const Request& request) {
    const auto key = std::pair{request.when.step, request.page_url};
    const auto [entry, added] = ids_.try_emplace(key, ids_.size());
    if (added) firsts_.push_back(&request);
    return id_at(entry->second);
  }

  void write(JsonText& json, UtcTime started) const {
    json.name("pages").begin_array();
    for (std::size_t i = 0; i < firsts_.size(); ++i) {
      const Request& first = *firsts_[i];
      json.begin_object();
      json.member("startedDateTime", to_rfc3339(clock_time(started, first.when)));
      json.member("id", id_at(i));
      json.member("title", std::string(name_of(phase_)) + ", " +
                               std::string(name_of(first.when.step)) + ": " + first.page_url);
      json.name("pageTimings").begin_object(Layout::line);
      json.member("onContentLoad", -1);
      json.member("onLoad", -1);
      json.end_object();
      json.end_object();
    }
    json.end_array();
  }

 private:
  [[nodiscard]] std::string id_at(std::size_t i) const {
    return std::string(name_of(phase_)) + "-" + std::to_string(i + 1);
  }

  Phase phase_;
  std::map<std::pair<Step, std::string>, std::size_t> ids_;
  std::vector<const Request*> firsts_;
};

void write_sent_cookies(JsonText& json, const Request& request) {
  json.name("cookies").begin_array();
  for (const CookieSent& cookie : request.cookies) {
    json.begin_object(Layout::line);
    json.member("name", cookie.name);
    json.member("value", cookie.value);
    json.member("domain", without_dot(cookie.domain));
    json.end_object();
  }
  json.end_array();
}

void write_headers(JsonText& json, const std::vector<HeaderField>& headers) {
  json.name("headers").begin_array();
  for (const HeaderField& header : headers) {
    json.begin_object(Layout::line);
    json.member("name", header.name);
    json.member("value", header.value);
    json.end_object();
  }
  json.end_array();
}

std::string http_version(const Exchange& exchange) {
  const bool known = exchange.detail != nullptr && !exchange.detail->protocol.empty();
  return known ? exchange.detail->protocol : "unknown";
}

std::vector<HeaderField> sent_headers(const Exchange& exchange) {
  if (exchange.detail != nullptr) return exchange.detail->request_headers;
  if (exchange.request->referrer.empty()) return {};
  return {{"Referer", exchange.request->referrer}};
}

// What kind of body went out; HAR wants the member even where nobody said.
std::string body_type(const std::vector<HeaderField>& headers) {
  for (const HeaderField& header : headers) {
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == b; };
    constexpr std::string_view kName = "content-type";
    if (std::ranges::equal(header.name, kName, same)) return header.value;
  }
  return {};
}

void write_request(JsonText& json, const Exchange& exchange) {
  const Request& request = *exchange.request;
  const std::vector<HeaderField> headers = sent_headers(exchange);
  json.name("request").begin_object();
  json.member("method", request.method);
  json.member("url", request.url);
  json.member("httpVersion", http_version(exchange));
  write_sent_cookies(json, request);
  write_headers(json, headers);
  json.name("queryString").begin_array();
  for (const auto& [name, value] : query_pairs(request.url)) {
    json.begin_object(Layout::line);
    json.member("name", name);
    json.member("value", value);
    json.end_object();
  }
  json.end_array();
  if (!request.post_data.empty()) {
    json.name("postData").begin_object();
    json.member("mimeType", body_type(headers));
    json.member("text", request.post_data);
    json.end_object();
  }
  json.member("headersSize", -1);
  json.member("bodySize", -1);
  json.end_object();
}

void write_set_cookie(JsonText& json, const CookieWrite& write, UtcTime started) {
  json.begin_object(Layout::line);
  json.member("name", write.name);
  json.member("value", write.value);
  json.member("path", write.path);
  json.member("domain", without_dot(write.domain));
  // The browser keeps no cookie for longer than 400 days, so anything near the clock's end is only
  // what a page asked for.
  constexpr double kLongestSeconds = 1e10;
  if (write.lifetime_s && *write.lifetime_s > -kLongestSeconds &&
      *write.lifetime_s < kLongestSeconds) {
    const auto lifetime_ms = static_cast<std::int64_t>(*write.lifetime_s * 1000);
    json.member("expires",
                to_rfc3339({clock_time(started, write.when).milliseconds + lifetime_ms}));
  }
  if (!write.blocked.empty()) {
    std::string why = "not stored by the browser:";
    for (const std::string& reason : write.blocked) why += " " + reason;
    json.member("comment", why);
  }
  json.end_object();
}

void write_response(JsonText& json, const Exchange& exchange, UtcTime started) {
  const Request& request = *exchange.request;
  json.name("response").begin_object();
  json.member("status", request.status);
  json.member("statusText", exchange.detail == nullptr ? "" : exchange.detail->status_text);
  json.member("httpVersion", http_version(exchange));
  json.name("cookies").begin_array();
  for (const CookieWrite* write : exchange.set) write_set_cookie(json, *write, started);
  json.end_array();
  write_headers(json, exchange.detail == nullptr ? std::vector<HeaderField>()
                                                 : exchange.detail->response_headers);
  json.name("content").begin_object(Layout::line);
  json.member("size", -1);
  json.member("mimeType", request.mime_type);
  json.end_object();
  json.member("redirectURL", exchange.redirected_to);
  json.member("headersSize", -1);
  json.member("bodySize", -1);
  if (!request.failure.empty()) json.member("_error", request.failure);
  json.end_object();
}

// Only what can be an address of RFC 5952 or dotted decimals; readers refuse anything else.
std::string server_address(std::string_view remote) {
  if (remote.starts_with('[') && remote.ends_with(']')) {
    remote = remote.substr(1, remote.size() - 2);
  }
  const bool good = !remote.empty() &&
                    remote.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
  return good ? std::string(remote) : std::string();
}

// Thousandths of a millisecond, as the browser's clock has no more to say.
double rounded(double milliseconds) {
  return milliseconds < 0 ? -1 : std::round(milliseconds * 1'000) / 1'000;
}

// HAR 1.2: the sum of what was timed; ssl is part of connect.
double total_of(const ExchangeTiming& timing) {
  double total = 0;
  for (const double part : {timing.blocked, timing.dns, timing.connect, timing.send, timing.wait}) {
    total += std::max(0.0, rounded(part));
  }
  return rounded(total);
}

void write_timing(JsonText& json, const ExchangeTiming& timing) {
  json.name("timings").begin_object(Layout::line);
  json.member("blocked", rounded(timing.blocked));
  json.member("dns", rounded(timing.dns));
  json.member("connect", rounded(timing.connect));
  json.member("send", rounded(timing.send));
  json.member("wait", rounded(timing.wait));
  json.member("receive", -1);  // the log does not say when a body was complete
  json.member("ssl", rounded(timing.ssl));
  json.end_object();
}

void write_entry(JsonText& json, const Exchange& exchange, const std::string& page,
                 UtcTime started) {
  const Request& request = *exchange.request;
  json.begin_object();
  json.member("pageref", page);
  json.member("startedDateTime", to_rfc3339(clock_time(started, request.when)));
  const ExchangeTiming timing =
      exchange.detail == nullptr ? ExchangeTiming() : exchange.detail->timing;
  json.member("time", total_of(timing));
  write_request(json, exchange);
  write_response(json, exchange, started);
  json.name("cache").begin_object(Layout::line);
  json.end_object();
  write_timing(json, timing);
  if (const std::string address = server_address(request.remote_address); !address.empty()) {
    json.member("serverIPAddress", address);
  }
  json.member("_resourceType", request.type);
  json.member("_initiator", request.initiator_url);
  json.member("_fromCache", request.from_cache);
  json.member("_thirdParty", request.third_party);
  json.member("_line", request.at.line);
  json.end_object();
}

void write_maker(JsonText& json, const ScanSettings& settings) {
  const std::size_t space = settings.program.rfind(' ');
  json.name("creator").begin_object(Layout::line);
  json.member("name", "Consentry");
  json.member("version",
              space == std::string::npos ? "unknown" : settings.program.substr(space + 1));
  json.end_object();
  const BrowserName browser = browser_name(settings.browser);
  json.name("browser").begin_object(Layout::line);
  json.member("name", browser.name);
  json.member("version", browser.version);
  json.end_object();
}

std::string archive_of(const std::vector<Exchange>& exchanges, Phase phase, UtcTime started,
                       const ScanSettings& settings) {
  PageNames pages(phase);
  for (const Exchange& exchange : exchanges) pages.id_of(*exchange.request);
  JsonText json;
  json.begin_object();
  json.name("log").begin_object();
  json.member("version", "1.2");
  write_maker(json, settings);
  pages.write(json, started);
  json.name("entries").begin_array();
  for (const Exchange& exchange : exchanges) {
    write_entry(json, exchange, pages.id_of(*exchange.request), started);
  }
  json.end_array();
  json.member("comment", "-1 and unknown: not measured.");
  json.end_object();
  json.end_object();
  return std::move(json).take();
}

std::string safe_name(std::string_view run) {
  std::string name(run.substr(0, 64));
  for (char& c : name) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_';
    if (!good) c = '_';
  }
  return name.empty() ? "run" : name;
}

}  // namespace

std::vector<HarFile> site_hars(const SiteReport& site, const ScanSettings& settings,
                               const RunDetails& details) {
  std::vector<HarFile> files;
  std::set<std::string> taken;
  for (const RunObservation& run : site.facts.observation.runs) {
    const auto started = parse_rfc3339(run.started);
    if (!started) continue;
    const auto known = details.find(run.name);
    const std::vector<Exchange> all =
        exchanges_of(run, known == details.end() ? nullptr : &known->second);
    for (const Phase phase : kPhases) {
      std::vector<Exchange> some;
      std::ranges::copy_if(all, std::back_inserter(some), [phase](const Exchange& exchange) {
        return exchange.request->when.phase == phase;
      });
      if (some.empty()) continue;
      const std::string stem = safe_name(run.name) + "-" + std::string(name_of(phase));
      std::string name = stem;
      for (int i = 2; !taken.insert(name).second; ++i) name = stem + "-" + std::to_string(i);
      files.push_back({name + ".har", archive_of(some, phase, *started, settings)});
    }
  }
  return files;
}

}  // namespace consentry
