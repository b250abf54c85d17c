// SPDX-License-Identifier: Apache-2.0
// Which facts of a site make a rule apply: one row a rule. truth.cc joins the tables, each of which
// lives in a file of its own name.
#pragma once

#include <span>
#include <string_view>

#include "lab/facts.h"

namespace consentry::lab {

// `undefined`: the facts leave open whether the rule applies, so neither answer is demanded.
enum class Answer { no, yes, undefined };
constexpr Answer answer(bool yes) { return yes ? Answer::yes : Answer::no; }

// Facts of one site, and what only the whole web shows.
struct Situation {
  const Facts& facts;
  bool shared_id_elsewhere;  // a company with a shared identifier here has it on another site too
  bool reach_elsewhere;      // a company that identifies without permission here does so elsewhere
};

struct TruthRow {
  std::string_view rule;
  Stage stage;  // where the finding belongs
  Answer (*applies)(const Situation&);
};

std::span<const TruthRow> observation_truth();
std::span<const TruthRow> banner_truth();
std::span<const TruthRow> choice_truth();
std::span<const TruthRow> declaration_truth();

}  // namespace consentry::lab
