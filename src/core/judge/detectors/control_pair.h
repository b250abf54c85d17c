// SPDX-License-Identifier: Apache-2.0
// Accepting and refusing side by side on the first layer, for the rules that compare the two.
#pragma once

#include <optional>
#include <string_view>

#include "core/judge/detectors/detector.h"

namespace consentry {

struct ControlPair {
  const BannerView* layer = nullptr;
  const BannerControl* accept = nullptr;
  const BannerControl* refuse = nullptr;
};

// As the run saw it last before anything was touched: banners fade and slide in, and only the end
// counts. Empty when no look shows both.
std::optional<ControlPair> control_pair(const RunView& run);

// What one pair shows; a weight of `pass` speaks for nothing. Empty: the log does not tell.
using Comparison = std::optional<Sign> (*)(const Question&, const ControlPair&);

// Compares in every run that saw a pair. Not applicable without one, not measured when no log tells.
Finding compare_pairs(const Question& question, Comparison compare, std::string_view head,
                      std::string_view clear);

// "'Reject all'": the label as findings quote it.
std::string quoted(const BannerControl& control);
// The contrast of a control's filling with what it stands on: 1 when it has none of its own.
double stands_out(const BannerView& layer, const BannerControl& control);
// How far declared styles can be trusted to tell a control's filling.
enum class FillKnown {
  told,
  drawn,  // a gradient, of which the log holds the first colour: it has a filling, which may change
  untold,  // a picture, a filter or something over it decides; the declared colours may be anything
};
FillKnown fill_known(const BannerControl& control);
// A sign about the pair's refusal.
Sign pair_sign(const ControlPair& pair, Verdict weight, std::string text);

}  // namespace consentry
