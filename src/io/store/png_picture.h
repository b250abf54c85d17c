// SPDX-License-Identifier: Apache-2.0
// Pictures of single controls, as a run keeps them (PNG, ISO/IEC 15948; by libpng). The browser that made
// them is not trusted more than any sender: a stored scan may come from anywhere.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/error.h"
#include "core/observe/raster.h"

namespace consentry {

// A control's text at twice its size takes some 20,000; a whole window of 1,366 by 768 at twice its size
// stays below as well. Three bytes each are what a picture that is damaged on purpose can make us take.
inline constexpr std::size_t kMaxPngPixels = std::size_t{6} << 20U;
// Pictures of flat surfaces take less than a byte a pixel; larger files are none of ours.
inline constexpr std::size_t kMaxPngBytes = std::size_t{8} << 20U;

// Transparent pixels are composited over white, what browsers start from.
// corrupt: no whole PNG; exhausted: beyond the limits.
Result<Raster> decode_png(std::string_view bytes);

}  // namespace consentry
