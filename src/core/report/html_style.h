// SPDX-License-Identifier: Apache-2.0
// The look of the HTML reports: one style sheet for both pages. Verdicts are told apart by word and
// symbol first, then by colours that differ in lightness and in blue against red-yellow, so that
// readers with any colour vision see them; text keeps a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3).
#pragma once

#include <string>
#include <string_view>

namespace consentry {

std::string_view style_text();
// A style's source in a Content-Security-Policy: "sha256-…" (CSP Level 3, 2.3.1).
std::string style_hash(std::string_view style = style_text());

}  // namespace consentry
