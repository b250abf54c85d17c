// SPDX-License-Identifier: Apache-2.0
#include "core/report/progress_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/report/display_text.h"

namespace consentry {
namespace {

constexpr int kLongestBar = 24;
constexpr int kShortestBar = 6;
constexpr int kDefaultWidth = 100;  // when nobody knows the width

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

std::string bar(const ScanProgress& state, int width) {
  const double share =
      state.total > 0 ? std::clamp(static_cast<double>(state.done) / state.total, 0.0, 1.0) : 0.0;
  const int full = static_cast<int>(std::floor(share * width));
  return "[" + repeated("█", full) + repeated("░", width - full) + "]";
}

std::string clock_text(double seconds) {
  const long whole = std::lround(std::ceil(seconds));
  char text[32];
  if (whole >= 3600) {
    std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  }
  return text;
}

std::string pace(const ScanProgress& state) {
  if (state.done <= 0 || !(state.elapsed_s > 0)) return {};
  const double per_second = state.done / state.elapsed_s;
  char rate[32];
  std::snprintf(rate, sizeof rate, "  %.1f/min", per_second * 60);
  std::string text = rate;
  if (state.done < state.total) {
    text += "  " + clock_text((state.total - state.done) / per_second) + " left";
  }
  return text;
}

}  // namespace

std::string render_progress(const ScanProgress& state, const TerminalStyle& style) {
  const int width = style.width > 0 ? style.width : kDefaultWidth;
  std::string counts = " " + std::to_string(state.done) + "/" + std::to_string(state.total);
  if (state.running > 0) counts += "  " + std::to_string(state.running) + " running";
  counts += pace(state);
  const int room = width - display_width(counts) - 2;
  if (room < kShortestBar) return fit(counts.substr(1), width);
  const int bar_width = std::clamp(room / 2, kShortestBar, kLongestBar);
  std::string names;
  for (const std::string& url : state.current) {
    names += (names.empty() ? "  " : ", ") + visible(site_name(url));
  }
  return toned(bar(state, bar_width), Verdict::pass, style) + counts +
         toned(fit(names, room - bar_width), Tone::faint, style);
}

}  // namespace consentry
