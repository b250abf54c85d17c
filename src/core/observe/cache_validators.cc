// SPDX-License-Identifier: Apache-2.0
#include "core/observe/cache_validators.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "core/base/time.h"
#include "core/observe/cache_validator.h"
#include "core/observe/cookie_date.h"

namespace consentry {
namespace {

constexpr int kNotModified = 304;
// As an identifier's (core/classify/identifier.h): shorter ones cannot tell many visitors apart.
constexpr std::size_t kMinTag = 8;
// Clocks and time zones of servers differ by less.
constexpr std::int64_t kDayMs = 86'400'000;

// The opaque part: W/"abc" -> abc.
std::string_view opaque(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') {
    tag = tag.substr(1, tag.size() - 2);
  }
  return tag;
}

bool anonymous(const Request& request) { return request.third_party && request.cookies.empty(); }

bool made_when_asked(std::string_view date, const Request& request, const RunObservation& run) {
  const auto told = parse_cookie_date(date);
  const auto started = parse_rfc3339(run.started);
  if (!told || !started) return false;
  const auto asked = started->milliseconds + static_cast<std::int64_t>(request.when.ms);
  return std::abs(told->milliseconds - asked) < kDayMs;
}

StorageItem item_of(const Request& request, std::string_view name, std::string_view value) {
  StorageItem item;
  item.at = request.at;
  item.when = request.when;
  item.area = StorageArea::http_cache;
  const std::string_view url = request.url;
  const std::size_t host = url.find("://");
  const std::size_t path = host == std::string_view::npos ? url.size() : url.find('/', host + 3);
  item.origin = url.substr(0, path);
  const std::string_view rest = path == std::string_view::npos ? "/" : url.substr(path);
  item.key = std::string(name) + std::string(rest.substr(0, rest.find('?')));
  item.value = value;
  item.script_url = request.url;
  item.third_party = true;
  return item;
}

// One of the two headers, over all requests of a run.
class Validators {
 public:
  Validators(std::string_view name, RunObservation& run) : name_(name), run_(run) {}

  // `given` and `returned` as they are compared; empty: none that could identify.
  void take(const Request& request, std::string_view given, std::string_view returned) {
    const auto earlier = given_.find(request.url);
    if (earlier == given_.end()) {
      if (!given.empty()) given_.emplace(request.url, Given{&request, std::string(given)});
      return;
    }
    // A 304 may leave the validator out, and then says nothing new.
    const bool accepted = request.status == kNotModified || given == returned;
    if (returned.empty() || earlier->second.value != returned || !accepted) return;
    StorageItem item = item_of(*earlier->second.by, name_, earlier->second.value);
    if (taken_.emplace(item.origin, item.key).second) items_.push_back(std::move(item));
  }

  void finish() { std::ranges::move(items_, std::back_inserter(run_.storage)); }

 private:
  struct Given {
    const Request* by;
    std::string value;
  };
  std::string_view name_;
  RunObservation& run_;
  std::map<std::string_view, Given> given_;  // by address, the first
  std::set<std::pair<std::string, std::string>> taken_;
  std::vector<StorageItem> items_;
};

}  // namespace

void take_cache_validators(const std::vector<CacheVisit>& visits, RunObservation& run) {
  Validators tags(kEntityTagOf, run);
  Validators dates(kModifiedOf, run);
  for (const CacheVisit& visit : visits) {
    const Request& request = run.requests[visit.request];
    if (!anonymous(request)) continue;
    const std::string_view tag = opaque(visit.tag);
    if (visit.date.empty()) {
      tags.take(request, tag.size() >= kMinTag ? tag : std::string_view(), opaque(visit.returned));
    }
    const bool fresh = made_when_asked(visit.date, request, run);
    dates.take(request, fresh ? std::string_view() : visit.date, visit.returned_date);
  }
  tags.finish();
  dates.finish();
  std::ranges::stable_sort(run.storage, {}, [](const StorageItem& item) { return item.at.line; });
}

}  // namespace consentry
