// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/excessive_lifetime.h"

#include <set>

#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {

Finding excessive_lifetime(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  constexpr double kSecondsPerDay = 86'400;
  const double limit = question.threshold("days") * kSecondsPerDay;
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    std::set<ItemKey> seen;
    for (const StoredItem& item : run->stored) {
      const bool concerns = needs_consent(item.facts->purpose) || follows_visitor(*item.facts);
      if (item.stage != stage_of(question.phase) || item.key.kind != "cookie" || !concerns)
        continue;
      if (item.lifetime_s.value_or(0) <= limit || !seen.insert(item.key).second) continue;
      const Verdict weight =
          needs_consent(item.facts->purpose) ? Verdict::likely_breach : Verdict::risk;
      tally.add(*run, {weight, shortened(item.key.name, 40), evidence_of(question.site, item, "")});
    }
  }
  return tally.conclude("Cookies that need consent last longer than thirteen months",
                        "No cookie that needs consent lasts longer than thirteen months.");
}

}  // namespace consentry
