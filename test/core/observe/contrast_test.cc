// SPDX-License-Identifier: Apache-2.0
#include "core/observe/contrast.h"

#include <gtest/gtest.h>

#include "core/observe/observation.h"

namespace consentry {
namespace {

constexpr Colour kBlack{0, 0, 0, 1};
constexpr Colour kWhite{255, 255, 255, 1};

TEST(Contrast, BlackOnWhiteIsTwentyOne) {
  EXPECT_DOUBLE_EQ(contrast_ratio(kBlack, kWhite), 21);
  EXPECT_DOUBLE_EQ(contrast_ratio(kWhite, kBlack), 21);
}

TEST(Contrast, AColourOnItselfIsOne) {
  EXPECT_DOUBLE_EQ(contrast_ratio({12, 200, 77, 1}, {12, 200, 77, 1}), 1);
}

// Well-known borderline greys and primaries, as contrast checkers print them.
TEST(Contrast, KnownPairsHaveTheirKnownRatios) {
  EXPECT_NEAR(contrast_ratio({118, 118, 118, 1}, kWhite), 4.54, 0.005);  // #767676
  EXPECT_NEAR(contrast_ratio({119, 119, 119, 1}, kWhite), 4.48, 0.005);  // #777777
  EXPECT_NEAR(contrast_ratio({148, 148, 148, 1}, kWhite), 3.03, 0.005);  // #949494
  EXPECT_NEAR(contrast_ratio({255, 0, 0, 1}, kWhite), 4.00, 0.005);
  EXPECT_NEAR(contrast_ratio({0, 0, 255, 1}, kWhite), 8.59, 0.005);
  EXPECT_NEAR(contrast_ratio({0, 128, 0, 1}, kWhite), 5.14, 0.005);
}

TEST(Contrast, LuminanceWeighsTheChannels) {
  EXPECT_NEAR(relative_luminance({255, 0, 0, 1}), 0.2126, 1e-9);
  EXPECT_NEAR(relative_luminance({0, 255, 0, 1}), 0.7152, 1e-9);
  EXPECT_NEAR(relative_luminance({0, 0, 255, 1}), 0.0722, 1e-9);
  EXPECT_NEAR(relative_luminance({10, 10, 10, 1}), 10.0 / 255 / 12.92, 1e-9);
}

TEST(Contrast, WhatShinesThroughIsMixedFirst) {
  const Colour grey = composited({0, 0, 0, 0.5}, kWhite);
  EXPECT_DOUBLE_EQ(grey.red, 127.5);
  EXPECT_DOUBLE_EQ(grey.alpha, 1);
  EXPECT_DOUBLE_EQ(contrast_ratio({0, 0, 0, 0.5}, kWhite), contrast_ratio(grey, kWhite));
  EXPECT_DOUBLE_EQ(contrast_ratio({0, 0, 0, 0}, kWhite), 1) << "a transparent text cannot be read";
}

TEST(Contrast, ATransparentFillShowsThePagesWhite) {
  EXPECT_DOUBLE_EQ(contrast_ratio(kBlack, {0, 0, 0, 0}), 21);
}

TEST(Contrast, ValuesOutsideTheScaleAreHeldToIt) {
  EXPECT_DOUBLE_EQ(contrast_ratio({-40, -1, -900, 7}, {300, 999, 256, 2}), 21);
}

}  // namespace
}  // namespace consentry
