// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <string>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/after_choice.h"
#include "core/observe/later_visit.h"

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

// 0: the step is no later visit.
int days_before(Step step) {
  for (const auto& [visit, days] : kLaterVisits) {
    if (visit == step) return days;
  }
  return 0;
}

const BannerView* asking_on_later_visit(const RunView& run) {
  for (const BannerView& view : run.run->banner_views) {
    const bool asks = view.found && visible_control(view, Intent::accept_all) != nullptr;
    if (view.when.phase == Phase::revisit && days_before(view.when.step) > 0 && asks) return &view;
  }
  return nullptr;
}

// Whether the browser still knew the refusal is seen by whether the banner asks on the visits that
// followed, with what had ended by then dropped.
Finding returns_on_later_visits(const Question& question) {
  const Speakers refused = speakers_for(question.site, Phase::refuse);
  if (refused.runs.empty()) return without_verdict(refused.otherwise, refused.reason);
  std::vector<const RunView*> looking;
  std::string days;
  for (const RunView* run : refused.runs) {
    if (std::ranges::find(run->run->planned, Phase::revisit) == run->run->planned.end()) continue;
    const auto& measured = run->run->measured;
    const bool made = std::ranges::find(measured, Phase::revisit) != measured.end();
    const BannerView* asks = asking_on_later_visit(*run);
    if (!made && asks == nullptr) continue;
    looking.push_back(run);
    if (asks != nullptr) days = std::to_string(days_before(asks->when.step));
  }
  if (looking.empty()) {
    return without_verdict(Verdict::not_measured, "the later visits broke off");
  }
  Tally tally(question.phase, looking);
  for (const RunView* run : looking) {
    const BannerView* asks = asking_on_later_visit(*run);
    if (asks == nullptr) continue;
    Sign sign;
    sign.weight = Verdict::likely_breach;
    sign.evidence.at = asks->at;
    sign.evidence.text = "The banner asks again on a visit after " + days +
                         (days == "1" ? " day" : " days") +
                         ", with all that the browser still keeps by then";
    tally.add(*run, std::move(sign));
  }
  return tally.conclude(
      "The refusal is forgotten: the banner asks again on the next visit after " + days +
          (days == "1" ? " day" : " days"),
      "After refusing, the banner does not ask again on visits 1, 30 and 179 days later.");
}

}  // namespace

Finding banner_returns(const Question& question) {
  if (question.phase == Phase::revisit) return returns_on_later_visits(question);
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
