// SPDX-License-Identifier: Apache-2.0
// A run in which consent was given on one site and another was opened then: what belongs to which.
#pragma once

#include <string>
#include <vector>

#include "core/judge/site_view.h"

namespace consentry {

// What the second site's own page showed and said: looks at it, its consent interfaces, what it keeps
// for itself. What merely lies in the profile from the first site is left out.
RunObservation second_site_of(const RunObservation& run);

// The first address asked for in the step; empty when the run did not get there.
std::string second_address(const RunObservation& run);
// Registrable domain of the page that it ended on; empty likewise.
std::string second_page_site(const RunObservation& run);

// Looks at the first site's banner in this run, before the other was opened.
std::vector<const BannerView*> first_site_banners(const RunObservation& run);

}  // namespace consentry
