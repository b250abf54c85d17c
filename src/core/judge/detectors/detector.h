// SPDX-License-Identifier: Apache-2.0
// A detector answers one question about one phase of one site. Pure functions: what they may look
// at is in Question. They set verdict, summary, evidence and run counts; judge_site adds rule,
// phase and severity and applies a profile's ceiling.
#pragma once

#include <string_view>
#include <vector>

#include "core/judge/declaration.h"
#include "core/judge/rule_book.h"
#include "core/judge/site_view.h"
#include "core/judge/tally.h"

namespace consentry {

struct Question {
  const SiteView& site;
  const Rule& rule;
  const RuleBook& book;
  std::string_view profile;
  Phase phase;
  const Declaration& declaration;

  [[nodiscard]] double threshold(std::string_view key) const {
    return book.threshold(rule, key, profile);
  }
};

using Detect = Finding (*)(const Question&);

struct Detector {
  std::string_view name;                     // as rules write it
  Detect detect;                             // null: judged across sites, not for one
  std::vector<std::string_view> thresholds;  // keys that a rule with this detector must define
};

const std::vector<Detector>& detectors();
const Detector* find_detector(std::string_view name);

}  // namespace consentry
