// SPDX-License-Identifier: Apache-2.0
#include "lab/truth_rows.h"

namespace consentry::lab {
namespace {

template <Declared kHow>
Answer declares(const Situation& s) {
  return answer(s.facts.declared == kHow);
}

constexpr TruthRow kRows[] = {
    {"ACC-01", Stage::accept, declares<Declared::incompletely>},
    {"ACC-03", Stage::accept, declares<Declared::too_briefly>},
    {"ACC-05", Stage::accept, declares<Declared::without_transfers>},
    {"PRE-16", Stage::before,
     [](const Situation&) { return Answer::no; }},  // not for all of the EU
    {"DEC-01", Stage::before, declares<Declared::nothing>},
    {"DEC-02", Stage::before, declares<Declared::without_durations>},
    {"DEC-03", Stage::accept, declares<Declared::too_much>},
    {"DEC-04", Stage::before, declares<Declared::by_interest>},
};

}  // namespace

std::span<const TruthRow> declaration_truth() { return kRows; }

}  // namespace consentry::lab
