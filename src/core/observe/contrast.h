// SPDX-License-Identifier: Apache-2.0
// How well a text can be told from what lies behind it: WCAG 2.2, "relative luminance" and
// "contrast ratio" in the glossary; thresholds in success criteria 1.4.3 and 1.4.11.
#pragma once

namespace consentry {

struct Colour;

// `over` painted on `under`, which is taken as opaque: source-over in sRGB, as browsers paint.
Colour composited(const Colour& over, const Colour& under);

// 0 (black) to 1 (white). Alpha is not looked at.
double relative_luminance(const Colour& colour);

// 1 (the same) to 21 (black on white). Both colours as they are seen: what shines through is
// composited first, text over its fill, the fill over white, which is what browsers start from.
double contrast_ratio(const Colour& text, const Colour& fill);

}  // namespace consentry
