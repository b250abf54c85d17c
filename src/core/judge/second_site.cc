// SPDX-License-Identifier: Apache-2.0
#include "core/judge/second_site.h"

#include <algorithm>
#include <iterator>

#include "core/base/origin.h"
#include "core/judge/following.h"

namespace consentry {
namespace {

bool is_second(const Moment& when) { return when.step == Step::other_site; }

bool is_page(const Request& request) {
  return is_second(request.when) && request.type == "document" &&
         request.frame_url == request.page_url;
}

template <typename Fact, typename Belongs>
void copy_second(const std::vector<Fact>& from, std::vector<Fact>& to, Belongs belongs) {
  std::ranges::copy_if(from, std::back_inserter(to),
                       [&](const Fact& fact) { return is_second(fact.when) && belongs(fact); });
}

bool always(const auto& /*fact*/) { return true; }

}  // namespace

std::string second_address(const RunObservation& run) {
  const auto page = std::ranges::find_if(run.requests, is_page);
  return page == run.requests.end() ? std::string() : page->url;
}

std::string second_page_site(const RunObservation& run) {
  std::string site;
  for (const Request& request : run.requests) {
    if (is_page(request) && request.status > 0) site = site_of(request.url);
  }
  return site;
}

RunObservation second_site_of(const RunObservation& run) {
  const std::string site = second_page_site(run);
  const auto here = [&](const std::string& url) { return site_of(url) == site; };
  RunObservation part;
  part.name = run.name;
  part.site_url = second_address(run);
  part.log_sha256 = run.log_sha256;
  copy_second(run.requests, part.requests,
              [&](const Request& request) { return here(request.page_url); });
  copy_second(run.cookie_rows, part.cookie_rows, [&](const CookieRow& row) {
    return registrable_domain(key_of(row.domain, row.name).owner) == site;
  });
  copy_second(run.storage, part.storage,
              [&](const StorageItem& item) { return here(item.origin); });
  copy_second(run.consent_commands, part.consent_commands,
              [&](const ConsentCommand& command) { return here(command.page_url); });
  copy_second(run.consent_signals, part.consent_signals, always<ConsentSignals>);
  copy_second(run.banner_views, part.banner_views, always<BannerView>);
  return part;
}

std::vector<const BannerView*> first_site_banners(const RunObservation& run) {
  std::vector<const BannerView*> views;
  for (const BannerView& view : run.banner_views) {
    if (view.found && !is_second(view.when)) views.push_back(&view);
  }
  return views;
}

}  // namespace consentry
