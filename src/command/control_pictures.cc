// SPDX-License-Identifier: Apache-2.0
#include "command/control_pictures.h"

#include <optional>
#include <string>

#include "command/file_bytes.h"
#include "core/base/digest.h"
#include "core/observe/observation.h"
#include "io/store/png_picture.h"

namespace consentry {
namespace {

PixelContrast untold(std::string reason) { return {std::nullopt, std::move(reason)}; }

PixelContrast shown_by(const std::filesystem::path& folder, const ControlPicture& picture) {
  const std::filesystem::path name(picture.file);
  if (picture.file.empty() || name.filename() != name || picture.file.front() == '.')
    return untold("the log names no file for it");
  const auto bytes = read_file(folder / name, kMaxPngBytes);
  if (!bytes) return untold(picture.file + " cannot be read");
  if (sha256_hex(*bytes) != picture.sha256)
    return untold(picture.file + " is not the picture that was taken");
  const auto raster = decode_png(*bytes);
  return raster ? pixel_contrast(*raster) : untold(picture.file + ": " + raster.error().text());
}

PixelContrast shown_by_all(const std::filesystem::path& folder, const BannerControl& control) {
  if (control.pictures.size() < 2)
    return untold("a second picture, to know it at rest, is missing");
  std::optional<PixelContrast> all;
  for (const ControlPicture& picture : control.pictures) {
    const PixelContrast one = shown_by(folder, picture);
    all = all ? agreed(*all, one) : one;
  }
  return *all;
}

}  // namespace

void read_control_pictures(const std::filesystem::path& folder, RunObservation& run) {
  for (BannerView& view : run.banner_views) {
    for (BannerControl& control : view.controls) {
      const bool asked = control.intent == Intent::refuse_all && !control.pictures.empty();
      if (asked) control.pixels = shown_by_all(folder, control);
    }
  }
}

}  // namespace consentry
