// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/banner_design.h"
#include "core/judge/detectors/control_pair.h"

namespace consentry {
namespace {

// Something around the words makes a button of them. Empty: styles do not tell.
std::optional<bool> is_set_off(const BannerControl& control) {
  if (control.filled) return true;
  if (!control.look) return std::nullopt;
  if (control.look->bordered) return true;
  // A picture or a gradient may draw the button that no filling or border does.
  if (fill_known(control) != FillKnown::told) return std::nullopt;
  return false;
}

std::optional<Sign> compared(const Question& /*question*/, const ControlPair& pair) {
  const auto accept = is_set_off(*pair.accept);
  const auto refuse = is_set_off(*pair.refuse);
  if (!accept || !refuse) return std::nullopt;
  if (!*accept || *refuse) return Sign{Verdict::pass, {}, {}};
  const bool in_text = pair.refuse->in_paragraph;
  return pair_sign(pair, in_text ? Verdict::breach : Verdict::likely_breach,
                   quoted(*pair.accept) + " is a button, " + quoted(*pair.refuse) +
                       (in_text ? " a part of the text" : " bare text"));
}

}  // namespace

Finding refuse_as_text(const Question& question) {
  return compare_pairs(question, compared, "Accepting is a button, refusing is only text",
                       "Refusing is as much a button as accepting.");
}

}  // namespace consentry
