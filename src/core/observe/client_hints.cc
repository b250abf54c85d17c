// SPDX-License-Identifier: Apache-2.0
#include "core/observe/client_hints.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "core/base/origin.h"
#include "core/observe/header_signs.h"
#include "core/observe/observation.h"

namespace consentry {
namespace {

std::string origin_of(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? parsed->origin() : std::string();
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

// Which origins have asked, and which pages hand hints on.
class Asked {
 public:
  void note(const HeaderSigns& signs, const Request& request) {
    if (signs.hands_on && request.type == "document") pages_.insert(request.page_url);
    if (signs.asks) by_origin_.emplace(origin_of(request.url), "accept-ch");
    if (signs.insists) by_origin_.insert_or_assign(origin_of(request.url), "critical-ch");
  }
  [[nodiscard]] std::string by(const Request& request) const {
    const auto own = by_origin_.find(origin_of(request.url));
    if (own != by_origin_.end()) return own->second;
    return pages_.contains(request.page_url) ? "permissions-policy" : "delegated";
  }

 private:
  std::map<std::string, std::string> by_origin_;
  std::set<std::string> pages_;
};

}  // namespace

void take_client_hints(const std::vector<HeaderSigns>& signs, RunObservation& run) {
  Asked asked;
  for (const HeaderSigns& sign : signs) asked.note(sign, run.requests[sign.request]);
  std::set<std::tuple<std::string, std::string, Phase, Step>> told;
  for (const HeaderSigns& sign : signs) {
    const Request& request = run.requests[sign.request];
    if (sign.sent.empty()) continue;
    DeviceRead read;
    read.at = request.at;
    read.when = request.when;
    read.family = "ua-hints";
    read.member = kHintHeaders;
    read.detail = {{"hints", joined(sign.sent)}, {"asked", asked.by(request)}};
    read.script_url = request.url;
    read.frame_url = request.frame_url;
    const auto key = std::tuple(origin_of(request.url), read.detail.at("hints"), request.when.phase,
                                request.when.step);
    if (told.insert(key).second) run.device_reads.push_back(std::move(read));
  }
  std::ranges::stable_sort(run.device_reads, {},
                           [](const DeviceRead& read) { return read.at.line; });
}

}  // namespace consentry
