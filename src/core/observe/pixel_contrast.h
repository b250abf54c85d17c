// SPDX-License-Identifier: Apache-2.0
// How well a text can be told from what lies behind it, read from a picture of it: for what declared
// styles cannot tell (pictures and gradients behind it, filters, blending, what lies over it).
// Ratios as in contrast.h.
#pragma once

#include <optional>
#include <string>

#include "core/observe/raster.h"

namespace consentry {

struct PixelContrast {
  // The most favourable reading: of the part of the text that stands out best from what lies right
  // behind it. Empty: the picture does not tell.
  std::optional<double> ratio;
  std::string reason;  // why it does not; empty otherwise
};

// `picture` shows one line or block of text and little more: what surrounds the letters is the
// majority of it. The ground may be one colour or change smoothly over the picture; on any other one
// text and ground cannot be told apart, and there is no ratio.
PixelContrast pixel_contrast(const Raster& picture);

// What two pictures of the same text, taken one after the other, say together. They must agree, else
// it moves or fades and neither shows what a visitor is left with.
PixelContrast agreed(const PixelContrast& earlier, const PixelContrast& later);

}  // namespace consentry
