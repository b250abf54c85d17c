// SPDX-License-Identifier: Apache-2.0
// A picture as plain values, once something outside core has decoded it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace consentry {

struct Raster {
  std::size_t width = 0, height = 0;  // device pixels
  std::vector<std::uint8_t> rgb;      // three bytes a pixel, sRGB, row after row from the top
};

}  // namespace consentry
