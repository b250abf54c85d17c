// SPDX-License-Identifier: Apache-2.0
#include "core/observe/pixel_contrast.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>

#include "core/observe/contrast.h"
#include "core/observe/observation.h"

namespace consentry {
namespace {

constexpr Colour kWhite{255, 255, 255, 1};
constexpr Colour kBlack{0, 0, 0, 1};

using Paint = std::function<Colour(double x, double y)>;  // 0 to 1 over the picture

Paint plain(Colour colour) {
  return [colour](double, double) { return colour; };
}

Paint from_to(Colour left, Colour right) {
  return [=](double x, double) {
    return Colour{left.red + (right.red - left.red) * x,
                  left.green + (right.green - left.green) * x,
                  left.blue + (right.blue - left.blue) * x, 1};
  };
}

// Letters as a renderer draws them: stems with smoothed edges, the rows above and below free.
double ink_at(std::size_t x, std::size_t y, std::size_t height, std::size_t stem = 3) {
  if (y < height / 4 || y >= height - height / 4) return 0;
  const std::size_t in_letter = x % 11;
  if (in_letter == 0 || in_letter == stem + 1) return 0.4;
  return in_letter <= stem ? 1 : 0;
}

Raster written(const Paint& ground, const Paint& text, std::size_t stem = 3,
               std::size_t width = 160, std::size_t height = 36) {
  Raster picture{width, height, {}};
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const double across = static_cast<double>(x) / static_cast<double>(width - 1);
      const double down = static_cast<double>(y) / static_cast<double>(height - 1);
      Colour over = text(across, down);
      over.alpha *= ink_at(x, y, height, stem);
      const Colour seen = composited(over, ground(across, down));
      for (const double channel : {seen.red, seen.green, seen.blue})
        picture.rgb.push_back(static_cast<std::uint8_t>(std::lround(channel)));
    }
  }
  return picture;
}

TEST(PixelContrast, IsThatOfTheColoursOnAPlainGround) {
  for (const auto& [text, ground] : {std::pair{kBlack, kWhite},
                                     {kWhite, kBlack},
                                     {Colour{118, 118, 118, 1}, kWhite},
                                     {Colour{240, 240, 240, 1}, kWhite},
                                     {Colour{200, 0, 0, 1}, Colour{10, 40, 90, 1}}}) {
    const PixelContrast read = pixel_contrast(written(plain(ground), plain(text)));
    ASSERT_TRUE(read.ratio) << read.reason;
    EXPECT_NEAR(*read.ratio, contrast_ratio(text, ground), 0.02);
  }
}

TEST(PixelContrast, SmoothedEdgesDoNotLowerIt) {
  const PixelContrast thin = pixel_contrast(written(plain(kWhite), plain(kBlack), 1));
  ASSERT_TRUE(thin.ratio) << thin.reason;
  EXPECT_NEAR(*thin.ratio, 21, 0.01);
  const PixelContrast bold = pixel_contrast(written(plain(kWhite), plain(kBlack), 6));
  ASSERT_TRUE(bold.ratio) << bold.reason;
  EXPECT_NEAR(*bold.ratio, 21, 0.01);
}

TEST(PixelContrast, OnAGradientItIsThatOfTheBestPart) {
  const Colour grey{150, 150, 150, 1};
  const PixelContrast read = pixel_contrast(written(from_to(kWhite, grey), plain(grey)));
  ASSERT_TRUE(read.ratio) << read.reason;
  EXPECT_NEAR(*read.ratio, contrast_ratio(grey, kWhite), 0.35);
  EXPECT_LE(*read.ratio, contrast_ratio(grey, kWhite) + 0.05);
}

TEST(PixelContrast, FaintTextIsFaintOnAGradientOfManyColours) {
  const Paint ground = from_to({30, 60, 160, 1}, {200, 120, 40, 1});
  const Paint text = [&ground](double x, double y) {
    return composited({255, 255, 255, 0.1}, ground(x, y));
  };
  const PixelContrast read = pixel_contrast(written(ground, text));
  ASSERT_TRUE(read.ratio) << read.reason;
  EXPECT_LT(*read.ratio, 1.5);
  EXPECT_GT(*read.ratio, 1.1);
}

TEST(PixelContrast, FollowsACurvedGround) {
  const Paint ground = [](double x, double y) {
    const double near = 1 - (x - 0.5) * (x - 0.5) - (y - 0.4) * (y - 0.4);
    return Colour{40 * near, 90 * near, 120 * near, 1};
  };
  const PixelContrast read = pixel_contrast(written(ground, plain(kWhite)));
  ASSERT_TRUE(read.ratio) << read.reason;
  EXPECT_GT(*read.ratio, 7);
}

TEST(PixelContrast, IsNotToldWithoutText) {
  const PixelContrast empty = pixel_contrast(written(plain(kWhite), plain(kWhite)));
  EXPECT_FALSE(empty.ratio);
  EXPECT_EQ(empty.reason, "no text can be told from what lies behind it");
  EXPECT_FALSE(pixel_contrast(written(from_to(kBlack, kWhite), from_to(kBlack, kWhite))).ratio);
}

TEST(PixelContrast, ASpotIsNoText) {
  Raster picture = written(plain(kWhite), plain(kWhite));
  for (std::size_t y = 4; y < 32; ++y) {
    for (std::size_t x = 4; x < 32; ++x) picture.rgb[(y * picture.width + x) * 3] = 0;
  }
  EXPECT_FALSE(pixel_contrast(picture).ratio);
}

TEST(PixelContrast, IsNotToldOnAGroundThatIsNoOne) {
  const Paint noise = [](double x, double y) {
    const double grey = std::fmod(std::abs(std::sin(x * 9157.3 + y * 3571.7)) * 43758.5, 1) * 255;
    return Colour{grey, grey, grey, 1};
  };
  const PixelContrast read = pixel_contrast(written(noise, plain(kBlack)));
  EXPECT_FALSE(read.ratio);
  EXPECT_NE(read.reason, "");
  const Paint stripes = [](double x, double) {
    return std::fmod(x * 20, 1) < 0.5 ? kWhite : Colour{200, 30, 30, 1};
  };
  EXPECT_FALSE(pixel_contrast(written(stripes, plain(kBlack), 4)).ratio);
}

TEST(PixelContrast, IsNotToldByWhatIsNoPicture) {
  EXPECT_FALSE(pixel_contrast({}).ratio);
  EXPECT_FALSE(pixel_contrast({4, 4, std::vector<std::uint8_t>(48)}).ratio);
  EXPECT_FALSE(pixel_contrast({100, 100, std::vector<std::uint8_t>(300)}).ratio);
}

TEST(PixelContrast, TwoPicturesMustAgree) {
  const PixelContrast good{5.0, ""};
  const PixelContrast none{std::nullopt, "why"};
  EXPECT_EQ(agreed(good, {5.2, ""}).ratio, 5.2);
  EXPECT_FALSE(agreed(good, {1.2, ""}).ratio);
  EXPECT_EQ(agreed(good, {1.2, ""}).reason, "it changes from one picture to the next");
  EXPECT_EQ(agreed(none, good).reason, "why");
  EXPECT_EQ(agreed(good, none).reason, "why");
}

}  // namespace
}  // namespace consentry
