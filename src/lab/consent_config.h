// SPDX-License-Identifier: Apache-2.0
// What a site's own scripts read: its banner, its tags and their gates, as one script that defines
// `siteConsent`.
#pragma once

#include <string>

#include "lab/lab_web.h"

namespace consentry::lab {

// Host of the fictional consent provider whose banners come from a frame of its own.
inline constexpr std::string_view kFrameProvider = "choice.permitto.example";

// `framed`: for the document inside the banner's frame.
std::string consent_config(const Site& site, const Assets& assets, bool framed);

}  // namespace consentry::lab
