// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_style.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

#include "core/report/html_run.h"

namespace consentry {
namespace {

using Palette = std::map<std::string, double>;  // variable -> relative luminance

double channel(const std::string& hex, std::size_t at) {
  const double value = std::stoi(hex.substr(at, 2), nullptr, 16) / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(std::string hex) {
  if (hex.size() == 3) hex = {hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]};
  return 0.2126 * channel(hex, 0) + 0.7152 * channel(hex, 2) + 0.0722 * channel(hex, 4);
}

// The variables of the n-th ":root{…}": 0 light, 1 dark.
Palette palette(int number) {
  const std::string css(style_text());
  std::size_t at = css.find(":root{");
  for (int i = 0; i < number; ++i) at = css.find(":root{", at + 1);
  const std::size_t end = css.find('}', at);
  Palette colours;
  while ((at = css.find("--", at)) < end) {
    const std::size_t colon = css.find(':', at);
    const std::size_t stop = css.find_first_of(";}", colon);
    colours[css.substr(at + 2, colon - at - 2)] =
        luminance(css.substr(colon + 2, stop - colon - 2));
    at = stop;
  }
  return colours;
}

double contrast(double a, double b) { return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05); }

class BothModes : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(LightAndDark, BothModes, testing::Values(0, 1));

TEST_P(BothModes, TextHasAContrastOfFourAndAHalfToOne) {
  Palette colours = palette(GetParam());
  for (const char* text : {"ink", "soft", "link", "likely"}) {
    for (const char* ground : {"paper", "ground", "unknown-bg"}) {
      EXPECT_GE(contrast(colours.at(text), colours.at(ground)), 4.5) << text << " on " << ground;
    }
  }
  for (const std::string verdict : {"breach", "likely", "risk", "unknown", "info", "pass"}) {
    EXPECT_GE(contrast(colours.at(verdict), colours.at(verdict + "-bg")), 4.5) << verdict;
  }
  EXPECT_GE(contrast(colours.at("ink"), colours.at("likely-bg")), 4.5) << "a cell of a tracker";
  EXPECT_GE(contrast(colours.at("soft"), colours.at("likely-bg")), 4.5) << "its small print";
}

TEST_P(BothModes, BarsAndFramesHaveAContrastOfThreeToOne) {
  Palette colours = palette(GetParam());
  for (const char* line : {"breach-line", "likely-line", "risk-line", "unknown-line", "info-line",
                           "pass-line", "deep"}) {
    EXPECT_GE(contrast(colours.at(line), colours.at("paper")), 3.0) << line;
  }
}

TEST(HtmlStyle, IsAllowedByThePolicyOfThePage) {
  const std::string page = run_html(ScanReport{});
  EXPECT_NE(page.find("style-src '" + style_hash() + "'"), std::string::npos);
  // openssl dgst -sha256 -binary gives 32 bytes: 43 digits of base64 and one "=".
  EXPECT_EQ(style_hash().size(), std::string("sha256-").size() + 44);
  EXPECT_NE(page.find("<style>" + std::string(style_text()) + "</style>"), std::string::npos);
}

TEST(HtmlStyle, LoadsNothing) {
  EXPECT_EQ(style_text().find("url("), std::string_view::npos);
  EXPECT_EQ(style_text().find("@import"), std::string_view::npos);
  EXPECT_EQ(style_text().find('<'), std::string_view::npos);
}

}  // namespace
}  // namespace consentry
