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

// Without what may count up from request to request.
std::string address_of(std::string_view url) {
  return std::string(url.substr(0, url.find_first_of("?#")));
}

}  // namespace

void QuietWatch::navigation_begins(Deadline now) {
  under_way_.clear();
  asked_.clear();
  loaded_ = false;
  last_activity_ = now;
}

void QuietWatch::touched(Deadline now) {
  asked_.clear();
  last_activity_ = now;
}

void QuietWatch::never_came_to_rest() {
  for (const auto& [address, count] : asked_) {
    if (count >= kBackgroundRequests) background_.insert(address);
  }
  for (const auto& [id, request] : under_way_) background_.insert(request.address);
  std::erase_if(under_way_,
                [this](const auto& entry) { return background_.contains(entry.second.address); });
}

void QuietWatch::sent(const DevtoolsMessage& event, std::string id, Deadline now) {
  const std::string_view url = text_at(object_at(event.body(), "request"), "url");
  if (url.starts_with("data:")) return;
  std::string address = address_of(url);
  if (background_.contains(address)) return;
  if (asked_.size() < kMaxUnderWay) ++asked_[address];
  if (under_way_.size() < kMaxUnderWay) {
    const bool done_with = done_with_response(text_at(event.body(), "type"));
    under_way_[std::move(id)] = {done_with, std::move(address)};
  }
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
  std::string id(text_at(event.body(), "requestId"));
  if (method == "Network.requestWillBeSent") {
    sent(event, std::move(id), now);
  } else if (method == "Network.responseReceived") {
    const auto found = under_way_.find(id);
    if (found == under_way_.end()) return;
    if (found->second.done_with_response) under_way_.erase(found);
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
