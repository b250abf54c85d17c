// SPDX-License-Identifier: Apache-2.0
#include "core/report/site_summary.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/origin.h"

namespace consentry {
namespace {

std::size_t index_of(Phase phase) { return static_cast<std::size_t>(phase); }

void raise(CountByPhase& counts, const CountByPhase& seen) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = std::max(counts[i], seen[i]);
}

// host -> summary, with the counts of one run.
using Hosts = std::map<std::string, HostSummary, std::less<>>;

void add_request(Hosts& hosts, const Request& request, const RequestFacts& facts) {
  const auto url = parse_url(request.url);
  if (!url || url->host.empty()) return;
  HostSummary& host = hosts[url->host];
  host.host = url->host;
  if (host.company.empty()) host.company = facts.party.company;
  if (host.function == Function::unknown) host.function = facts.party.function;
  host.tracker = host.tracker || facts.tracker;
  host.first_party_owner = host.first_party_owner || facts.first_party_owner;
  ++host.requests[index_of(request.when.phase)];
}

Hosts hosts_of_run(const RunObservation& run, const std::vector<RequestFacts>& facts) {
  static const RequestFacts kNoFacts;
  Hosts hosts;
  for (std::size_t i = 0; i < run.requests.size(); ++i) {
    if (!run.requests[i].third_party) continue;
    add_request(hosts, run.requests[i], i < facts.size() ? facts[i] : kNoFacts);
  }
  return hosts;
}

void merge(Hosts& all, Hosts run) {
  for (auto& [name, host] : run) {
    const auto [known, added] = all.try_emplace(name, host);
    if (added) continue;
    HostSummary& merged = known->second;
    if (merged.company.empty()) merged.company = host.company;
    if (merged.function == Function::unknown) merged.function = host.function;
    merged.tracker = merged.tracker || host.tracker;
    merged.first_party_owner = merged.first_party_owner || host.first_party_owner;
    raise(merged.requests, host.requests);
  }
}

// Which repetition each run belongs to; one that all belong to when the site was measured once.
std::vector<std::size_t> repetitions_of_runs(const SiteReport& site) {
  std::vector<std::size_t> of_run;
  for (std::size_t i = 0; i < site.repetitions.size(); ++i) {
    of_run.insert(of_run.end(), site.repetitions[i].runs, i);
  }
  of_run.resize(site.facts.observation.runs.size(), 0);
  return of_run;
}

// In how many repetitions each thing was seen.
template <typename Key>
class RepeatCount {
 public:
  explicit RepeatCount(const SiteReport& site) : counted_(!site.repetitions.empty()) {}

  void add(const Key& key, std::size_t repetition) {
    if (counted_) seen_[key].insert(repetition);
  }
  [[nodiscard]] int of(const Key& key) const {
    const auto found = seen_.find(key);
    return found == seen_.end() ? 0 : static_cast<int>(found->second.size());
  }

 private:
  const bool counted_;
  std::map<Key, std::set<std::size_t>> seen_;
};

std::vector<HostSummary> summarise_hosts(const SiteReport& site) {
  static const std::vector<RequestFacts> kNone;
  Hosts all;
  RepeatCount<std::string> repeats(site);
  const auto& runs = site.facts.observation.runs;
  const auto& by_run = site.facts.classification.requests;
  const auto repetition = repetitions_of_runs(site);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    Hosts asked = hosts_of_run(runs[i], i < by_run.size() ? by_run[i] : kNone);
    for (const auto& [name, host] : asked) repeats.add(name, repetition[i]);
    merge(all, std::move(asked));
  }
  std::vector<HostSummary> hosts;
  hosts.reserve(all.size());
  for (auto& [name, host] : all) {
    host.repeats = repeats.of(name);
    hosts.push_back(std::move(host));
  }
  return hosts;
}

using StoredPhases = std::map<ItemKey, std::array<bool, kPhases.size()>>;

std::string without_leading_dot(const std::string& domain) {
  return domain.starts_with('.') ? domain.substr(1) : domain;
}

void add_stored(const RunObservation& run, StoredPhases& stored) {
  for (const CookieRow& row : run.cookie_rows) {
    stored[{"cookie", without_leading_dot(row.domain), row.name}][index_of(row.when.phase)] = true;
  }
  for (const CookieWrite& write : run.cookie_writes) {
    if (!write.blocked.empty() || write.lifetime_s.value_or(1) <= 0) continue;
    stored[{"cookie", without_leading_dot(write.domain), write.name}][index_of(write.when.phase)] =
        true;
  }
  for (const StorageItem& item : run.storage) {
    stored[{std::string(name_of(item.area)), item.origin, item.key}][index_of(item.when.phase)] =
        true;
  }
}

std::vector<ItemSummary> summarise_items(const SiteReport& site) {
  StoredPhases stored;
  RepeatCount<ItemKey> repeats(site);
  const auto& runs = site.facts.observation.runs;
  const auto repetition = repetitions_of_runs(site);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    StoredPhases in_run;
    add_stored(runs[i], in_run);
    for (const auto& [key, phases] : in_run) {
      repeats.add(key, repetition[i]);
      auto& all = stored[key];
      std::ranges::transform(all, phases, all.begin(), std::logical_or{});
    }
  }
  std::vector<ItemSummary> items;
  items.reserve(site.facts.classification.items.size());
  for (const auto& [key, item] : site.facts.classification.items) {
    ItemSummary summary{&item, {}, repeats.of(key)};
    if (const auto found = stored.find(key); found != stored.end()) summary.stored = found->second;
    items.push_back(summary);
  }
  return items;
}

