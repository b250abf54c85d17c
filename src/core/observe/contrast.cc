// SPDX-License-Identifier: Apache-2.0
#include "core/observe/contrast.h"

#include <algorithm>
#include <cmath>

#include "core/observe/observation.h"

namespace consentry {
namespace {

// WCAG 2.2 prints 0.04045 as IEC 61966-2-1 does; the older 0.03928 differs for no 8-bit value.
double linear(double channel) {
  const double part = std::clamp(channel, 0.0, 255.0) / 255;
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

}  // namespace

Colour composited(const Colour& over, const Colour& under) {
  const double alpha = std::clamp(over.alpha, 0.0, 1.0);
  const auto mixed = [alpha](double top, double below) {
    return top * alpha + below * (1 - alpha);
  };
  return {mixed(over.red, under.red), mixed(over.green, under.green), mixed(over.blue, under.blue),
          1};
}

double relative_luminance(const Colour& colour) {
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double contrast_ratio(const Colour& text, const Colour& fill) {
  const Colour ground = composited(fill, {255, 255, 255, 1});
  const double a = relative_luminance(composited(text, ground));
  const double b = relative_luminance(ground);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace consentry
