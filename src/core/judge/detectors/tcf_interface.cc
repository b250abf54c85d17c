// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/after_choice.h"
#include "core/judge/tc_strings.h"

namespace consentry {
namespace {

// What is wrong with an answer of the interface after a choice; empty: nothing.
std::string fault_of(const ConsentSignals& answer) {
  if (answer.tcf_gdpr_applies == false) return {};
  if (!answer.tcf_gdpr_applies) return "it does not say whether the GDPR applies";
  if (answer.tc_string.empty()) return "it gives no TC string although a choice was made";
  const auto read = read_tc_string(answer.tc_string, Strictness::lenient);
  return read ? std::string() : "its TC string cannot be read: " + read.error().text();
}

}  // namespace

Finding tcf_interface(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool any = false;
  for (const RunView* run : speakers.runs) {
    const Window window{question.phase, run->timeline.decided_at(question.phase)};
    const auto answers = tcf_answers(*run, window);
    if (answers.empty()) continue;
    any = true;
    const std::string fault = fault_of(*answers.back());
    if (fault.empty()) continue;
    Sign sign;
    sign.weight = Verdict::risk;
    sign.evidence.at = answers.back()->at;
    sign.evidence.text = "Asked by __tcfapi, " + fault;
    tally.add(*run, std::move(sign));
  }
  if (!any) return without_verdict(Verdict::not_applicable, "the page has no TCF interface");
  return tally.conclude("The TCF interface does not answer vendors completely",
                        "The TCF interface answers vendors completely.");
}

Finding disclosed_vendors(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  bool any = false;
  for (const RunView* run : speakers.runs) {
    const Window window{question.phase, run->timeline.decided_at(question.phase)};
    for (const SeenTcString& seen : tc_strings_at_end(*run, window)) {
      any = true;
      for (const StringProblem& problem : seen.tc.problems) {
        // The reader names the segment only in strings that were made since it is mandatory.
        if (problem.where != "disclosedVendors" || seen.tc.vendors_disclosed) continue;
        Sign sign;
        sign.weight = Verdict::likely_breach;
        sign.evidence.at = seen.at;
        sign.evidence.text = "The TC string (" + seen.where + "): " + sentence(problem);
        tally.add(*run, std::move(sign));
      }
    }
  }
  if (!any) return without_verdict(Verdict::not_applicable, "no TC string was given out");
  return tally.conclude("The TC string does not say which vendors were disclosed",
                        "The TC string says which vendors were disclosed, as its date demands.");
}

}  // namespace consentry
