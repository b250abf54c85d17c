// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/after_choice.h"

namespace consentry {
namespace {

bool on_later_page(const BannerView& view) {
  return view.when.phase == Phase::refuse &&
         (view.when.step == Step::reload || view.when.step == Step::second_page);
}

// What offers to accept asks again; a small panel that leads back to the choice does not.
bool asks_again(const BannerView& view) {
  return on_later_page(view) && view.found && visible_control(view, Intent::accept_all) != nullptr;
}

}  // namespace

Finding banner_returns(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<const RunView*> looking;
  std::ranges::copy_if(speakers.runs, std::back_inserter(looking), [](const RunView* run) {
    return std::ranges::any_of(run->run->banner_views, on_later_page);
  });
  if (looking.empty()) {
    return without_verdict(Verdict::not_measured,
                           "the pages after refusing were not searched for a banner");
  }
  Tally tally(question.phase, looking);
  for (const RunView* run : looking) {
    for (const BannerView& view : run->run->banner_views) {
      if (!asks_again(view)) continue;
      Sign sign;
      sign.weight = Verdict::likely_breach;
      sign.evidence.at = view.at;
      sign.evidence.text = std::string("The banner asks again on ") +
                           (view.when.step == Step::reload ? "the reloaded page" : "the next page");
      tally.add(*run, std::move(sign));
    }
  }
  return tally.conclude("The refusal is not remembered: the banner asks again",
                        "After refusing, the banner does not ask again on the next pages.");
}

}  // namespace consentry
