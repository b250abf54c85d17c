// SPDX-License-Identifier: Apache-2.0
#include "core/judge/budget_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/base/origin.h"
#include "core/classify/item_collection.h"
#include "core/judge/site_view.h"

namespace consentry {
namespace {

// Services first, then cookies, then storage by area.
int rank_of(std::string_view kind) { return kind == kServiceKind ? 0 : kind == "cookie" ? 1 : 2; }

// A cookie may have no name (RFC 6265bis section 5.6), but a budget has to name it.
constexpr std::string_view kNameless = "(no name)";

// The things of one phase with the runs that show them.
class Things {
 public:
  void add(std::string_view kind, std::string_view owner, std::string_view name,
           const EventRef& at) {
    Entry& entry =
        entries_[{rank_of(kind), std::string(kind), std::string(owner), std::string(name)}];
    if (entry.runs.empty()) entry.first = at;
    if (entry.runs.insert(at.run).second || at.run != entry.first.run) return;
    entry.first = std::min(entry.first, at);
  }

  std::vector<SeenThing> take() && {
    std::vector<SeenThing> seen;
    seen.reserve(entries_.size());
    for (const auto& [key, entry] : entries_) {
      const auto& [rank, kind, owner, name] = key;
      seen.push_back({kind, owner, name, entry.first, static_cast<int>(entry.runs.size())});
    }
    return seen;
  }

 private:
  struct Entry {
    EventRef first;
    std::set<std::string> runs;
  };
  std::map<std::tuple<int, std::string, std::string, std::string>, Entry> entries_;
};

using ThingsByStage = std::map<Stage, Things>;

void add_services(const RunView& run, ThingsByStage& things) {
  for (const SentRequest& sent : run.requests) {
    const Request& request = *sent.request;
    if (!request.third_party || sent.facts->first_party_owner || !sent.of_this_page) continue;
    const auto url = parse_url(request.url);
    if (!url || url->host.empty()) continue;
    things[sent.stage].add(kServiceKind, sent.facts->party.company, registrable_domain(url->host),
                           request.at);
  }
}

void add_items(const RunView& run, ThingsByStage& things) {
  const auto add = [&](Stage stage, const ItemKey& key, const EventRef& at) {
    things[stage].add(key.kind, key.owner, key.name.empty() ? kNameless : key.name, at);
  };
  for (const StoredItem& item : run.stored) add(item.stage, item.key, item.at);
  // The rules leave values out by which a party notes that it must not track; here they are names
  // like any other.
  for (const CookieRow& row : run.run->cookie_rows) {
    add(run.timeline.stage(row.when, row.at), key_of(row), row.at);
  }
  for (const StorageItem& item : run.run->storage) {
    if (item.snapshot) add(run.timeline.stage(item.when, item.at), key_of(item), item.at);
  }
}

bool is_allowed(const SeenThing& thing, const PhaseAllowance& allowance) {
  return thing.kind == kServiceKind ? allowance.allows_service(thing.owner, thing.name)
                                    : allowance.allows_item(thing.kind, thing.name);
}

PhaseBudget check_phase(const PhaseInventory& inventory, const PhaseAllowance& allowance) {
  PhaseBudget result;
  result.phase = inventory.phase;
  result.runs = inventory.runs;
  for (const SeenThing& thing : inventory.seen) {
    if (!is_allowed(thing, allowance)) result.beyond.push_back(thing);
  }
  if (!result.beyond.empty()) {
    result.state = BudgetState::exceeded;
  } else if (inventory.runs > 0) {
    result.state = BudgetState::within;
  } else {
    result.state = inventory.applicable ? BudgetState::not_measured : BudgetState::not_applicable;
    result.reason = inventory.reason;
  }
  return result;
}

// Where there was nothing to accept, there is nothing to withdraw either, and no visit tries.
Speakers speakers_of(const SiteView& view, Phase phase) {
  Speakers speakers = speakers_for(view, phase);
  if (phase != Phase::withdraw || !speakers.runs.empty()) return speakers;
  Speakers accepting = speakers_for(view, Phase::accept);
  const bool exists = !accepting.runs.empty() || accepting.otherwise != Verdict::not_applicable;
  return exists ? speakers : accepting;
}

}  // namespace

std::vector<PhaseInventory> inventory_of(const SiteFacts& site) {
  const SiteView view(site);
  ThingsByStage things;
  for (const RunView& run : view.runs()) {
    add_services(run, things);
    add_items(run, things);
  }
  std::vector<PhaseInventory> inventories;
  for (const Phase phase : kPhases) {
    const Speakers speakers = speakers_of(view, phase);
    PhaseInventory inventory;
    inventory.phase = phase;
    inventory.seen = std::move(things[stage_of(phase)]).take();
    inventory.runs = static_cast<int>(speakers.runs.size());
    inventory.applicable = inventory.runs > 0 || speakers.otherwise != Verdict::not_applicable;
    if (inventory.runs == 0) inventory.reason = speakers.reason;
    // speakers_for leaves it to the rules to say why the phases without a choice are missing.
    if (inventory.runs == 0 && inventory.reason.empty()) {
      inventory.reason = "the phase '" + std::string(name_of(phase)) + "' was not measured";
    }
    inventories.push_back(std::move(inventory));
  }
  return inventories;
}

std::string_view name_of(BudgetState state) {
  switch (state) {
    case BudgetState::not_applicable:
      return "not-applicable";
    case BudgetState::within:
      return "within";
    case BudgetState::not_measured:
      return "not-measured";
    case BudgetState::exceeded:
      return "exceeded";
  }
  return {};
}

std::vector<PhaseBudget> check_budget(const SiteFacts& site, const Budget& budget) {
  std::vector<PhaseBudget> phases;
  for (const PhaseInventory& inventory : inventory_of(site)) {
    const auto allowance = budget.phases.find(inventory.phase);
    if (allowance == budget.phases.end()) continue;
    phases.push_back(check_phase(inventory, allowance->second));
  }
  return phases;
}

BudgetState state_of(const std::vector<PhaseBudget>& phases) {
  BudgetState state = BudgetState::not_applicable;
  for (const PhaseBudget& phase : phases) state = std::max(state, phase.state);
  return state;
}

}  // namespace consentry
