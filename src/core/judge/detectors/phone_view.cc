// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/phone_view.h"

#include <algorithm>

#include "core/judge/banner_looks.h"
#include "core/judge/detectors/control_pair.h"

namespace consentry {
namespace {

// A scan made in a narrower window than this is one of the phone's view already.
constexpr double kPhoneWidth = 500;

struct Pair {
  const RunView* run = nullptr;
  const BannerView* desk = nullptr;
  const BannerView* phone = nullptr;
};

bool is_phone(const BannerView& view) { return view.viewport.width < kPhoneWidth; }

// A page that is not made for phones is laid out wide there too, so its width says nothing.
const BannerView* on_phone(const AsideView& aside) {
  for (const BannerView& view : aside.view.run->banner_views) {
    if (view.when.step == Step::phone) return &view;
  }
  return nullptr;
}

// The same banner, and with a choice in it: the control that accepts is there in both.
bool comparable(const Pair& pair) {
  const BannerControl* wide = visible_control(*pair.desk, Intent::accept_all);
  return wide != nullptr && pair.phone->found &&
         std::ranges::any_of(pair.phone->controls, [wide](const BannerControl& control) {
           return control.visible && control.intent == Intent::accept_all &&
                  control.label == wide->label;
         });
}

}  // namespace

Finding lost_on_phone(const Question& question) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  if (is_phone(*first_layer(*speakers.runs.front()))) {
    return without_verdict(Verdict::not_applicable, "the site was scanned on a phone's screen");
  }
  if (visible_control(*first_layer(*speakers.runs.front()), Intent::refuse_all) == nullptr) {
    return without_verdict(Verdict::not_applicable,
                           "the first layer has no control to refuse that a phone could lose");
  }
  std::vector<Pair> pairs;
  std::vector<const RunView*> runs;
  for (const AsideView& aside : question.site.asides()) {
    const Pair pair{aside.before, first_layer(*aside.before), on_phone(aside)};
    if (pair.desk == nullptr || pair.phone == nullptr || !comparable(pair)) continue;
    pairs.push_back(pair);
    runs.push_back(pair.run);
  }
  if (pairs.empty()) {
    return without_verdict(Verdict::not_measured,
                           "the banner was not seen on a phone's screen beside the other");
  }
  // One page, shown in two sizes one after the other: one profile is enough.
  Tally tally(Phase::aside, runs);
  for (const Pair& pair : pairs) {
    const BannerControl* refusal = chief_control(*pair.desk, Intent::refuse_all);
    const bool kept = visible_control(*pair.phone, Intent::refuse_all) != nullptr;
    if (refusal == nullptr || kept) continue;
    Sign sign;
    sign.weight = Verdict::likely_breach;
    sign.subject = quoted(*refusal);
    sign.evidence.at = pair.phone->at;
    sign.evidence.text =
        quoted(*refusal) + " is not there on a phone's screen, where the control that accepts is";
    tally.add(*pair.run, std::move(sign));
  }
  return tally.conclude("On a phone the banner has no control that refuses",
                        "On a phone's screen the banner keeps its control that refuses.");
}

}  // namespace consentry
