// SPDX-License-Identifier: Apache-2.0
#include "core/judge/company_reach.h"

#include <algorithm>
#include <tuple>

#include "core/base/origin.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/percent_text.h"
#include "core/judge/sent_identifiers.h"

namespace consentry {
namespace {

// Functions that track outweigh what else a company does on a site.
bool outweighs(Function a, Function b) {
  if (is_tracking(a) != is_tracking(b)) return is_tracking(a);
  return b == Function::unknown && a != Function::unknown;
}

// Company, or the registrable domain when the owner is unknown; empty when nobody saw who wrote it.
const std::string& setter_of(const ItemFacts& item) {
  return item.setter_company.empty() ? item.setter_domain : item.setter_company;
}

class SitePresences {
 public:
  SitePresences(const SiteFacts& site, const ProvenIdentifiers& proven)
      : view_(site), proven_(&proven) {}

  std::map<std::string, Presence> gather() {
    for (const RunView& run : view_.runs()) {
      for (const SentRequest& sent : run.requests) add_request(sent);
      for (const StoredItem& item : run.stored) add_item(item);
    }
    return std::move(companies_);
  }

 private:
  [[nodiscard]] bool follows(const ItemFacts& item) const {
    if (follows_visitor(item)) return true;
    return item.third_party && item.key.kind == "cookie" && item.purpose == Purpose::unknown &&
           item.identifier != IdentifierStrength::none &&
           proven_->contains({item.key.owner, item.key.name});
  }

  void add_request(const SentRequest& sent) {
    const Request& request = *sent.request;
    const auto url = parse_url(request.url);
    if (!request.third_party || !url || url->host.empty()) return;
    Presence& presence = companies_[name_of_party(*sent.facts, request.url)];
    presence.domains.insert(registrable_domain(url->host));
    if (outweighs(sent.facts->party.function, presence.function)) {
      presence.function = sent.facts->party.function;
    }
    if (!sent.of_this_page) return;
    for (const CookieSent& cookie : request.cookies) {
      const ItemFacts& item = view_.item(key_of(cookie.domain, cookie.name));
      if (!follows(item)) continue;
      note(presence, sent.stage, cookie.name,
           evidence_of(sent, cookie.name + "=" + shortened(cookie.value, kMaxValueShown) +
                                 " sent as a cookie"));
    }
    note_values(presence, sent);
  }

  // An identifier that the company itself wrote into the site's own storage, sent to it.
  void note_values(Presence& presence, const SentRequest& sent) {
    const std::string party = name_of_party(*sent.facts, sent.request->url);
    const std::string text =
        percent_decoded_twice(sent.request->url + "\n" + sent.request->post_data);
    for (const auto& [key, item] : view_.facts().classification.items) {
      if (item.third_party || setter_of(item) != party || !follows(item)) continue;
      const auto values = item.values_by_run.find(sent.request->at.run);
      if (values == item.values_by_run.end()) continue;
      for (const std::string& value : values->second) {
        const auto needles = needles_of(value);
        const bool sent_there = std::ranges::any_of(needles, [&](const std::string& needle) {
          return text.find(needle) != std::string::npos;
        });
        if (!sent_there) continue;
        note(presence, sent.stage, key.name, evidence_of(sent, key.name + " sent in the address"));
        break;
      }
    }
  }

  void add_item(const StoredItem& item) {
    const ItemFacts& facts = *item.facts;
    if (!follows(facts)) return;
    std::string company = facts.third_party ? view_.party_name(item.key.owner) : setter_of(facts);
    if (company.empty()) return;
    const auto present = companies_.find(company);
    // A value in the site's own storage counts for a company that is present as a third party.
    if (!facts.third_party && present == companies_.end()) return;
    Presence& presence = companies_[company];
    if (facts.third_party) presence.domains.insert(domain_of(item.key.owner));
    // What only lay there later was stored earlier; only writes and first sights are acts.
    if (!item.written && item.stage != Stage::before && item.stage != Stage::gpc) {
      presence.with_identifier = true;
      presence.identifier_names.insert(item.key.name);
      return;
    }
    note(presence, item.stage, item.key.name, evidence_of(view_, item, "an identifier"));
  }

