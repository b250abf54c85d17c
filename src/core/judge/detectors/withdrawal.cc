// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/withdrawal.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "core/judge/evidence_text.h"
#include "core/judge/later_tracking.h"

namespace consentry {
namespace {

// A way back that a visitor can see and use; an interface for scripts is none.
bool is_way_back(const ReopenControl& control) { return control.visible && control.kind != "api"; }

// Nobody looked at a page that broke off, failed or turned the visit away.
bool went_wrong(const RunView& run, const Moment& when) {
  return std::ranges::any_of(run.run->limitations, [&](const Limitation& limitation) {
    return limitation.when.phase == when.phase && limitation.when.step == when.step;
  });
}

// The pages on which a way back was looked for: the two that were loaded after accepting. A page
// that the click itself opened is not among them: there the banner has only just gone.
std::set<Step> pages_after_accepting(const RunView& run) {
  std::set<Step> steps;
  for (const SentRequest& sent : run.requests) {
    const Request& request = *sent.request;
    const bool page = request.type == "document" && request.frame_url == request.page_url;
    const bool looked_at =
        request.when.step == Step::reload || request.when.step == Step::second_page;
    if (page && looked_at && sent.stage == Stage::after_acceptance &&
        !went_wrong(run, request.when)) {
      steps.insert(request.when.step);
    }
  }
  return steps;
}

std::set<Step> pages_with_way_back(const RunView& run) {
  std::set<Step> steps;
  for (const ReopenControl& control : run.run->reopen_controls) {
    const Stage stage = run.timeline.stage(control.when, control.at);
    if (is_way_back(control) && stage == Stage::after_acceptance) steps.insert(control.when.step);
  }
  return steps;
}

// A way back that is there but not in sight, as in a menu that is closed.
const ReopenControl* hidden_way_back(const RunView& run) {
  for (const ReopenControl& control : run.run->reopen_controls) {
    const bool later = run.timeline.stage(control.when, control.at) == Stage::after_acceptance;
    if (later && !control.visible && control.kind != "api") return &control;
  }
  return nullptr;
}

// Whether anybody looked: a log without reopen lines does not say so by itself.
bool looked_for(const RunView& run) {
  return !run.run->reopen_controls.empty() || run.timeline.outcome(Phase::withdraw) != nullptr;
}

// The panel was there before any click: a call to the manager's interface had opened it, which no
// visitor can make.
bool opened_by_call(const RunView& run) {
  const auto withdraws = [](const auto& fact) { return fact.when.phase == Phase::withdraw; };
  const auto panel = std::ranges::find_if(
      run.run->banner_views, [&](const BannerView& view) { return view.found && withdraws(view); });
  return panel != run.run->banner_views.end() &&
         std::ranges::none_of(run.run->clicks, [&](const Click& click) {
           return withdraws(click) && click.at.line < panel->at.line;
         });
}

// A visitor's way through clicks led to the withdrawal, also one that nobody had listed before.
bool found_by_clicks(const RunView& run) {
  const ChoiceOutcome* withdrawal = run.timeline.outcome(Phase::withdraw);
  return withdrawal != nullptr && withdrawal->result == ChoiceResult::done &&
         withdrawal->clicks > 0 && !opened_by_call(run);
}

Sign without_way_back(const RunView& run, Verdict weight, std::string text) {
  Sign sign;
  sign.weight = weight;
  const ChoiceOutcome* withdrawal = run.timeline.outcome(Phase::withdraw);
  const ChoiceOutcome* accepted = run.timeline.outcome(Phase::accept);
  sign.evidence.at = withdrawal != nullptr ? withdrawal->at : accepted->at;
  sign.evidence.text = std::move(text);
  return sign;
}

}  // namespace

Finding withdrawal_access(const Question& question) {
  const Speakers speakers = speakers_for(question.site, Phase::accept);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<const RunView*> looking;
  std::ranges::copy_if(speakers.runs, std::back_inserter(looking),
                       [](const RunView* run) { return looked_for(*run); });
  if (looking.empty()) {
    return without_verdict(Verdict::not_measured,
                           "a way back to the choice was not looked for after accepting");
  }
  Tally tally(question.phase, looking);
  for (const RunView* run : looking) {
    const bool used = found_by_clicks(*run);
    const std::set<Step> found = pages_with_way_back(*run);
    const std::set<Step> pages = pages_after_accepting(*run);
    const ReopenControl* hidden = hidden_way_back(*run);
    if (found.empty() && !used && hidden != nullptr) {
      tally.add(*run,
                without_way_back(*run, Verdict::risk,
                                 "The way back to the choice ('" + shortened(hidden->label, 60) +
                                     "') is not visible without opening something else"));
    } else if (found.empty() && !used) {
      // The policy page is not opened; as long as that is so, "only there" cannot be told from
      // none.
      tally.add(*run, without_way_back(*run, Verdict::likely_breach,
                                       "No link or button back to the choice was found on any page "
                                       "looked at after accepting"));
    } else if (run->run->complete && !found.empty() && found.size() < pages.size()) {
      tally.add(*run, without_way_back(*run, Verdict::risk,
                                       "The way back to the choice was found on " +
                                           std::to_string(found.size()) + " of " +
                                           std::to_string(pages.size()) + " pages"));
    }
  }
  return tally.conclude(
      "After accepting, no lasting way to withdraw consent was found on the pages",
      "After accepting, a way back to the choice stays on the pages.");
}

Finding tracking_after_withdrawal(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (Sign& sign : stored_after(question.site, *run, question.phase)) {
      tally.add(*run, std::move(sign));
    }
    for (Sign& sign : identifiers_after(question.site, *run, question.phase)) {
      tally.add(*run, std::move(sign));
    }
    for (Sign& sign : trackers_after(question.site, *run, question.phase)) {
      tally.add(*run, std::move(sign));
    }
  }
  return tally.conclude("After withdrawing, tracking went on",
                        "After withdrawing, nothing was stored, sent or requested for tracking.");
}

}  // namespace consentry
