// SPDX-License-Identifier: Apache-2.0
#include "core/judge/consent_sharing.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/base/origin.h"
#include "core/judge/consent_claim.h"
#include "core/judge/following.h"
#include "core/judge/site_view.h"

namespace consentry {
namespace {

// RFC 9562, section 4: 8-4-4-4-12 hexadecimal digits.
constexpr std::size_t kUuidLength = 36;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_uuid(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return text.size() == kUuidLength;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return text;
}

std::set<std::string> uuids_in(std::string_view url) {
  std::set<std::string> found;
  for (std::size_t i = 0; i + kUuidLength <= url.size(); ++i) {
    const bool begins = i == 0 || !is_hex(url[i - 1]);
    const std::string_view candidate = url.substr(i, kUuidLength);
    const bool ends = i + kUuidLength == url.size() || !is_hex(url[i + kUuidLength]);
    if (begins && ends && is_uuid(candidate)) found.insert(lower(std::string(candidate)));
  }
  return found;
}

std::string domain_of(const std::string& url) {
  const auto parsed = parse_url(url);
  return parsed ? registrable_domain(parsed->host) : std::string();
}

// What one accepting run shows.
class Carriers {
 public:
  Carriers(const SiteFacts& site, const RunView& run, const RuleBook& book)
      : site_(site), run_(run), book_(book) {}

  void gather(std::set<std::string>& carriers) {
    for (const SentRequest& sent : run_.requests) add_request(sent, carriers);
    for (const CookieRow& row : run_.run->cookie_rows) {
      if (!row.third_party) continue;
      const ItemKey key = key_of(row.domain, row.name);
      add_record(key, registrable_domain(key.owner), row.value, row.when.phase, carriers);
    }
    for (const StorageItem& item : run_.run->storage) {
      if (!item.third_party || item.area != StorageArea::local) continue;
      const ItemKey key{"local", item.origin, item.key};
      add_record(key, domain_of(item.origin), item.value, item.when.phase, carriers);
    }
  }

 private:
  void add_request(const SentRequest& sent, std::set<std::string>& carriers) {
    if (sent.request->when.phase != Phase::before || !sent.request->third_party) return;
    const std::string domain = domain_of(sent.request->url);
    asked_.insert(domain);
    if (sent.facts->party.function != Function::consent_manager) return;
    managers_.insert(domain);
    for (const std::string& account : uuids_in(sent.request->url)) {
      carriers.insert("account " + account + " at " + domain);
    }
  }

  [[nodiscard]] bool holds_choice(const ItemKey& key, const std::string& domain) const {
    const auto facts = site_.classification.items.find(key);
    if (facts != site_.classification.items.end()) {
      if (facts->second.purpose == Purpose::consent_record) return true;
      if (facts->second.catalogued) return false;
    }
    return managers_.contains(domain) || keeps_choice(key.kind, key.name, book_);
  }

  // Embedded players and advertisers keep records, too, of choices that are not the site's: only who
  // was there when it asked can have been told.
  void add_record(const ItemKey& key, const std::string& domain, const std::string& value,
                  Phase phase, std::set<std::string>& carriers) {
    if (phase == Phase::before) earlier_.emplace(key, value);
    if (phase != Phase::accept || earlier_.contains({key, value}) || !asked_.contains(domain)) {
      return;
    }
    if (holds_choice(key, domain)) {
      carriers.insert(key.kind + " " + key.name + " at " + key.owner);
    }
  }

  const SiteFacts& site_;
  const RunView& run_;
  const RuleBook& book_;
  std::set<std::string> asked_, managers_;  // registrable domains, before the choice
  std::set<std::pair<ItemKey, std::string>> earlier_;
};

using Group = std::vector<std::size_t>;

// The next site of the group that is not the same site under another address.
std::size_t partner_of(const Group& group, std::size_t place,
                       const std::vector<std::string>& own_sites) {
  const std::size_t site = group[place];
  for (std::size_t step = 1; step < group.size(); ++step) {
    const std::size_t other = group[(place + step) % group.size()];
    if (own_sites[other] != own_sites[site]) return other;
  }
  return site;
}

}  // namespace

std::set<std::string> consent_carriers(const SiteFacts& site, const RuleBook& book) {
  std::set<std::string> carriers;
  const SiteView view(site);
  for (const RunView& run : view.runs()) {
    const ChoiceOutcome* outcome = run.timeline.outcome(Phase::accept);
    if (outcome == nullptr || outcome->result != ChoiceResult::done) continue;
    Carriers(site, run, book).gather(carriers);
  }
  return carriers;
}

ConsentSharing consent_sharing(const std::vector<SiteFacts>& sites, const RuleBook& book) {
  ConsentSharing sharing;
  sharing.shared.resize(sites.size());
  std::vector<std::string> own_sites;
  std::map<std::string, Group> by_carrier;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    own_sites.push_back(own_site(sites[i]));
    for (const std::string& carrier : consent_carriers(sites[i], book)) {
      by_carrier[carrier].push_back(i);
    }
  }
  std::vector<Group> groups;
  for (auto& [carrier, group] : by_carrier) groups.push_back(std::move(group));
  std::ranges::stable_sort(groups, {}, &Group::size);
  std::vector<bool> visited(sites.size());
  for (const Group& group : groups) {
    std::size_t made = 0;
    for (std::size_t place = 0; place < group.size(); ++place) {
      const std::size_t site = group[place];
      const std::size_t other = partner_of(group, place, own_sites);
      if (other == site) continue;
      sharing.shared[site] = true;
      const bool room = made < kMaxVisitsPerCarrier && sharing.visits.size() < kMaxConsentVisits;
      if (visited[site] || !room) continue;
      visited[site] = true;
      ++made;
      sharing.visits.push_back({other, site});
    }
  }
  return sharing;
}

bool carries_consent(const RunObservation& run) {
  return std::ranges::find(run.planned, Phase::accept) != run.planned.end();
}

}  // namespace consentry
