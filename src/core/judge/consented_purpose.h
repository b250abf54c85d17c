// SPDX-License-Identifier: Apache-2.0
// Consent to one purpose alone (Phase::one_purpose): which of a banner's toggles asks for what, and
// what was agreed to in a run. Only what a label says beyond doubt counts, as a wrong reading would
// accuse.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/judge/rule_book.h"
#include "core/judge/site_view.h"

namespace consentry {

// The category of purposes that a toggle's label heads: that of CategoryWords of which the heading
// holds words, when it holds those of no other. Of a label with a note below it the first line counts,
// as it stands in the banner's text. Empty: none, or it cannot be told.
std::string_view certain_category(const RuleBook& book, std::string_view banner_text,
                                  std::string_view label);

struct ConsentedPurpose {
  Purpose purpose = Purpose::unknown;  // statistics or preferences
  std::string label;                   // of the toggle that was left on
  EventRef at;                         // the look at the toggles before they were saved
  std::set<Purpose> left_off;          // whose toggles were seen to be off
};

// As the last look before the saving click shows the toggles, which must all be known or off. Empty:
// no such choice was made, or what was agreed to cannot be told.
std::optional<ConsentedPurpose> consented_purpose(const RuleBook& book, const RunView& run);

}  // namespace consentry
