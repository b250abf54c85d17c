// SPDX-License-Identifier: Apache-2.0
#include "lab/truth_rows.h"

namespace consentry::lab {
namespace {

bool has(const Situation& s, Flaw flaw) { return s.facts.flaw == flaw; }
template <Flaw flaw>
Answer flawed(const Situation& s) {
  return answer(has(s, flaw));
}

bool pairs(const Facts& f) { return f.has_banner && f.refuse_layer == 1; }
bool is_own(const Facts& f) { return f.manager == Manager::own; }

// Fillings count, not outlines; 1.5 is the rule book's own default.
Answer stands_out(const Situation& s) {
  constexpr double kAlike = 1.5;
  // Klaro's colours are its own matter; the lab does not paint them.
  if (s.facts.manager == Manager::klaro && pairs(s.facts)) return Answer::undefined;
  if (!pairs(s.facts) || !is_own(s.facts)) return Answer::no;
  return answer(s.facts.accept_prominence > kAlike);
}

// Most libraries give their buttons the room that their words take; the lab's own banner and
// CookieConsent 3 draw them alike.
Answer smaller(const Situation& s) {
  const bool alike = is_own(s.facts) || s.facts.manager == Manager::vanilla_cookieconsent;
  if (!alike && pairs(s.facts)) return Answer::undefined;
  return flawed<Flaw::small_refusal>(s);
}

Answer wall(const Situation& s) {
  const Facts& f = s.facts;
  const bool closed = is_own(f) && f.layout == Layout::modal && f.refuse_layer == 0;
  return answer(closed || has(s, Flaw::implied_consent));
}

Answer closing_consents(const Situation& s) {
  return answer(has(s, Flaw::waiting_consents) || has(s, Flaw::escape_consents) ||
                has(s, Flaw::cross_consents));
}

constexpr TruthRow kRows[] = {
    {"UI-03", Stage::before, flawed<Flaw::refuse_is_text>},
    {"UI-04", Stage::before, flawed<Flaw::refuse_outside>},
    {"UI-06", Stage::before, stands_out},
    {"UI-07", Stage::before, smaller},
    {"UI-08", Stage::before, flawed<Flaw::quiet_letters>},
    {"UI-09", Stage::before, flawed<Flaw::refuse_below>},
    {"UI-11", Stage::before, flawed<Flaw::legitimate_interest>},
    {"UI-12", Stage::before, flawed<Flaw::save_trap>},
    {"UI-13", Stage::before, closing_consents},
    {"UI-14", Stage::before, flawed<Flaw::scrolling_consents>},
    {"UI-15", Stage::before, wall},
    {"UI-16", Stage::before, flawed<Flaw::consent_or_pay>},
    {"UI-17", Stage::before, flawed<Flaw::foreign_language>},
    {"UI-18", Stage::before,
     [](const Situation& s) {
       return answer(has(s, Flaw::silent_text) || has(s, Flaw::vague_text));
     }},
    {"UI-19", Stage::before, flawed<Flaw::vague_text>},
    {"UI-20", Stage::before, flawed<Flaw::steering_text>},
    {"UI-21", Stage::before, flawed<Flaw::one_toggle>},
    {"UI-23", Stage::before, flawed<Flaw::phone_loses_refusal>},
    {"UI-25", Stage::before, flawed<Flaw::slow_refusal>},
    {"UI-26", Stage::before, flawed<Flaw::asks_again>},
    {"UI-27", Stage::before, [](const Situation&) { return Answer::no; }},  // a rule of Italy's
    {"UI-28", Stage::before, flawed<Flaw::mouse_only>},
    {"UI-29", Stage::before, flawed<Flaw::long_text>},
};

}  // namespace

std::span<const TruthRow> banner_truth() { return kRows; }

}  // namespace consentry::lab