  static std::string domain_of(const std::string& owner) {
    const auto url = parse_url(owner);
    return registrable_domain(url ? url->host : owner);
  }

  static void note(Presence& presence, Stage stage, const std::string& name, Evidence evidence) {
    presence.with_identifier = true;
    presence.identifier_names.insert(name);
    presence.first_by_stage.try_emplace(stage, evidence);
    bool* flag = stage == Stage::before             ? &presence.before_choice
                 : stage == Stage::after_refusal    ? &presence.after_refusal
                 : stage == Stage::after_withdrawal ? &presence.after_withdrawal
                                                    : nullptr;
    if (flag == nullptr || *flag) return;
    *flag = true;
    presence.without_permission.push_back(std::move(evidence));
  }

  SiteView view_;
  const ProvenIdentifiers* proven_;
  std::map<std::string, Presence> companies_;
};

struct Fold {
  CompanyReach reach;
  std::map<std::string, int> names;
  std::set<std::string> domains;
};

void add_presence(Fold& fold, const Presence& presence, const std::string& url) {
  CompanyReach& reach = fold.reach;
  ++reach.sites;
  reach.sites_before_choice += presence.before_choice ? 1 : 0;
  reach.sites_after_refusal += presence.after_refusal ? 1 : 0;
  reach.sites_after_withdrawal += presence.after_withdrawal ? 1 : 0;
  reach.sites_with_identifier += presence.with_identifier ? 1 : 0;
  if (outweighs(presence.function, reach.function)) reach.function = presence.function;
  reach.site_urls.push_back(url);
  fold.domains.insert(presence.domains.begin(), presence.domains.end());
  for (const std::string& name : presence.identifier_names) ++fold.names[name];
}

CompanyReach finished(Fold fold) {
  CompanyReach reach = std::move(fold.reach);
  reach.domains.assign(fold.domains.begin(), fold.domains.end());
  std::ranges::sort(reach.site_urls);
  std::vector<std::pair<std::string, int>> names(fold.names.begin(), fold.names.end());
  std::ranges::stable_sort(names, std::ranges::greater{}, &std::pair<std::string, int>::second);
  for (auto& [name, sites] : names) reach.identifier_names.push_back(std::move(name));
  return reach;
}

}  // namespace

ProvenIdentifiers proven_identifiers(const std::vector<SiteFacts>& sites) {
  ProvenIdentifiers proven;
  for (const SiteFacts& site : sites) {
    for (const auto& [key, item] : site.classification.items) {
      const bool strong = item.identifier == IdentifierStrength::strong;
      if (strong && item.third_party && key.kind == "cookie") proven.emplace(key.owner, key.name);
    }
  }
  return proven;
}

std::map<std::string, Presence> presences(const SiteFacts& site, const ProvenIdentifiers& proven) {
  return SitePresences(site, proven).gather();
}

std::vector<CompanyReach> fold(const std::vector<SiteFacts>& sites,
                               const std::vector<std::map<std::string, Presence>>& by_site) {
  std::map<std::string, Fold> folds;
  for (std::size_t i = 0; i < by_site.size(); ++i) {
    for (const auto& [company, presence] : by_site[i]) {
      folds[company].reach.company = company;
      add_presence(folds[company], presence, sites[i].observation.url);
    }
  }
  std::vector<CompanyReach> companies;
  for (auto& [company, entry] : folds) companies.push_back(finished(std::move(entry)));
  const auto order = [](const CompanyReach& reach) {
    return std::tuple(-std::max(reach.sites_before_choice, reach.sites_after_refusal),
                      -reach.sites_with_identifier, -reach.sites, reach.company);
  };
  std::ranges::sort(companies, {}, order);
  return companies;
}

}  // namespace consentry
