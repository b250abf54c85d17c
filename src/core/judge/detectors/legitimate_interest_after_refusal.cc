// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/judge/detectors/after_choice.h"
#include "core/judge/string_claim.h"
#include "core/judge/tc_strings.h"

namespace consentry {
namespace {

// Advertising profiles and personalisation: since TCF 2.2 legitimate interest is no basis for them.
constexpr int kFirstForbidden = 3;
constexpr int kLastForbidden = 6;
constexpr int kLastPurpose = 11;
constexpr std::size_t kVendorsShown = 10;

std::string vendors_text(const IdSet& vendors) {
  std::vector<int> ids = vendors.ids();
  const std::size_t all = ids.size();
  if (ids.size() > kVendorsShown) ids.resize(kVendorsShown);
  std::string text = std::to_string(all) + (all == 1 ? " vendor" : " vendors");
  if (!ids.empty()) text += " (" + listed(ids) + (all > kVendorsShown ? ", …)" : ")");
  return text;
}

void add_claims(const RunView& run, const SeenTcString& seen, Tally& tally) {
  std::vector<int> purposes = seen.tc.purposes_legitimate_interest.ids();
  std::erase_if(purposes, [](int id) { return id > kLastPurpose; });
  const bool forbidden = std::ranges::any_of(
      purposes, [](int id) { return id >= kFirstForbidden && id <= kLastForbidden; });
  // A vendor's bit alone stands for special purposes, which need no choice; a purpose's alone gives
  // nobody anything.
  const bool used = !purposes.empty() && !seen.tc.vendors_legitimate_interest.empty();
  if (!forbidden && !used) return;
  Sign sign;
  sign.weight = forbidden ? Verdict::likely_breach : Verdict::risk;
  sign.subject = "purposes " + listed(purposes);
  sign.evidence.at = seen.at;
  sign.evidence.text = "The TC string (" + seen.where +
                       ") claims legitimate interest for purposes " + listed(purposes) + " and " +
                       vendors_text(seen.tc.vendors_legitimate_interest);
  tally.add(run, std::move(sign));
}

}  // namespace

Finding legitimate_interest_after_refusal(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool any = false;
  for (const RunView* run : speakers.runs) {
    const Window window{question.phase, run->timeline.decided_at(question.phase)};
    for (const SeenTcString& seen : tc_strings_at_end(*run, window)) {
      any = true;
      add_claims(*run, seen, tally);
    }
  }
  if (!any) {
    return without_verdict(Verdict::not_applicable, "no TC string was given out after refusing");
  }
  return tally.conclude("After refusing, legitimate interest is claimed in its place",
                        "After refusing, the TC string claims no legitimate interest.");
}

}  // namespace consentry
