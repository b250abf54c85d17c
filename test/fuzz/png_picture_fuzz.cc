// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/observe/pixel_contrast.h"
#include "io/store/png_picture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto picture = consentry::decode_png({reinterpret_cast<const char*>(data), size});
  if (!picture) return 0;
  if (picture->rgb.size() != picture->width * picture->height * 3) std::abort();
  // What is decoded is read; more than a control has would only make the fuzzer slow.
  constexpr std::size_t kMostRead = 1U << 16U;
  if (picture->rgb.size() > kMostRead * 3) return 0;
  const auto read = consentry::pixel_contrast(*picture);
  if (read.ratio ? !(*read.ratio >= 1 && *read.ratio <= 21.0001) : read.reason.empty())
    std::abort();
  return 0;
}
