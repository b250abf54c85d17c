// SPDX-License-Identifier: Apache-2.0
#include "core/observe/pixel_contrast.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "core/observe/contrast.h"
#include "core/observe/observation.h"

namespace consentry {
namespace {

// Letters of less than so many device pixels are nothing but smoothed edges.
constexpr std::size_t kLeastSide = 8;
// Levels (of 255) by which a pixel of the ground may differ from the fitted one: dithering and
// rounding stay below; text as close as that is not told from its ground by an eye either.
constexpr double kGroundSpread = 4;
// Letters cover up to 40 % of a tight box in bold capitals; a ground that fits less than half of a
// picture is none.
constexpr double kLeastGround = 0.5;
// A full stop beside a word is more than this.
constexpr double kLeastInk = 0.005;
constexpr std::size_t kLeastInkPixels = 16;
// Smoothing leaves most of a thin letter's pixels between the two colours. The part of the ink with
// the highest contrast is of the text's own colour; a few stray pixels are not.
constexpr double kPureInk = 0.05;
// Text runs through its box, a spot or an edge does not: of so many columns so many have ink.
constexpr std::size_t kColumns = 8;
constexpr std::size_t kLeastColumns = 5;
// Fitting looks at no more pixels than that; the rest of a large picture adds nothing.
constexpr std::size_t kFittedPixels = 4'096;
constexpr int kRounds = 24;
// Of these the last look only at what is of the ground by then.
constexpr int kLastRounds = 3;
// Levels below which no pixel weighs more for being nearer.
constexpr double kNoNearer = 0.5;
// Two pictures agree within this share.
constexpr double kAgreement = 0.1;

// A smooth ground: each channel a polynomial over the picture, of the lowest degree that does. Where
// none is needed, a higher one would bend towards a band of dense letters.
constexpr std::size_t kTerms = 6;
constexpr std::array<std::size_t, 3> kTermsOfDegree{1, 3, kTerms};
using Terms = std::array<double, kTerms>;
using Ground = std::array<Terms, 3>;
using Pixel = std::array<double, 3>;

class Picture {
 public:
  explicit Picture(const Raster& raster) : raster_(raster) {}

  [[nodiscard]] std::size_t size() const { return raster_.width * raster_.height; }
  [[nodiscard]] std::size_t column(std::size_t at) const {
    return at % raster_.width * kColumns / raster_.width;
  }
  [[nodiscard]] Pixel pixel(std::size_t at) const {
    const std::uint8_t* first = raster_.rgb.data() + at * 3;
    return {static_cast<double>(first[0]), static_cast<double>(first[1]),
            static_cast<double>(first[2])};
  }
  // Coordinates from -1 to 1, as the numbers of the fit stay small then.
  [[nodiscard]] Terms terms(std::size_t at) const {
    const double x = scaled(at % raster_.width, raster_.width);
    const double y = scaled(at / raster_.width, raster_.height);
    return {1, x, y, x * x, x * y, y * y};
  }

