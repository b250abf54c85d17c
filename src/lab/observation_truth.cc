// SPDX-License-Identifier: Apache-2.0
#include "lab/truth_rows.h"

namespace consentry::lab {
namespace {

const Activity& before(const Situation& s) { return s.facts.during(Stage::before); }

// Who keeps an identifier but sends it in a form too short or too hidden to tell, or only gets it
// back as a cookie with a later request, leaves the answer open.
Answer identifiers_read(const Situation& s) {
  if (before(s).read_back) return Answer::yes;
  return before(s).identifiers || before(s).tagged_files ? Answer::undefined : Answer::no;
}

constexpr TruthRow kRows[] = {
    {"PRE-05", Stage::before, identifiers_read},
    {"PRE-07", Stage::before, [](const Situation& s) { return answer(before(s).shared_id); }},
    {"PRE-08", Stage::before, [](const Situation& s) { return answer(before(s).click_id); }},
    {"PRE-09", Stage::before,
     [](const Situation& s) { return answer(s.facts.lends_name || s.facts.lends_address); }},
    {"PRE-10", Stage::before, [](const Situation& s) { return answer(before(s).tag_manager); }},
    {"PRE-11", Stage::before, [](const Situation& s) { return answer(before(s).denied_ping); }},
    {"PRE-12", Stage::before, [](const Situation& s) { return answer(s.facts.embeds); }},
    {"PRE-13", Stage::before, [](const Situation& s) { return answer(before(s).mail); }},
    {"PRE-14", Stage::before,
     [](const Situation& s) { return answer(s.facts.newsletter && before(s).listening); }},
    {"UI-22", Stage::before,
     [](const Situation& s) { return answer(s.facts.has_banner && s.facts.dead_policy); }},
    {"GPC-03", Stage::gpc, [](const Situation&) { return Answer::no; }},  // never more than info
    {"PRE-15", Stage::before, [](const Situation& s) { return answer(s.facts.own_domain); }},
    {"PRE-17", Stage::before, [](const Situation& s) { return answer(before(s).long_lived); }},
    {"PRE-20", Stage::before, [](const Situation& s) { return answer(s.facts.bounced); }},
};

}  // namespace

std::span<const TruthRow> observation_truth() { return kRows; }

}  // namespace consentry::lab
