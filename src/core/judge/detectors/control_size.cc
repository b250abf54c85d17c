// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/banner_design.h"
#include "core/judge/detectors/control_pair.h"

namespace consentry {
namespace {

double area(const BannerControl& control) { return control.rect.width * control.rect.height; }

std::optional<Sign> compared(const Question& question, const ControlPair& pair) {
  if (area(*pair.accept) <= 0 || area(*pair.refuse) <= 0) return std::nullopt;
  const double share = area(*pair.refuse) / area(*pair.accept);
  if (share >= question.threshold("alike_from")) return Sign{Verdict::pass, {}, {}};
  const bool small = share < question.threshold("small_below");
  const int percent = static_cast<int>(share * 100);
  return pair_sign(pair, small ? Verdict::likely_breach : Verdict::risk,
                   quoted(*pair.refuse) + " has " + std::to_string(percent) + " % of the area of " +
                       quoted(*pair.accept));
}

}  // namespace

Finding control_size(const Question& question) {
  return compare_pairs(question, compared,
                       "The control to refuse is smaller than the one to accept",
                       "The control to refuse is no smaller than the one to accept.");
}

}  // namespace consentry
