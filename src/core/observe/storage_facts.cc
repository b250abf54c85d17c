// SPDX-License-Identifier: Apache-2.0
#include "core/observe/storage_facts.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "core/base/origin.h"
#include "core/observe/call_stack.h"
#include "core/observe/json_members.h"
#include "core/observe/page_tracker.h"
#include "core/observe/third_party.h"

namespace consentry {
namespace {

StorageItem item_at(const Here& here, StorageArea area, std::string origin) {
  StorageItem item;
  item.at = here.at;
  item.when = here.when;
  item.area = area;
  item.origin = std::move(origin);
  return item;
}

// A storage key is an origin and "/", followed in a third-party frame by "^" and the top site.
std::string origin_of_storage(const boost::json::object& storage_id) {
  std::string_view text = view_at(storage_id, "storageKey");
  text = text.substr(0, text.find('^'));
  if (text.empty()) text = view_at(storage_id, "securityOrigin");
  const Result<Url> url = parse_url(text);
  return url ? url->origin() : cut_text(text);
}

StorageArea area_of(const boost::json::object& storage_id) {
  return flag_at(storage_id, "isLocalStorage").value_or(true) ? StorageArea::local
                                                              : StorageArea::session;
}

std::string origin_of_frame(const boost::json::object& message, const Surroundings& around) {
  for (const std::string& text : {text_at(message, "u"), around.frame_url, around.page_url}) {
    const Result<Url> url = parse_url(text);
    if (url && !url->host.empty()) return url->origin();
  }
  return {};
}

}  // namespace

StorageFacts::Written StorageFacts::written(const StorageItem& item) {
  return {item.when.phase, item.when.step, item.area, item.origin, item.key, item.value};
}

void StorageFacts::take_probe(const boost::json::object& message, const Surroundings& around,
                              const Here& here, ThirdParty& parties) {
  if (view_at(message, "o") != "set") return;
  const auto area = storage_area_named(view_at(message, "a"));
  if (!area) return;
  StorageItem item = item_at(here, *area, origin_of_frame(message, around));
  item.key = text_at(message, "key");
  item.value = text_at(message, "v");
  item.stack = scripts_of_probe(message);
  if (!item.stack.empty()) item.script_url = item.stack.front();
  item.third_party = parties.url(item.origin, around.page_url);
  ++by_probe_[written(item)];
  kept_.push_back(std::move(item));
}

void StorageFacts::take_browser(const boost::json::object& params, const std::string& top_url,
                                const Here& here, ThirdParty& parties) {
  const boost::json::object* id = object_at(params, "storageId");
  if (id == nullptr) return;
  StorageItem item = item_at(here, area_of(*id), origin_of_storage(*id));
  item.key = text_at(params, "key");
  item.value = text_at(params, "newValue");
  item.third_party = parties.url(item.origin, top_url);
  by_browser_.push_back(std::move(item));
}

void StorageFacts::take_snapshot(const boost::json::object& about,
                                 const boost::json::object& result, const std::string& top_url,
                                 const Here& here, ThirdParty& parties) {
  const boost::json::object* id = object_at(about, "storageId");
  const boost::json::array* entries = array_at(result, "entries");
  if (id == nullptr || entries == nullptr) return;
  const std::string origin = origin_of_storage(*id);
  const bool third_party = parties.url(origin, top_url);
  for (const boost::json::value& entry : *entries) {
    const boost::json::array* pair = entry.if_array();
    if (pair == nullptr || pair->size() != 2) continue;
    StorageItem item = item_at(here, area_of(*id), origin);
    item.key = shown((*pair)[0]);
    item.value = shown((*pair)[1]);
    item.snapshot = true;
    item.third_party = third_party;
    kept_.push_back(std::move(item));
  }
}

void StorageFacts::finish(RunObservation& run) {
  for (StorageItem& item : by_browser_) {
    const auto same = by_probe_.find(written(item));
    if (same != by_probe_.end() && same->second > 0) {
      --same->second;
    } else {
      kept_.push_back(std::move(item));
    }
  }
  std::ranges::stable_sort(kept_, {}, [](const auto& item) { return item.at.line; });
  run.storage = std::move(kept_);
}

}  // namespace consentry
