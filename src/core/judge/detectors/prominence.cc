// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/banner_design.h"
#include "core/judge/detectors/control_pair.h"
#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

// A fault needs to know how little the refusal is filled; that accepting is filled, also with a
// gradient, is enough on its side.
bool is_certain(const ControlPair& pair, bool fault) {
  const FillKnown accept = fill_known(*pair.accept);
  const FillKnown refuse = fill_known(*pair.refuse);
  if (accept == FillKnown::untold || refuse == FillKnown::untold) return false;
  return !fault || refuse == FillKnown::told;
}

std::optional<Sign> compared(const Question& question, const ControlPair& pair) {
  const double ratio =
      stands_out(*pair.layer, *pair.accept) / stands_out(*pair.layer, *pair.refuse);
  const bool alike = ratio <= question.threshold("alike_up_to");
  if (!is_certain(pair, !alike)) return std::nullopt;
  if (alike) return Sign{Verdict::pass, {}, {}};
  const bool ghost = pair.accept->filled && !pair.refuse->filled;
  const bool far = ghost || ratio > question.threshold("far_from");
  std::string text = quoted(*pair.accept) + " stands out from the banner " +
                     ratio_text(ratio, "times") + " as much as " + quoted(*pair.refuse);
  if (ghost) text += ", which is not filled at all";
  return pair_sign(pair, far ? Verdict::likely_breach : Verdict::risk, std::move(text));
}

}  // namespace

Finding prominence(const Question& question) {
  return compare_pairs(question, compared, "Accepting is made to stand out, refusing is not",
                       "Refusing stands out as much as accepting.");
}

}  // namespace consentry
