// SPDX-License-Identifier: Apache-2.0
#include "io/browser/quiet_watch.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <string_view>

#include "io/browser/devtools_message.h"
#include "io/browser/json_fields.h"

namespace consentry {
namespace {

// A page that keeps more than this under way at once is never quiet anyway.
constexpr std::size_t kMaxUnderWay = 10'000;

bool done_with_response(std::string_view type) {
  constexpr std::array<std::string_view, 8> kTypes{
      "Fetch",    "XHR", "Ping", "EventSource", "Media", "Prefetch", "CSPViolationReport",
      "Preflight"};
  return std::ranges::find(kTypes, type) != kTypes.end();
}

}  // namespace

void QuietWatch::navigation_begins(Deadline now) {
  under_way_.clear();
  loaded_ = false;
  last_activity_ = now;
}

void QuietWatch::handle(const DevtoolsMessage& event, Deadline now) {
  const std::string_view method = event.method();
  if (method == "Page.loadEventFired") {
    loaded_ = true;
    last_activity_ = now;
    return;
  }
  if (!method.starts_with("Network.")) return;
  const std::string id(text_at(event.body(), "requestId"));
  if (method == "Network.requestWillBeSent") {
    if (text_at(object_at(event.body(), "request"), "url").starts_with("data:")) return;
    if (under_way_.size() < kMaxUnderWay) {
      under_way_[id] = done_with_response(text_at(event.body(), "type"));
    }
    last_activity_ = now;
  } else if (method == "Network.responseReceived") {
    const auto found = under_way_.find(id);
    if (found == under_way_.end()) return;
    if (found->second) under_way_.erase(found);
    last_activity_ = now;
  } else if (method == "Network.loadingFinished" || method == "Network.loadingFailed") {
    if (under_way_.erase(id) > 0) last_activity_ = now;
  }
}

Deadline QuietWatch::quiet_at() const {
  if (!loaded_ || !under_way_.empty()) return Deadline::max();
  return last_activity_ + kQuietTime;
}

bool QuietWatch::quiet(Deadline now) const { return quiet_at() <= now; }

}  // namespace consentry
