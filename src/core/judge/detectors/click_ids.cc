// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/click_ids.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/judge/evidence_text.h"
#include "core/judge/percent_text.h"
#include "core/judge/sent_text.h"

namespace consentry {
namespace {

// As the advertising companies document them.
constexpr std::array<std::string_view, 17> kNames{
    "gclid",   "gbraid", "wbraid",    "dclid",     "gclsrc_id", "fbclid",
    "msclkid", "ttclid", "twclid",    "li_fat_id", "epik",      "ScCid",
    "rdt_cid", "yclid",  "irclickid", "cjevent",   "awc"};
// Shorter values are words of a campaign, not identifiers.
constexpr std::size_t kMinLength = 10;

struct ClickId {
  std::string name;
  std::string value;
};

std::vector<ClickId> click_ids_of(const RunView& run) {
  std::vector<ClickId> found;
  for (const std::string& url : {run.run->site_url, run.run->final_url}) {
    for (auto& [name, value] : query_of(url)) {
      if (value.size() < kMinLength || std::ranges::find(kNames, name) == kNames.end()) continue;
      if (std::ranges::find(found, value, &ClickId::value) == found.end()) {
        found.push_back({std::move(name), std::move(value)});
      }
    }
  }
  return found;
}

Verdict weight_of(const ItemFacts& facts) {
  if (needs_consent(facts.purpose) && facts.catalogued) return Verdict::breach;
  const bool by_other =
      facts.third_party || needs_consent(facts.purpose) ||
      (!facts.setter_domain.empty() && !facts.key.owner.ends_with(facts.setter_domain));
  return by_other ? Verdict::likely_breach : Verdict::risk;
}

}  // namespace

Finding click_ids_kept(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool carried = false;
  for (const RunView* run : speakers.runs) {
    const std::vector<ClickId> ids = click_ids_of(*run);
    carried = carried || !ids.empty();
    std::set<ItemKey> seen;
    for (const StoredItem& item : run->stored) {
      if (item.stage != stage_of(question.phase)) continue;
      const std::string value = percent_decoded_twice(item.value);
      const auto kept = std::ranges::find_if(
          ids, [&](const ClickId& id) { return value.find(id.value) != std::string::npos; });
      if (kept == ids.end() || !seen.insert(item.key).second) continue;
      tally.add(*run, {weight_of(*item.facts), shortened(item.key.name, 40),
                       evidence_of(question.site, item, "holds the address's " + kept->name)});
    }
  }
  if (!carried) {
    return without_verdict(Verdict::not_applicable,
                           "the visited address carried no identifier of an advertisement's click");
  }
  return tally.conclude("The identifier of an advertisement's click was kept before any choice",
                        "The click identifier of the visited address was not kept.");
}

}  // namespace consentry
