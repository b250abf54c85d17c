// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/judge/detectors/banner_design.h"
#include "core/judge/detectors/control_pair.h"

namespace consentry {
namespace {

// Weights are given in hundreds; less than that is no choice of a designer's.
constexpr double kWeightStep = 100;

void add(std::string& list, bool differs, std::string_view what) {
  if (differs) list += (list.empty() ? "" : ", ") + std::string(what);
}

std::string differences(const Question& question, const ControlPair& pair) {
  const BannerControl& accept = *pair.accept;
  const BannerControl& refuse = *pair.refuse;
  std::string list;
  add(list, accept.font_px - refuse.font_px > question.threshold("size_px"), "smaller letters");
  add(list, accept.font_weight - refuse.font_weight >= kWeightStep, "thinner letters");
  if (accept.look && refuse.look) {
    add(list, accept.look->font_family != refuse.look->font_family, "another font");
    add(list, accept.look->font_style != refuse.look->font_style, "another slant");
  }
  return list;
}

std::optional<Sign> compared(const Question& question, const ControlPair& pair) {
  const std::string list = differences(question, pair);
  if (!list.empty()) {
    return pair_sign(pair, Verdict::risk,
                     quoted(*pair.refuse) + " has " + list + " than " + quoted(*pair.accept));
  }
  if (!pair.accept->look || !pair.refuse->look) return std::nullopt;
  return Sign{Verdict::pass, {}, {}};
}

}  // namespace

Finding text_treatment(const Question& question) {
  return compare_pairs(question, compared, "The words to refuse are set more quietly",
                       "The words to refuse and to accept are set alike.");
}

}  // namespace consentry
