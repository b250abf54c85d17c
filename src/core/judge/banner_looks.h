// SPDX-License-Identifier: Apache-2.0
// What was seen of the consent banner before a choice was made in it.
#pragma once

#include <vector>

#include "core/judge/site_view.h"

namespace consentry {

// Whether one run looked for a banner, and what came of it.
enum class BannerLook { not_looked, none, seen };
BannerLook look_of(const RunView& run);
// The line that a statement about the banner of a run rests on; the run must have looked.
EventRef look_line(const RunView& run);

// The first layer as it opened: the first look that found it, with controls when one has them. Null
// when the run saw none.
const BannerView* first_layer(const RunView& run);

// The first layer leads to settings that nobody opened in this run.
bool has_unopened_settings(const RunView& run);

// All looks at layers before anything was decided or toggled in the run.
std::vector<const BannerView*> untouched_layers(const RunView& run);

// The runs that saw a first layer with controls. When there is none, `otherwise` and `reason`.
Speakers runs_with_banner(const SiteView& site);

// The way to a choice began on a control of that intent and ended on one that the first layer did
// not show, or in a box that says something else: it was asked for again.
bool asked_again(const RunView& run, Phase phase, Intent intent);

// Of several visible controls of that intent the one that a visitor would take for it: in the box,
// not within running text, filled, the largest. Null when there is none.
const BannerControl* chief_control(const BannerView& view, Intent intent);

// A visible control of that intent; null when there is none.
const BannerControl* visible_control(const BannerView& view, Intent intent);

}  // namespace consentry
