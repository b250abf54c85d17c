// SPDX-License-Identifier: Apache-2.0
#include "lab/truth_rows.h"

namespace consentry::lab {
namespace {

bool reads_tcf(const Facts& f) {
  return f.signal == SignalKind::tcf || f.signal == SignalKind::gpp;
}

// Whether a scan can withdraw where withdrawing is possible at all: a way back in the policy page
// only is left open.
Answer if_withdrawn(const Facts& f, bool found) {
  if (f.has_banner && f.reopen == Reopen::policy_page) return Answer::undefined;
  return answer(f.can_withdraw && found);
}

bool claims_after_withdrawal(const Facts& f) {
  if (f.signal == SignalKind::none) return false;
  return f.claim == Claim::after_refusal || f.claim == Claim::after_withdrawal;
}

// Klaro offers no refusal of everything once consent was given: whether its switch for all services
// makes that up is left open.
Answer withdrawal_effort(const Facts& f) {
  if (f.manager == Manager::klaro) return Answer::undefined;
  return if_withdrawn(f, f.faults.withdraw_by_toggles);
}

constexpr TruthRow kRows[] = {
    {"REJ-05", Stage::refuse,
     [](const Situation& s) {
       return answer(s.facts.can_refuse && reads_tcf(s.facts) &&
                     s.facts.faults.legitimate_interest);
     }},
    {"REJ-06", Stage::refuse,
     [](const Situation& s) {
       return answer(s.facts.can_refuse && s.facts.faults.forgets_refusal);
     }},
    {"REJ-07", Stage::refuse,
     [](const Situation& s) {
       return answer(s.facts.can_refuse && s.facts.records_choice_in_cookie &&
                     s.facts.faults.short_refusal);
     }},
    {"UI-24", Stage::refuse,
     [](const Situation& s) {
       return answer(s.facts.can_refuse && s.facts.records_choice_in_cookie &&
                     s.facts.faults.short_refusal);
     }},
    {"REJ-08", Stage::refuse,
     [](const Situation& s) { return answer(s.facts.can_refuse && s.facts.faults.turns_away); }},
    {"ACC-06", Stage::accept,
     [](const Situation& s) {
       const ChoiceFaults& faults = s.facts.faults;
       return answer(s.facts.has_banner && reads_tcf(s.facts) && faults.many_vendors &&
                     !faults.says_how_many);
     }},
    {"ACC-07", Stage::accept,
     [](const Situation& s) {
       return answer(s.facts.takes_consent_over && !s.facts.named_elsewhere);
     }},
    {"WDR-02", Stage::withdraw, [](const Situation& s) { return withdrawal_effort(s.facts); }},
    {"WDR-04", Stage::withdraw,
     [](const Situation& s) {
       return if_withdrawn(s.facts, s.facts.new_after_withdrawal.known_storage);
     }},
    {"WDR-05", Stage::withdraw,
     [](const Situation& s) { return if_withdrawn(s.facts, s.facts.cookies_stay); }},
    {"WDR-06", Stage::withdraw,
     [](const Situation& s) { return if_withdrawn(s.facts, s.facts.faults.panel_forgets); }},
    {"WDR-07", Stage::withdraw,
     [](const Situation& s) { return if_withdrawn(s.facts, claims_after_withdrawal(s.facts)); }},
    {"GPC-02", Stage::gpc,
     [](const Situation& s) {
       return answer(s.facts.signal != SignalKind::none && s.facts.claim == Claim::under_gpc);
     }},
    {"GPC-05", Stage::refuse, [](const Situation&) { return Answer::no; }},
    {"TCF-01", Stage::accept,
     [](const Situation& s) {
       return answer(s.facts.has_banner && s.facts.signal == SignalKind::tcf &&
                     s.facts.faults.incomplete_tcf);
     }},
    {"TCF-02", Stage::accept,
     [](const Situation& s) {
       return answer(s.facts.has_banner && reads_tcf(s.facts) &&
                     s.facts.faults.undisclosed_vendors);
     }},
    {"TCF-03", Stage::refuse,
     [](const Situation& s) { return answer(s.facts.vendor_against_string); }},
    {"GUC-01", Stage::accept,
     [](const Situation& s) {
       return answer(s.facts.has_banner && s.facts.publishes_for_google && !reads_tcf(s.facts));
     }},
    {"GCM-01", Stage::before,
     [](const Situation& s) {
       return answer(s.facts.faults.lying_hits && s.facts.hits_before_choice);
     }},
};

}  // namespace

std::span<const TruthRow> choice_truth() { return kRows; }

}  // namespace consentry::lab
