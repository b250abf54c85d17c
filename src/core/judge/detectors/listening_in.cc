// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/listening_in.h"

#include <algorithm>
#include <iterator>

#include "core/judge/disguised_value.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/percent_text.h"
#include "core/judge/sent_text.h"

namespace consentry {
namespace {

// So many of its random letters occur in no other text: 26^10 is 1.4e14.
constexpr std::size_t kTelling = 10;

// Everything that a request told while the text was there.
std::string told_by(const SentRequest& sent) {
  const Request& request = *sent.request;
  std::string text;
  if (request.when.phase == Phase::aside) {
    text = percent_decoded_twice(request.url) + "\n" + percent_decoded_twice(request.post_data);
  }
  for (const SentFrame& frame : request.sent_frames) {
    if (frame.when.phase == Phase::aside) text += "\n" + frame.text;
  }
  return text;
}

// How the text is told in there; empty: not at all.
std::string form_in(const std::string& told, const TypedText& typed) {
  if (told.find(typed.text) != std::string::npos) return "as it was typed";
  for (const ValueForm& form : forms_of(typed.text)) {
    if (told.find(form.text) != std::string::npos) return "as " + std::string(form.how);
  }
  const std::string beginning = typed.text.substr(0, kTelling);
  if (beginning.size() == kTelling && told.find(beginning) != std::string::npos)
    return "as far as it was typed";
  return {};
}

void add_listeners(const RunView& run, const std::vector<SentRequest>& requests,
                   const TypedText& typed, Tally& tally) {
  for (const SentRequest& sent : requests) {
    if (!reaches_stranger(sent)) continue;
    const std::string form = form_in(told_by(sent), typed);
    if (form.empty()) continue;
    const bool tracks = grade_of(sent) == TrackerGrade::tracking;
    const std::string what = "carries what was typed into a field and not submitted, " + form;
    tally.add(run, {tracks ? Verdict::breach : Verdict::likely_breach,
                    name_of_party(*sent.facts, sent.request->url), evidence_of(sent, what)});
  }
}

// Fields were looked for on a page that answered, and there were none.
bool found_no_field(const RunObservation& aside) {
  const auto looked = [](const Trial& trial) { return trial.when.step == Step::typing; };
  const auto failed = [](const Limitation& limitation) { return limitation.topic == "typing"; };
  return aside.typed.empty() && std::ranges::any_of(aside.trials, looked) &&
         std::ranges::none_of(aside.limitations, failed);
}

}  // namespace

Finding listening_in(const Question& question) {
  std::vector<const RunView*> runs;
  std::vector<const AsideView*> typing;
  bool without_field = false;
  for (const AsideView& aside : question.site.asides()) {
    without_field = without_field || found_no_field(*aside.view.run);
    if (aside.view.run->typed.empty()) continue;
    runs.push_back(aside.before);
    typing.push_back(&aside);
  }
  if (typing.empty() && without_field) {
    return without_verdict(Verdict::not_applicable,
                           "the page has no field that a name or an e-mail address could be typed "
                           "into before a choice");
  }
  if (typing.empty()) {
    return without_verdict(Verdict::not_measured, "nothing was typed into a field of the page");
  }
  // Nobody else can know the text, so that one profile says it all.
  Tally tally(Phase::aside, runs);
  for (const AsideView* aside : typing) {
    for (const TypedText& typed : aside->view.run->typed) {
      add_listeners(*aside->before, aside->before->requests, typed, tally);
      add_listeners(*aside->before, aside->view.requests, typed, tally);
    }
  }
  return tally.conclude(
      "What was typed into a field, and never submitted, went to third parties before any choice",
      "What was typed into a field and not submitted was seen going to no third party.");
}

}  // namespace consentry
