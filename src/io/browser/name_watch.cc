// SPDX-License-Identifier: Apache-2.0
#include "io/browser/name_watch.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "core/base/origin.h"
#include "io/browser/devtools_message.h"
#include "io/browser/event_log.h"
#include "io/browser/json_fields.h"

namespace consentry {
namespace {

// By the end of a run all answers are long there; only a resolver that is silent is waited for.
constexpr std::chrono::milliseconds kLastWait{1'500};
constexpr std::size_t kMaxMet = 500;

std::string_view host_in(std::string_view url) {
  if (!url.starts_with("http")) return {};
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 3);
  return url.substr(0, url.find_first_of("/:?#"));
}

bool differ_by_www(std::string_view a, std::string_view b) {
  constexpr std::string_view kWww = "www.";
  return (a.starts_with(kWww) && a.substr(kWww.size()) == b) ||
         (b.starts_with(kWww) && b.substr(kWww.size()) == a);
}

}  // namespace

void NameWatch::handle(const DevtoolsMessage& event) {
  if (event.method() != "Network.requestWillBeSent" || met_.size() >= kMaxMet) return;
  const std::string_view host = host_in(text_at(object_at(event.body(), "request"), "url"));
  if (!host.empty()) met_.emplace(host);
}

void NameWatch::ask(const std::string& page_url) {
  const auto page = parse_url(page_url);
  if (!page) return;
  for (const std::string& host : met_) {
    if (asked_.size() >= kMaxNames) return;
    if (host == page->host || differ_by_www(host, page->host) || !same_site(host, page->host))
      continue;
    if (asked_.insert(host).second) lookup_.ask(host);
  }
}

void NameWatch::note(EventLog& log) {
  const Deadline end = in(kLastWait);
  for (const std::string& host : asked_) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    const NameAnswer found =
        lookup_.answer(host, std::max(left, std::chrono::milliseconds::zero()));
    log.alias(host, found.answered ? "answered" : "unknown", found.aliases,
              lookup_.addresses(host));
  }
  for (const std::string& host : met_) {
    const auto addresses = lookup_.addresses(host);
    if (!addresses.empty() && !asked_.contains(host)) log.alias(host, "answered", {}, addresses);
  }
}

}  // namespace consentry
