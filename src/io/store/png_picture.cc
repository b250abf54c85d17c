// SPDX-License-Identifier: Apache-2.0
#include "io/store/png_picture.h"

#include <png.h>
#include <string>

namespace consentry {
namespace {

// libpng's own state is let go of on every way out.
struct Image {
  png_image it{};
  Image() { it.version = PNG_IMAGE_VERSION; }
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  ~Image() { png_image_free(&it); }
};

Error not_a_png(const Image& image) {
  return {ErrorKind::corrupt, "not a whole PNG: " + std::string(image.it.message)};
}

}  // namespace

Result<Raster> decode_png(std::string_view bytes) {
  if (bytes.size() > kMaxPngBytes)
    return Error{ErrorKind::exhausted, "a PNG of more bytes than a picture of a control has"};
  Image image;
  if (png_image_begin_read_from_memory(&image.it, bytes.data(), bytes.size()) == 0)
    return not_a_png(image);
  const std::size_t width = image.it.width;
  const std::size_t height = image.it.height;
  if (width == 0 || height == 0 || width > kMaxPngPixels / height)
    return Error{ErrorKind::exhausted, "a PNG of more pixels than a picture of a control has"};
  image.it.format = PNG_FORMAT_RGB;
  Raster raster{width, height, std::vector<std::uint8_t>(width * height * 3)};
  constexpr png_color kWhite{255, 255, 255};
  if (png_image_finish_read(&image.it, &kWhite, raster.rgb.data(), 0, nullptr) == 0)
    return not_a_png(image);
  return raster;
}

}  // namespace consentry
