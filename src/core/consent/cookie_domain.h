// SPDX-License-Identifier: Apache-2.0
// Whether browsers would take a choice that is kept for a configuration's `cookieDomain` (RFC 6265
// section 5.3, steps 5 and 6): refused silently, it would be asked for again on every page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace consentry {

// `origins` of the site, its own first: one of them at least must lie within the domain. Sisters
// have sites and cookies of their own and do not count. invalid_input says what to write instead.
Status check_cookie_domain(std::string_view domain, const std::vector<std::string>& origins);

}  // namespace consentry
