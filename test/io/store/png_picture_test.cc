// SPDX-License-Identifier: Apache-2.0
// The pictures are the fuzzer's seeds, whose names say what they hold.
#include "io/store/png_picture.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace consentry {
namespace {

std::string seed(const std::string& name) {
  std::ifstream file(CONSENTRY_SOURCE_DIR "/test/fuzz/corpus/png_picture/" + name,
                     std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

int level(const Raster& picture, std::size_t x, std::size_t y, std::size_t channel) {
  return picture.rgb.at((y * picture.width + x) * 3 + channel);
}

TEST(PngPicture, GivesThePixelsAsTheyWereKept) {
  const auto white = decode_png(seed("text_on_white"));
  ASSERT_TRUE(white) << white.error().text();
  EXPECT_EQ(white->width, 48u);
  EXPECT_EQ(white->height, 24u);
  EXPECT_EQ(level(*white, 0, 0, 0), 255);
  EXPECT_EQ(level(*white, 0, 12, 1), 40);
  const auto gradient = decode_png(seed("text_on_gradient"));
  ASSERT_TRUE(gradient) << gradient.error().text();
  EXPECT_EQ(level(*gradient, 20, 3, 0), 100);
  EXPECT_EQ(level(*gradient, 20, 3, 1), 60);
  EXPECT_EQ(level(*gradient, 20, 3, 2), 197);
}

TEST(PngPicture, KnowsPalettesAndWhatShinesThrough) {
  const auto palette = decode_png(seed("palette"));
  ASSERT_TRUE(palette) << palette.error().text();
  EXPECT_EQ(level(*palette, 0, 0, 0), 255);
  EXPECT_EQ(level(*palette, 1, 0, 0), 0);
  const auto grey = decode_png(seed("see_through"));
  ASSERT_TRUE(grey) << grey.error().text();
  EXPECT_GT(level(*grey, 4, 4, 0), 100);
  EXPECT_LT(level(*grey, 4, 4, 0), 200);
}

TEST(PngPicture, RefusesWhatIsNoneOrTooLarge) {
  for (const std::string& bytes : {std::string(), std::string("GIF89a"), seed("cut_off"),
                                   seed("text_on_white").substr(0, 40)}) {
    const auto read = decode_png(bytes);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind(), ErrorKind::corrupt);
  }
  EXPECT_EQ(decode_png(seed("huge_header")).error().kind(), ErrorKind::exhausted);
  EXPECT_EQ(decode_png(std::string(kMaxPngBytes + 1, 'x')).error().kind(), ErrorKind::exhausted);
}

}  // namespace
}  // namespace consentry