bool counts_as_tracking(const ItemFacts& item) {
  return needs_consent(item.purpose) ||
         (item.identifier == IdentifierStrength::strong && item.purpose == Purpose::unknown);
}

// Companies gathered under their name, or under the domain when nobody knows the owner.
class CompanyTable {
 public:
  explicit CompanyTable(std::string site_company) : site_company_(std::move(site_company)) {}

  void add(const HostSummary& host) {
    const std::string domain = registrable_domain(host.host);
    company_of_domain_.emplace(domain, host.company);
    if (host.first_party_owner || is_own(host.company)) return;
    CompanySummary& company = entry(host.company, domain);
    company.hosts.push_back(host.host);
    company.tracker = company.tracker || host.tracker;
    if (company.function == Function::unknown || is_tracking(host.function)) {
      company.function = host.function;
    }
    for (std::size_t i = 0; i < kPhases.size(); ++i) company.requests[i] += host.requests[i];
  }

  void add(const ItemSummary& item) {
    if (!counts_as_tracking(*item.facts)) return;
    const std::string domain = item.facts->third_party ? owner_domain(*item.facts) : "";
    std::string name = item.facts->setter_company;
    if (name.empty()) name = item.facts->vendor;
    if (const auto known = company_of_domain_.find(domain); known != company_of_domain_.end()) {
      if (!known->second.empty()) name = known->second;
    }
    if ((name.empty() && domain.empty()) || is_own(name)) return;
    CompanySummary& company = entry(name, domain);
    if (company.function == Function::unknown) company.function = item.facts->setter_function;
    for (std::size_t i = 0; i < kPhases.size(); ++i) company.items[i] += item.stored[i] ? 1 : 0;
  }

  std::vector<CompanySummary> take() && {
    std::vector<CompanySummary> companies;
    for (auto& [name, company] : by_name_) companies.push_back(std::move(company));
    std::stable_sort(
        companies.begin(), companies.end(),
        [](const CompanySummary& a, const CompanySummary& b) { return weight(a) > weight(b); });
    return companies;
  }

 private:
  [[nodiscard]] bool is_own(const std::string& company) const {
    return !company.empty() && company == site_company_;
  }

  static std::string owner_domain(const ItemFacts& item) {
    if (item.key.kind == "cookie") return registrable_domain(item.key.owner);
    const auto origin = parse_url(item.key.owner);
    return origin ? registrable_domain(origin->host) : std::string();
  }

  static std::tuple<bool, int, int, int> weight(const CompanySummary& company) {
    const auto sum = [](const CountByPhase& counts) {
      return std::accumulate(counts.begin(), counts.end(), 0);
    };
    return {company.tracker, sum(company.items), company.requests[index_of(Phase::before)],
            sum(company.requests)};
  }

  CompanySummary& entry(const std::string& name, const std::string& domain) {
    CompanySummary& company = by_name_[name.empty() ? domain : name];
    company.company = name.empty() ? domain : name;
    company.known = !name.empty();
    return company;
  }

  std::string site_company_;
  std::map<std::string, std::string> company_of_domain_;
  std::map<std::string, CompanySummary> by_name_;
};

std::vector<CompanySummary> summarise_companies(const SiteSummary& summary,
                                                const std::string& site_company) {
  CompanyTable table(site_company);
  for (const HostSummary& host : summary.hosts) table.add(host);
  for (const ItemSummary& item : summary.items) table.add(item);
  return std::move(table).take();
}

PhaseSummary summarise_phase(Phase phase, const SiteReport& site, const SiteSummary& summary) {
  PhaseSummary result;
  result.phase = phase;
  for (const RunObservation& run : site.facts.observation.runs) {
    if (std::find(run.measured.begin(), run.measured.end(), phase) != run.measured.end()) {
      ++result.runs;
    }
  }
  for (const Finding& finding : site.judgement.findings) {
    if (finding.phase != phase) continue;
    result.verdict = result.judged ? std::max(result.verdict, finding.verdict) : finding.verdict;
    result.judged = true;
  }
  for (const CompanySummary& company : summary.companies) {
    const bool asked = company.requests[index_of(phase)] > 0;
    result.companies += asked ? 1 : 0;
    result.trackers += asked && company.tracker ? 1 : 0;
  }
  for (const ItemSummary& item : summary.items) {
    result.items += item.stored[index_of(phase)] && counts_as_tracking(*item.facts) ? 1 : 0;
  }
  return result;
}

}  // namespace

SiteSummary summarise(const SiteReport& site, const std::vector<Phase>& planned) {
  SiteSummary summary;
  summary.hosts = summarise_hosts(site);
  summary.items = summarise_items(site);
  summary.companies = summarise_companies(summary, site.facts.classification.site_company);
  for (const Phase phase : kPhases) {
    PhaseSummary& result = summary.phases[index_of(phase)];
    result = summarise_phase(phase, site, summary);
    result.planned = std::find(planned.begin(), planned.end(), phase) != planned.end();
  }
  return summary;
}

}  // namespace consentry
