// SPDX-License-Identifier: Apache-2.0
#include "core/judge/following.h"

#include <algorithm>
#include <tuple>

#include "core/base/origin.h"
#include "core/judge/consent_sharing.h"
#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

using ValueKey = std::tuple<std::string, std::string, std::string>;  // cookie domain, name, value

// The strongest that the sites' own runs, each a profile of its own, say of a cookie.
IdentifierStrength strength_elsewhere(const std::vector<SiteFacts>& sites, const ItemKey& key) {
  IdentifierStrength strength = IdentifierStrength::none;
  for (const SiteFacts& site : sites) {
    const auto item = site.classification.items.find(key);
    if (item != site.classification.items.end()) {
      strength = std::max(strength, item->second.identifier);
    }
  }
  return strength;
}

bool excused(Purpose purpose) {
  return purpose == Purpose::necessary || purpose == Purpose::preferences ||
         purpose == Purpose::consent_record;
}

bool identifies(const std::vector<SiteFacts>& sites, const SiteView& view, const ItemKey& key) {
  const ItemFacts& item = view.item(key);
  if (excused(item.purpose)) return false;
  return std::max(item.identifier, strength_elsewhere(sites, key)) != IdentifierStrength::none;
}

bool made_choice(const SiteFacts& cross) {
  return std::ranges::any_of(cross.observation.runs, carries_consent);
}

class Gathering {
 public:
  Gathering(const std::vector<SiteFacts>& sites, const SiteFacts& cross)
      : sites_(sites), view_(cross) {}

  std::vector<FollowedVisitor> gather() {
    for (const RunView& run : view_.runs()) {
      for (const SentRequest& sent : run.requests) add_request(sent);
      for (const CookieWrite& write : run.run->cookie_writes) add_write(write);
    }
    std::vector<FollowedVisitor> followed;
    for (auto& [key, visitor] : by_value_) {
      if (visitor.by_site.size() > 1) followed.push_back(std::move(visitor));
    }
    return followed;
  }

 private:
  void add_request(const SentRequest& sent) {
    if (!sent.request->third_party) return;
    for (const CookieSent& cookie : sent.request->cookies) {
      const Evidence evidence = evidence_of(
          sent, cookie.name + "=" + shortened(cookie.value, kMaxValueShown) + " sent as a cookie",
          cookie.name);
      add(cookie.domain, cookie.name, cookie.value, sent.request->page_url, evidence);
    }
  }

  void add_write(const CookieWrite& write) {
    if (!write.third_party || !write.blocked.empty() || write.lifetime_s.value_or(1) <= 0) return;
    StoredItem item;
    item.key = key_of(write.domain, write.name);
    item.facts = &view_.item(item.key);
    item.at = write.at;
    item.value = write.value;
    item.lifetime_s = write.lifetime_s;
    item.setter_url = write.setter_url;
    add(write.domain, write.name, write.value, write.page_url, evidence_of(view_, item, ""));
  }

  void add(const std::string& domain, const std::string& name, const std::string& value,
           const std::string& page_url, const Evidence& evidence) {
    const ItemKey key = key_of(domain, name);
    if (value.empty() || !identifies(sites_, view_, key)) return;
    FollowedVisitor& visitor = by_value_[{key.owner, name, value}];
    visitor.company = view_.party_name(key.owner);
    visitor.domain = registrable_domain(key.owner);
    visitor.name = name;
    visitor.value = value;
    visitor.by_site.try_emplace(site_of(page_url), evidence);
  }

  const std::vector<SiteFacts>& sites_;
  SiteView view_;
  std::map<ValueKey, FollowedVisitor> by_value_;
};

}  // namespace

std::string site_of(const std::string& page_url) {
  const auto url = parse_url(page_url);
  return url ? registrable_domain(url->host) : std::string();
}

std::string own_site(const SiteFacts& site) {
  for (const RunObservation& run : site.observation.runs) {
    if (!run.final_url.empty()) return site_of(run.final_url);
  }
  return site_of(site.observation.url);
}

std::vector<FollowedVisitor> followed_visitors(const std::vector<SiteFacts>& sites,
                                               const std::vector<SiteFacts>& cross_runs) {
  std::vector<FollowedVisitor> all;
  for (const SiteFacts& cross : cross_runs) {
    if (made_choice(cross)) continue;
    for (FollowedVisitor& visitor : Gathering(sites, cross).gather())
      all.push_back(std::move(visitor));
  }
  return all;
}

std::set<std::string> sites_visited_across(const std::vector<SiteFacts>& cross_runs) {
  std::set<std::string> visited;
  for (const SiteFacts& cross : cross_runs) {
    if (made_choice(cross)) continue;
    for (const RunObservation& run : cross.observation.runs) {
      for (const Request& request : run.requests) {
        const bool page = request.type == "document" && request.frame_url == request.page_url;
        if (page && request.status > 0) visited.insert(site_of(request.page_url));
      }
    }
  }
  visited.erase("");
  return visited;
}

}  // namespace consentry
