// SPDX-License-Identifier: Apache-2.0
#include "core/judge/own_trials.h"

#include <algorithm>
#include <array>

#include "core/judge/site_view.h"

namespace consentry {
namespace {

constexpr std::array kGestures{Step::phone, Step::wait, Step::scroll, Step::escape, Step::cross};

bool showed_a_page(const RunView& run) {
  return run.run->global_privacy_control &&
         std::ranges::find(run.run->measured, Phase::gpc) != run.run->measured.end();
}

bool tried_gestures(const SiteView& site) {
  return std::ranges::any_of(site.asides(), [](const AsideView& aside) {
    return std::ranges::any_of(aside.view.run->trials, [](const Trial& trial) {
      return std::ranges::find(kGestures, trial.when.step) != kGestures.end();
    });
  });
}

bool typed(const SiteView& site) {
  return std::ranges::any_of(site.asides(), [](const AsideView& aside) {
    return !aside.view.run->typed.empty() && aside.before->run->global_privacy_control;
  });
}

bool asks_trackers(const RunView& run, Phase phase) {
  return std::ranges::any_of(run.requests, [phase](const SentRequest& sent) {
    return sent.facts->tracker && sent.request->when.phase == phase;
  });
}

// Trackers that every visitor meets, and those with the signal do not.
bool keeps_trackers_back(const SiteView& site) {
  bool without = false;
  bool with = false;
  for (const RunView& run : site.runs()) {
    if (run.run->global_privacy_control) {
      with = with || asks_trackers(run, Phase::gpc);
    } else {
      without = without || asks_trackers(run, Phase::before);
    }
  }
  return without && !with;
}

}  // namespace

bool needs_trials_without_signal(const SiteFacts& facts) {
  const SiteView site(facts);
  if (std::ranges::none_of(site.runs(), showed_a_page)) return false;
  if (site.banner_seen() && !tried_gestures(site)) return true;
  return typed(site) && keeps_trackers_back(site);
}

}  // namespace consentry
