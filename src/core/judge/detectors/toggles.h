// SPDX-License-Identifier: Apache-2.0
// Toggles of a banner's layers.
#pragma once

#include <vector>

#include "core/judge/detectors/detector.h"

namespace consentry {

bool is_toggle(const BannerControl& control);
// Custom switches hide their input; what has a place in the banner can still be used.
bool can_be_used(const BannerControl& control);

// The runs that saw toggles before anything was touched. When there is none, `otherwise` and
// `reason`: not measured when nobody opened the settings.
Speakers runs_with_toggles(const SiteView& site);

}  // namespace consentry