 private:
  static double scaled(std::size_t at, std::size_t length) {
    return 2.0 * static_cast<double>(at) / static_cast<double>(length - 1) - 1;
  }
  const Raster& raster_;
};

Pixel value_of(const Ground& ground, const Terms& terms) {
  Pixel value{};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (std::size_t i = 0; i < kTerms; ++i) value[channel] += ground[channel][i] * terms[i];
  }
  return value;
}

// By the channel that differs most.
double distance(const Pixel& a, const Pixel& b) {
  return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

// Weighted least squares for the three channels at once, by their normal equations; `count` terms,
// the others are 0.
class Equations {
 public:
  explicit Equations(std::size_t count) : count_(count) {}

  void add(const Terms& terms, const Pixel& value, double weight) {
    for (std::size_t row = 0; row < count_; ++row) {
      for (std::size_t i = 0; i < count_; ++i) rows_[row][i] += weight * terms[row] * terms[i];
      for (std::size_t i = 0; i < 3; ++i) rows_[row][kTerms + i] += weight * terms[row] * value[i];
    }
  }

  // Gauss-Jordan with pivots. Empty: the pixels do not determine a ground.
  std::optional<Ground> solve() {
    constexpr double kSmallestPivot = 1e-9;
    for (std::size_t at = 0; at < count_; ++at) {
      std::size_t best = at;
      for (std::size_t row = at; row < count_; ++row) {
        if (std::abs(rows_[row][at]) > std::abs(rows_[best][at])) best = row;
      }
      if (std::abs(rows_[best][at]) < kSmallestPivot) return std::nullopt;
      std::swap(rows_[at], rows_[best]);
      for (std::size_t row = 0; row < count_; ++row) {
        if (row != at) subtract(row, at, rows_[row][at] / rows_[at][at]);
      }
    }
    Ground ground{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
      for (std::size_t i = 0; i < count_; ++i)
        ground[channel][i] = rows_[i][kTerms + channel] / rows_[i][i];
    }
    return ground;
  }

 private:
  void subtract(std::size_t row, std::size_t other, double factor) {
    for (std::size_t i = 0; i < rows_[row].size(); ++i) rows_[row][i] -= factor * rows_[other][i];
  }
  std::size_t count_;
  std::array<std::array<double, kTerms + 3>, kTerms> rows_{};
};

using Weight = std::function<double(const Pixel&, const Terms&)>;

std::optional<Ground> fitted(const Picture& picture, std::size_t count, const Weight& weight) {
  const std::size_t step = std::max<std::size_t>(1, picture.size() / kFittedPixels);
  Equations equations(count);
  for (std::size_t at = 0; at < picture.size(); at += step) {
    const Pixel pixel = picture.pixel(at);
    const Terms terms = picture.terms(at);
    if (const double each = weight(pixel, terms); each > 0) equations.add(terms, pixel, each);
  }
  return equations.solve();
}

// What the majority of the pixels shows. Weighing each by the inverse of its distance makes of least
// squares the least sum of distances, which a minority of ink does not pull away; then those that are
// near count alone.
std::optional<Ground> ground_of(const Picture& picture, std::size_t count) {
  auto ground = fitted(picture, count, [](const Pixel&, const Terms&) { return 1.0; });
  for (int round = 0; ground && round < kRounds; ++round) {
    const Ground last = *ground;
    const bool ending = round >= kRounds - kLastRounds;
    ground = fitted(picture, count, [&last, ending](const Pixel& pixel, const Terms& terms) {
      const double away = distance(pixel, value_of(last, terms));
      if (ending) return away <= kGroundSpread ? 1.0 : 0.0;
      return 1 / std::max(away, kNoNearer);
    });
  }
  return ground;
}

PixelContrast untold(std::string reason) { return {std::nullopt, std::move(reason)}; }

Colour colour_of(const Pixel& pixel) { return {pixel[0], pixel[1], pixel[2], 1}; }

struct Ink {
  std::vector<double> contrasts;  // of each pixel that is not of the ground, with what lies there
  std::array<bool, kColumns> columns{};
};

Ink ink_on(const Ground& ground, const Picture& picture) {
  Ink ink;
  for (std::size_t at = 0; at < picture.size(); ++at) {
    const Pixel pixel = picture.pixel(at);
    const Pixel behind = value_of(ground, picture.terms(at));
    if (distance(pixel, behind) <= kGroundSpread) continue;
    ink.contrasts.push_back(contrast_ratio(colour_of(pixel), colour_of(behind)));
    ink.columns[picture.column(at)] = true;
  }
  return ink;
}

PixelContrast contrast_of(Ink ink, std::size_t pixels) {
  const std::size_t count = ink.contrasts.size();
  const auto columns = static_cast<std::size_t>(std::ranges::count(ink.columns, true));
  const bool enough = count >= kLeastInkPixels &&
                      static_cast<double>(count) >= kLeastInk * static_cast<double>(pixels);
  if (!enough || columns < kLeastColumns)
    return untold("no text can be told from what lies behind it");
  const auto share = static_cast<std::size_t>(kPureInk * static_cast<double>(count));
  const auto edge =
      ink.contrasts.begin() + static_cast<std::ptrdiff_t>(std::max(kLeastInkPixels, share) - 1);
  std::ranges::nth_element(ink.contrasts, edge, std::greater{});
  return {*edge, ""};
}

}  // namespace

PixelContrast pixel_contrast(const Raster& picture) {
  if (picture.width < kLeastSide || picture.height < kLeastSide)
    return untold("the picture of it is too small");
  if (picture.rgb.size() / 3 / picture.width < picture.height)
    return untold("the picture of it is not whole");
  const Picture seen(picture);
  for (const std::size_t count : kTermsOfDegree) {
    const auto ground = ground_of(seen, count);
    if (!ground) continue;
    Ink ink = ink_on(*ground, seen);
    const double free = static_cast<double>(seen.size() - ink.contrasts.size());
    if (free >= kLeastGround * static_cast<double>(seen.size()))
      return contrast_of(std::move(ink), seen.size());
  }
  return untold("what lies behind the text changes too much to tell the text from it");
}

PixelContrast agreed(const PixelContrast& earlier, const PixelContrast& later) {
  if (!later.ratio) return later;
  if (!earlier.ratio) return earlier;
  const double more = std::max(*earlier.ratio, *later.ratio);
  const double less = std::min(*earlier.ratio, *later.ratio);
  if (more - less > kAgreement * less) return untold("it changes from one picture to the next");
  return {more, ""};
}

}  // namespace consentry
