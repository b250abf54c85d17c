// SPDX-License-Identifier: Apache-2.0
#include "core/classify/request_facts.h"

#include <utility>

#include "core/base/origin.h"

namespace consentry {
namespace {

// An advertising company's domain may hold a consent manager on a host of its own. A rule for all
// of the domain then says less about that host than the catalogue's row for it; one that names a
// path, or a host further down, says more.
bool knows_less(const FilterRule& rule, const HostFacts& known) {
  if (known.function != Function::consent_manager || !rule.host_anchor) return false;
  std::string_view host = rule.pattern;
  if (host.ends_with('^')) host.remove_suffix(1);
  return host.find_first_of("/*^") == std::string_view::npos &&
         host.size() < known.function_suffix;
}

// The first matching rule that says what it is about: ours do, in the section above them.
const RuleHit* stating_rule(const std::vector<RuleHit>& hits, const HostFacts& known) {
  for (const RuleHit& hit : hits) {
    const ListSection* section = hit.list->section_of(*hit.rule);
    if (section == nullptr || section->function == Function::unknown) continue;
    if (!knows_less(*hit.rule, known)) return &hit;
  }
  return nullptr;
}

// What a list without stated functions makes probable.
Function function_of_aim(ListAim aim) {
  switch (aim) {
    case ListAim::advertising:
      return Function::advertising;
    case ListAim::privacy:
      return Function::analytics;
    case ListAim::social:
      return Function::social;
    case ListAim::nuisance:
    case ListAim::unknown:
      break;
  }
  return Function::unknown;
}

// Rules for whole classes of addresses ("/ads/*") fit a site's own pictures too. On the site's own
// domain only a rule that names the host or the site, or a list about tracking, is proof enough.
bool proves_tracking(const RuleHit& hit, bool third_party) {
  if (hit.list->aim() == ListAim::nuisance) return false;
  if (third_party || hit.rule->host_anchor || hit.list->aim() == ListAim::privacy) return true;
  return hit.rule->options != nullptr && !hit.rule->options->on_pages.empty();
}

std::string host_of(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? parsed->host : std::string();
}

bool is_top_document(const Request& request) {
  if (request.type != "document") return false;
  return request.url == request.page_url || request.frame_url.empty() ||
         request.frame_url == request.page_url;
}

void add_sources(const std::vector<RuleHit>& hits, std::vector<SourceRef>& out) {
  for (const RuleHit& hit : hits) out.push_back(hit.source());
}

}  // namespace

const HostFacts& RequestClassifier::host_facts(const std::string& host) {
  const auto [entry, fresh] = hosts_.try_emplace(host);
  if (fresh) entry->second = data_.companies.find(host);
  return entry->second;
}

RequestFacts RequestClassifier::classify(const Request& request) {
  RequestFacts facts;
  const std::string host = host_of(request.url);
  const std::string page_host = host_of(request.page_url);
  facts.party.domain = registrable_domain(host);
  if (host.empty()) return facts;  // data:, blob:, about: reach nobody

  const HostFacts& known = host_facts(host);
  facts.party.company = known.company;
  facts.party.function = known.function;
  facts.party.sources = known.sources;
  facts.first_party_owner =
      request.third_party && !site_company_.empty() && known.company == site_company_;

  const RequestMatches matches = data_.trackers.all_matches(
      {request.url, host, page_host, resource_type(request.type, is_top_document(request))});
  if (const RuleHit* stating = stating_rule(matches.blocking, known)) {
    const ListSection& stated = *stating->list->section_of(*stating->rule);
    facts.party.function = stated.function;
    if (facts.party.company.empty()) facts.party.company = stated.company;
  }
  add_sources(matches.exceptions, facts.exceptions);
  bool proven = false;
  for (const RuleHit& hit : matches.blocking) {
    if (hit.list->aim() == ListAim::nuisance) continue;
    facts.tracker_rules.push_back(hit.source());
    proven = proven || proves_tracking(hit, request.third_party);
    if (facts.party.function == Function::unknown) {
      facts.party.function = function_of_aim(hit.list->aim());
    }
  }
  const bool consent_manager = facts.party.function == Function::consent_manager;
  const bool by_rule = proven && matches.blocked() && !consent_manager;
  const bool by_function = is_tracking(facts.party.function) && request.third_party &&
                           !facts.first_party_owner && !is_top_document(request) &&
                           (matches.exceptions.empty() || matches.important);
  facts.tracker = by_rule || by_function;
  return facts;
}

HostFacts who_serves(std::string_view url, std::string_view page_host, ResourceType type,
                     const ReferenceData& data) {
  const std::string host = host_of(url);
  if (host.empty()) return {};
  HostFacts facts = data.companies.find(host);
  const RequestMatches matches = data.trackers.all_matches({url, host, page_host, type});
  if (const RuleHit* stating = stating_rule(matches.blocking, facts)) {
    const ListSection& stated = *stating->list->section_of(*stating->rule);
    facts.function = stated.function;
    if (facts.company.empty()) facts.company = stated.company;
    facts.sources.insert(facts.sources.begin(), stating->source());
  }
  return facts;
}

}  // namespace consentry
