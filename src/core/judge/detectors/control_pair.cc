// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/control_pair.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/judge/banner_looks.h"
#include "core/judge/evidence_text.h"
#include "core/observe/contrast.h"

namespace consentry {
namespace {

// Of what the finder names (doubts.ts), that which changes what lies behind the text. What changes only
// the letters, or has been composited already, is left out.
constexpr std::array<std::string_view, 8> kChangeGround = {
    "background-image", "backdrop-filter", "filter", "blend", "mask",
    "overlap",          "pseudo-element",  "image"};

}  // namespace

std::optional<ControlPair> control_pair(const RunView& run) {
  std::optional<ControlPair> last;
  for (const BannerView* layer : untouched_layers(run)) {
    if (layer->layer != 1) continue;
    const ControlPair pair{layer, chief_control(*layer, Intent::accept_all),
                           chief_control(*layer, Intent::refuse_all)};
    if (pair.accept != nullptr && pair.refuse != nullptr) last = pair;
  }
  return last;
}

Finding compare_pairs(const Question& question, Comparison compare, std::string_view head,
                      std::string_view clear) {
  const Speakers speakers = runs_with_banner(question.site);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  std::vector<const RunView*> told;
  std::vector<Sign> signs;  // of the runs told
  bool paired = false;
  for (const RunView* run : speakers.runs) {
    const auto pair = control_pair(*run);
    paired = paired || pair;
    auto sign = pair ? compare(question, *pair) : std::nullopt;
    if (!sign) continue;
    told.push_back(run);
    signs.push_back(*std::move(sign));
  }
  if (!paired) {
    return without_verdict(Verdict::not_applicable,
                           "the first layer does not offer both accepting and refusing");
  }
  if (told.empty()) {
    return without_verdict(Verdict::not_measured, "the log does not tell how the controls look");
  }
  Tally tally(question.phase, told);
  for (std::size_t i = 0; i < told.size(); ++i) tally.add(*told[i], std::move(signs[i]));
  return tally.conclude(head, clear);
}

std::string quoted(const BannerControl& control) {
  return control.label.empty() ? "a control without name"
                               : "'" + shortened(control.label, 60) + "'";
}

double stands_out(const BannerView& layer, const BannerControl& control) {
  return contrast_ratio(control.fill, control.look ? control.look->ground : layer.fill);
}

FillKnown fill_known(const BannerControl& control) {
  const auto& doubts = control.style_doubts;
  const bool untold = std::ranges::any_of(doubts, [](const std::string& doubt) {
    return std::ranges::find(kChangeGround, doubt) != kChangeGround.end();
  });
  if (untold) return FillKnown::untold;
  return std::ranges::find(doubts, "gradient") != doubts.end() ? FillKnown::drawn : FillKnown::told;
}

Sign pair_sign(const ControlPair& pair, Verdict weight, std::string text) {
  Sign sign;
  sign.weight = weight;
  sign.subject = quoted(*pair.refuse);
  sign.evidence.at = pair.layer->at;
  sign.evidence.text = std::move(text);
  return sign;
}

}  // namespace consentry
