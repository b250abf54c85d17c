// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/false_consent.h"

#include <algorithm>
#include <limits>
#include <set>
#include <span>
#include <utility>

#include "core/judge/banner_looks.h"
#include "core/judge/consent_claim.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"

namespace consentry {
namespace {

constexpr Step kClosing[] = {Step::wait, Step::escape, Step::cross};
constexpr Step kScrolling[] = {Step::scroll};
// Steps in which time passes and nobody does anything to the page: whoever waits, waits in them too.
constexpr Step kIdle[] = {Step::documents, Step::phone};

std::string_view words_for(Step step) {
  switch (step) {
    case Step::wait:
    case Step::documents:
    case Step::phone:
      return "Waiting";
    case Step::scroll:
      return "Scrolling";
    case Step::escape:
      return "Pressing Escape";
    default:
      return "Closing the banner";
  }
}

// One trial with what it is held against.
struct Stretch {
  const AsideView& aside;
  Step step;
  std::uint64_t from = 0;
  std::uint64_t until = std::numeric_limits<std::uint64_t>::max();

  [[nodiscard]] bool holds(const Moment& when, const EventRef& at) const {
    return when.step == step && at.line > from && at.line < until;
  }
};

std::vector<Stretch> stretches(const AsideView& aside) {
  std::vector<Stretch> all;
  for (const Trial& trial : aside.view.run->trials) {
    if (!all.empty()) all.back().until = trial.at.line;
    all.push_back({aside, trial.when.step, trial.at.line});
  }
  return all;
}

using Claimed = std::set<std::pair<ClaimSource, std::string>>;

void note(const std::vector<ConsentClaim>& claims, Claimed& claimed) {
  for (const ConsentClaim& claim : claims) claimed.insert({claim.source, claim.subject});
}

Verdict weight_of(const ConsentClaim& claim) {
  switch (claim.source) {
    case ClaimSource::us_opt_out:  // nobody had to be asked
      return Verdict::pass;
    case ClaimSource::assumed_record:
    case ClaimSource::gpp:
    case ClaimSource::additional_consent:
      return Verdict::likely_breach;
    default:
      return Verdict::breach;
  }
}

bool banner_left(const Stretch& stretch) {
  bool left = false;
  for (const BannerView& view : stretch.aside.view.run->banner_views) {
    if (stretch.holds(view.when, view.at)) left = !view.found;
  }
  return left;
}

std::set<std::string> trackers_before(const Stretch& stretch) {
  std::set<std::string> parties;
  const auto add = [&](const SentRequest& sent) {
    if (grade_of(sent) != TrackerGrade::none)
      parties.insert(name_of_party(*sent.facts, sent.request->url));
  };
  for (const SentRequest& sent : stretch.aside.before->requests) add(sent);
  for (const SentRequest& sent : stretch.aside.view.requests) {
    if (sent.request->at.line < stretch.from) add(sent);
  }
  return parties;
}

// What a page loads as it is scrolled may be its own doing; only with the banner gone does it look
// like an answer to a choice.
void add_started_trackers(const Stretch& stretch, const RunView& run, Tally& tally) {
  if (!banner_left(stretch)) return;
  const std::set<std::string> earlier = trackers_before(stretch);
  for (const SentRequest& sent : stretch.aside.view.requests) {
    if (!stretch.holds(sent.request->when, sent.request->at)) continue;
    if (grade_of(sent) != TrackerGrade::tracking) continue;
    const std::string party = name_of_party(*sent.facts, sent.request->url);
    if (earlier.contains(party)) continue;
    const std::string what =
        std::string(words_for(stretch.step)) + " made the banner go away, and a tracker began";
    tally.add(run, {Verdict::likely_breach, party, evidence_of(sent, what)});
  }
}

void add_claims(const Stretch& stretch, const Claimed& claimed,
                const std::vector<ConsentClaim>& now, Tally& tally) {
  const RunView& run = *stretch.aside.before;
  for (const ConsentClaim& claim : now) {
    if (claimed.contains({claim.source, claim.subject})) continue;
    Sign sign{weight_of(claim), claim.subject, {}};
    sign.evidence.at = claim.at;
    sign.evidence.text =
        std::string(words_for(stretch.step)) + " was taken for consent: " + claim.text;
    tally.add(run, std::move(sign));
  }
}

void try_aside(const Question& question, const AsideView& aside, std::span<const Step> wanted,
               Tally& tally) {
  Claimed claimed;
  for (const Phase phase : aside.before->run->measured) {
    note(consent_claims(*aside.before, question.book, {phase, 0}), claimed);
  }
  for (const Stretch& stretch : stretches(aside)) {
    const auto now =
        consent_claims(aside.view, question.book, {Phase::aside, stretch.from, stretch.until});
    const bool waiting = std::ranges::find(wanted, Step::wait) != wanted.end();
    const bool idle = waiting && std::ranges::find(kIdle, stretch.step) != std::end(kIdle);
    const bool asked = std::ranges::find(wanted, stretch.step) != wanted.end();
    if (asked || idle) add_claims(stretch, claimed, now, tally);
    if (asked) add_started_trackers(stretch, *aside.before, tally);
    note(now, claimed);
  }
}

bool tried(const AsideView& aside, Step step) {
  return std::ranges::any_of(aside.view.run->trials,
                             [&](const Trial& trial) { return trial.when.step == step; });
}

// The banner has an X, and something else had made it go away before its turn came.
bool cross_left_out(const AsideView& aside) {
  const BannerView* layer = first_layer(*aside.before);
  return layer != nullptr && visible_control(*layer, Intent::close) != nullptr &&
         !tried(aside, Step::cross);
}

Tally trials_of(const Question& question, const std::vector<const AsideView*>& asides,
                std::span<const Step> wanted) {
  std::vector<const RunView*> runs;
  for (const AsideView* aside : asides) runs.push_back(aside->before);
  // The same profile shows before and after, as with a choice: one is enough for a breach.
  Tally tally(Phase::aside, runs);
  for (const AsideView* aside : asides) try_aside(question, *aside, wanted, tally);
  return tally;
}

Finding taken_for_consent(const Question& question, std::span<const Step> wanted,
                          std::string_view head, std::string_view clear) {
  std::vector<const AsideView*> asides;
  const bool closing = std::ranges::find(wanted, Step::cross) != wanted.end();
  bool any_tried = false;
  for (const AsideView& aside : question.site.asides()) {
    const bool here = std::ranges::any_of(wanted, [&](Step step) { return tried(aside, step); });
    any_tried = any_tried || here;
    // A banner that went by itself before its turn came.
    if (here || (closing && tried(aside, Step::phone))) asides.push_back(&aside);
  }
  Tally tally = trials_of(question, asides, wanted);
  if (!any_tried && tally.empty()) {
    if (!question.site.banner_seen()) {
      const Speakers speakers = runs_with_banner(question.site);
      return without_verdict(speakers.otherwise, speakers.reason);
    }
    return without_verdict(
        Verdict::not_measured,
        "no visit that had come to its end could try it on a page with a banner");
  }
  if (tally.empty() && closing &&
      std::ranges::all_of(asides, [](const AsideView* aside) { return cross_left_out(*aside); })) {
    return without_verdict(Verdict::not_measured,
                           "the banner's closing control could not be tried");
  }
  return tally.conclude(head, clear);
}

}  // namespace

Finding closing_as_consent(const Question& question) {
  return taken_for_consent(question, kClosing,
                           "Waiting, Escape or closing the banner was taken for consent",
                           "Waiting, Escape and closing the banner were not taken for consent.");
}

Finding scrolling_as_consent(const Question& question) {
  return taken_for_consent(question, kScrolling, "Scrolling was taken for consent",
                           "Scrolling was not taken for consent.");
}

}  // namespace consentry
