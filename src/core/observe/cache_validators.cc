// SPDX-License-Identifier: Apache-2.0
#include "core/observe/cache_validators.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "core/observe/entity_tag.h"

namespace consentry {
namespace {

// As an identifier's (core/classify/identifier.h): shorter ones cannot tell many visitors apart.
constexpr std::size_t kMinTag = 8;

// The opaque part: W/"abc" -> abc.
std::string_view opaque(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') {
    tag = tag.substr(1, tag.size() - 2);
  }
  return tag;
}

bool anonymous(const Request& request) { return request.third_party && request.cookies.empty(); }

bool accepted(const Request& request, const CacheVisit& visit) {
  constexpr int kNotModified = 304;
  return request.status == kNotModified || opaque(visit.tag) == opaque(visit.returned);
}

StorageItem item_of(const Request& request, std::string_view tag) {
  StorageItem item;
  item.at = request.at;
  item.when = request.when;
  item.area = StorageArea::cache;
  const std::string_view url = request.url;
  const std::size_t host = url.find("://");
  const std::size_t path = host == std::string_view::npos ? url.size() : url.find('/', host + 3);
  item.origin = url.substr(0, path);
  const std::string_view rest = path == std::string_view::npos ? "/" : url.substr(path);
  item.key = std::string(kEntityTagOf) + std::string(rest.substr(0, rest.find('?')));
  item.value = tag;
  item.script_url = request.url;
  item.third_party = true;
  return item;
}

}  // namespace

void take_cache_validators(const std::vector<CacheVisit>& visits, RunObservation& run) {
  std::map<std::string_view, const CacheVisit*> given;  // by address, the latest tag
  std::set<std::pair<std::string, std::string>> taken;
  std::vector<StorageItem> items;
  for (const CacheVisit& visit : visits) {
    const Request& request = run.requests[visit.request];
    if (!anonymous(request) || visit.dated) continue;
    const auto earlier = given.find(request.url);
    if (earlier != given.end() && !visit.returned.empty() &&
        opaque(earlier->second->tag) == opaque(visit.returned) && accepted(request, visit)) {
      StorageItem item =
          item_of(run.requests[earlier->second->request], opaque(earlier->second->tag));
      if (taken.emplace(item.origin, item.key).second) items.push_back(std::move(item));
    }
    // A 304 may leave the tag out, and then says nothing new.
    if (earlier == given.end() && opaque(visit.tag).size() >= kMinTag) given[request.url] = &visit;
  }
  std::ranges::move(items, std::back_inserter(run.storage));
  std::ranges::stable_sort(run.storage, {}, [](const StorageItem& item) { return item.at.line; });
}

}  // namespace consentry
