// SPDX-License-Identifier: Apache-2.0
#include "core/observe/connection_hints.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <iterator>
#include <utility>

#include "core/observe/json_members.h"
#include "core/observe/link_header.h"
#include "core/observe/third_party.h"

namespace consentry {
namespace {

// https://html.spec.whatwg.org/multipage/links.html#linkTypes; "preload" names what the page uses
// itself, and is a request like any other.
constexpr std::array<std::string_view, 5> kKinds{"preconnect", "dns-prefetch", "prefetch",
                                                 "prerender", "modulepreload"};
constexpr std::array<std::string_view, 2> kOfDocuments{"element", "speculation-rules"};

// Against the address of the answer. Empty for what stays on its own host.
std::string absolute(std::string_view target, std::string_view base) {
  if (target.starts_with("//")) {
    return std::string(base.substr(0, base.find(':') + 1)) + std::string(target);
  }
  const std::size_t colon = target.find("://");
  return colon == std::string_view::npos || colon > target.find_first_of("/?#")
             ? std::string()
             : std::string(target);
}

}  // namespace

void ConnectionHints::add(ConnectionHint hint) {
  if (hints_.size() >= kMaxHints || std::ranges::find(kKinds, hint.kind) == kKinds.end()) return;
  auto key = std::tuple(hint.kind, hint.url, hint.page_url, hint.when.phase, hint.when.step);
  if (told_.insert(std::move(key)).second) hints_.push_back(std::move(hint));
}

void ConnectionHints::take_state(const boost::json::object& state, const Here& here) {
  const boost::json::array* told = array_at(state, "hints");
  if (told == nullptr) return;
  const std::string page = text_at(state, "url");
  for (const boost::json::value& entry : *told) {
    const boost::json::array* hint = entry.if_array();
    if (hint == nullptr || hint->size() != 3) continue;
    if (!std::ranges::all_of(*hint, [](const auto& part) { return part.is_string(); })) continue;
    const std::string by = shown((*hint)[1]);
    if (std::ranges::find(kOfDocuments, by) == kOfDocuments.end()) continue;
    add({here.at, here.when, shown((*hint)[0]), by, shown((*hint)[2]), page});
  }
}

void ConnectionHints::take_link(std::string_view header, std::string_view by,
                                const Request& request) {
  for (const HeaderLink& link : parse_link_header(header)) {
    const std::string url = absolute(link.target, request.url);
    for (const std::string& kind : link.kinds) {
      if (!url.empty()) {
        add({request.at, request.when, kind, std::string(by), url, request.page_url});
      }
    }
  }
}

void ConnectionHints::finish(const std::vector<HeaderSigns>& signs, RunObservation& run,
                             ThirdParty& parties) {
  for (const HeaderSigns& sign : signs) {
    const Request& request = run.requests[sign.request];
    take_link(sign.early_link, "early-hints", request);
    take_link(sign.link, "header", request);
  }
  std::ranges::copy_if(hints_, std::back_inserter(run.hints), [&](const ConnectionHint& hint) {
    return parties.url(hint.url, hint.page_url);
  });
  std::ranges::stable_sort(run.hints, {}, [](const ConnectionHint& hint) { return hint.at.line; });
}

}  // namespace consentry
