// SPDX-License-Identifier: Apache-2.0
#include "core/report/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "core/judge/repetitions.h"
#include "core/report/site_summary.h"
#include "core/report/wording.h"

namespace consentry {
namespace {

std::optional<FindingMove> move_between(Verdict earlier, Verdict now) {
  const bool was = needs_attention(earlier);
  const bool is = needs_attention(now);
  if (was && now == Verdict::not_measured) return FindingMove::not_measured_now;
  if (is && earlier == Verdict::not_measured) return FindingMove::not_measured_earlier;
  if (!was && is) return FindingMove::appeared;
  if (was && !is) return FindingMove::disappeared;
  if (!was || earlier == now) return std::nullopt;
  return now > earlier ? FindingMove::worse : FindingMove::better;
}

using FindingKey = std::pair<Phase, std::string>;

std::map<FindingKey, const Finding*> by_key(const SiteReport* site) {
  std::map<FindingKey, const Finding*> findings;
  if (site == nullptr) return findings;
  for (const Finding& finding : site->judgement.findings) {
    const Finding*& known = findings[{finding.phase, finding.rule}];
    if (known == nullptr || finding.verdict > known->verdict) known = &finding;
  }
  return findings;
}

std::string mark_of(std::map<FindingKey, const Finding*>::const_iterator at,
                    const std::map<FindingKey, const Finding*>& findings) {
  if (at == findings.end()) return {};
  return repeats_mark(repeats_agreeing(*at->second), std::ssize(at->second->repeats));
}

std::vector<FindingChange> finding_changes(const SiteReport* earlier, const SiteReport* now) {
  const auto old_findings = by_key(earlier);
  const auto new_findings = by_key(now);
  std::set<FindingKey> keys;
  for (const auto& entry : old_findings) keys.insert(entry.first);
  for (const auto& entry : new_findings) keys.insert(entry.first);
  std::vector<FindingChange> changes;
  for (const FindingKey& key : keys) {
    const auto old_one = old_findings.find(key);
    const auto new_one = new_findings.find(key);
    FindingChange change;
    change.phase = key.first;
    change.rule = key.second;
    if (old_one != old_findings.end()) change.earlier = old_one->second->verdict;
    if (new_one != new_findings.end()) change.now = new_one->second->verdict;
    change.earlier_repeats = mark_of(old_one, old_findings);
    change.now_repeats = mark_of(new_one, new_findings);
    const auto move = move_between(change.earlier, change.now);
    if (!move) continue;
    change.move = *move;
    const bool tell_earlier = !needs_attention(change.now);
    change.summary = told_summary(*(tell_earlier ? old_one : new_one)->second);
    changes.push_back(std::move(change));
  }
  std::ranges::stable_sort(changes, std::ranges::greater{}, [](const FindingChange& change) {
    return std::max(change.earlier, change.now);
  });
  return changes;
}

using Presence = std::array<bool, kPhases.size()>;
using ThingKey = std::tuple<std::string, std::string, std::string>;  // what, owner, name

struct SiteThings {
  std::map<ThingKey, Presence> things;
  std::map<ThingKey, std::string> repeats;  // "1 of 3"; none when the site was measured once
  Presence measured{};
};

SiteThings things_of(const SiteReport& site, const std::vector<Phase>& planned) {
  SiteThings all;
  const SiteSummary summary = summarise(site, planned);
  for (const PhaseSummary& phase : summary.phases) {
    all.measured[static_cast<std::size_t>(phase.phase)] = phase.runs > 0;
  }
  for (const ItemSummary& item : summary.items) {
    const ItemKey& key = item.facts->key;
    all.things[{key.kind, key.owner, key.name}] = item.stored;
    all.repeats[{key.kind, key.owner, key.name}] =
        repeats_mark(item.repeats, std::ssize(site.repetitions));
  }
  for (const HostSummary& host : summary.hosts) {
    Presence& asked = all.things[{"host", host.company, host.host}];
    for (std::size_t i = 0; i < asked.size(); ++i) asked[i] = host.requests[i] > 0;
    all.repeats[{"host", host.company, host.host}] =
        repeats_mark(host.repeats, std::ssize(site.repetitions));
  }
  return all;
}

std::vector<PresenceChange> presence_changes(const SiteThings& earlier, const SiteThings& now) {
  std::map<ThingKey, std::pair<Presence, Presence>> both;
  for (const auto& [key, presence] : earlier.things) both[key].first = presence;
  for (const auto& [key, presence] : now.things) both[key].second = presence;
  std::vector<PresenceChange> changes;
  for (const auto& [key, presences] : both) {
    PresenceChange change{std::get<0>(key), std::get<1>(key), std::get<2>(key), {}, {}, {}, {}};
    if (const auto mark = earlier.repeats.find(key); mark != earlier.repeats.end()) {
      change.earlier_repeats = mark->second;
    }
    if (const auto mark = now.repeats.find(key); mark != now.repeats.end()) {
      change.now_repeats = mark->second;
    }
    for (std::size_t i = 0; i < kPhases.size(); ++i) {
      if (!earlier.measured[i] || !now.measured[i]) continue;
      if (presences.second[i] && !presences.first[i]) change.came.push_back(kPhases[i]);
      if (presences.first[i] && !presences.second[i]) change.went.push_back(kPhases[i]);
    }
    if (!change.came.empty() || !change.went.empty()) changes.push_back(std::move(change));
  }
  return changes;
}

using SitesByUrl = std::map<std::string_view, const SiteReport*>;

SitesByUrl by_url(const ScanReport& report) {
  SitesByUrl sites;
  for (const SiteReport& site : report.sites) sites.emplace(url_of(site), &site);
  return sites;
}

const SiteReport* found_in(const SitesByUrl& sites, std::string_view url) {
  const auto found = sites.find(url);
  return found == sites.end() ? nullptr : found->second;
}

}  // namespace

std::string_view name_of(FindingMove move) {
  static constexpr std::array<std::string_view, 6> kNames{
      "new", "gone", "worse", "better", "not-measured-now", "not-measured-earlier"};
  return kNames[static_cast<std::size_t>(move)];
}

std::string_view name_of(SitePresence presence) {
  static constexpr std::array<std::string_view, 3> kNames{"both", "only-now", "only-earlier"};
  return kNames[static_cast<std::size_t>(presence)];
}

bool SiteChange::changed() const {
  return presence != SitePresence::both || earlier_status != now_status || !findings.empty() ||
         !presence_changes.empty();
}

Comparison compare(const ScanReport& earlier, const ScanReport& now) {
  Comparison comparison{earlier.settings.started,
                        now.settings.started,
                        now.rules.version,
                        now.rules.profile.name,
                        {}};
  const SitesByUrl old_sites = by_url(earlier);
  const SitesByUrl new_sites = by_url(now);
  const auto add = [&](std::string_view url) {
    const SiteReport* then = found_in(old_sites, url);
    const SiteReport* present = found_in(new_sites, url);
    SiteChange change;
    change.url = url;
    if (then != nullptr) {
      change.earlier_status = then->status;
      change.earlier_verdict = then->judgement.verdict;
    } else {
      change.presence = SitePresence::only_now;
    }
    if (present != nullptr) {
      change.now_status = present->status;
      change.now_verdict = present->judgement.verdict;
    } else {
      change.presence = SitePresence::only_earlier;
    }
    if (then != nullptr && present != nullptr) {
      change.findings = finding_changes(then, present);
      change.presence_changes = presence_changes(things_of(*then, earlier.settings.phases),
                                                 things_of(*present, now.settings.phases));
    }
    comparison.sites.push_back(std::move(change));
  };
  std::set<std::string_view> done;
  for (const ScanReport* report : {&now, &earlier}) {
    for (const SiteReport& site : report->sites) {
      if (done.insert(url_of(site)).second) add(url_of(site));
    }
  }
  return comparison;
}

}  // namespace consentry
