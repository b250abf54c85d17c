// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tag_theme.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace consentry {
namespace {

struct Colour {
  std::string_view token;
  std::string_view property;
  std::array<std::string_view, 2> otherwise;  // light, dark
};
constexpr std::array<Colour, 4> kColours{{
    {"background", "--bg", {"#ffffff", "#1b1d22"}},
    {"text", "--fg", {"#1b1d22", "#f1f2f4"}},
    {"main", "--main", {"#1f4a8c", "#a9c7ff"}},
    {"onMain", "--on", {"#ffffff", "#1b1d22"}},
}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kOthers{
    {{"radius", "--radius"}, {"font", "--font"}}};
// Where the banner stands; each site gets the rules of its own layout.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLayouts{{
    {"bar",
     ".bar{inset:auto 0 0;max-width:none;border-radius:0;padding-inline:max(1.25em,50% - 36em)}"},
    {"box", ".box{inset:auto 1em 1em;margin:auto;max-width:40em}"},
    {"corner", ".corner{inset:auto 1em 1em;margin:auto;margin-inline-end:0;max-width:26em}"},
    {"centre",
     ".centre{inset:1em;height:fit-content;margin:auto;max-width:40em}::backdrop{background:#"
     "0008}"},
}};
constexpr double kReadable = 4.5;
constexpr std::size_t kLongestValue = 120;

using Theme = std::map<std::string, std::vector<std::string>>;

const std::vector<std::string>* token_in(const Theme& theme, std::string_view name) {
  const auto found = theme.find(std::string(name));
  return found == theme.end() ? nullptr : &found->second;
}

std::string first_of(const Theme& theme, std::string_view name, std::string_view otherwise) {
  const auto* value = token_in(theme, name);
  return value == nullptr || value->empty() ? std::string(otherwise) : value->front();
}

std::string layout_rules(std::string_view layout) {
  const auto* const found =
      std::ranges::find(kLayouts, layout, &std::pair<std::string_view, std::string_view>::first);
  return found == kLayouts.end() ? "" : std::string(found->second);
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_safe(std::string_view value) {
  return !value.empty() && value.size() <= kLongestValue &&
         std::all_of(value.begin(), value.end(), [](char c) {
           return is_word(c) ||
                  std::string_view(" \t\n\r\f\v#%.,()\"'-").find(c) != std::string_view::npos;
         });
}

bool is_colour(std::string_view value) {
  return (value.size() == 4 || value.size() == 7) && value.front() == '#' &&
         value.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

double luminance(std::string_view hex) {
  std::array<double, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string digits =
        hex.size() == 4 ? std::string(2, hex[1 + i]) : std::string(hex.substr(1 + 2 * i, 2));
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const double part = value / 255.0;
    parts[i] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
}

double contrast(std::string_view one, std::string_view other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

std::string two_decimals(double number) {
  const auto hundredths = static_cast<long>(std::floor(number * 100 + 0.5));
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + (rest.size() < 2 ? "0" : "") + rest;
}

std::string colour_of(const Theme& theme, std::string_view name, std::size_t shade) {
  const auto* value = token_in(theme, name);
  if (value != nullptr) return value->size() > 1 ? (*value)[shade] : value->front();
  const auto* colour = std::find_if(kColours.begin(), kColours.end(),
                                    [&](const Colour& each) { return each.token == name; });
  return std::string(colour->otherwise[shade]);
}

std::vector<std::string> unreadable(const Theme& theme) {
  const std::string scheme = first_of(theme, "scheme", "auto");
  std::vector<std::string> faults;
  for (const auto& [front, back] : {std::pair<std::string, std::string>{"text", "background"},
                                    std::pair<std::string, std::string>{"onMain", "main"}}) {
    for (const std::size_t shade : {0U, 1U}) {
      if ((scheme == "light" && shade == 1) || (scheme == "dark" && shade == 0)) continue;
      const std::string a = colour_of(theme, front, shade);
      const std::string b = colour_of(theme, back, shade);
      const double ratio = contrast(a, b);
      if (ratio >= kReadable) continue;
      faults.push_back("theme: " + front + " " + a + " on " + back + " " + b +
                       " has a contrast of " + two_decimals(ratio) + ", below 4.5 (UI-05)");
    }
  }
  return faults;
}

bool is_known(std::string_view name) {
  return name == "scheme" ||
         std::any_of(kColours.begin(), kColours.end(),
                     [&](const Colour& each) { return each.token == name; }) ||
         std::any_of(kOthers.begin(), kOthers.end(),
                     [&](const auto& each) { return each.first == name; });
}

}  // namespace

std::vector<std::string> theme_faults(const TagConfig& config) {
  const Theme& theme = config.theme;
  std::vector<std::string> faults;
  for (const auto& token : theme) {
    if (!is_known(token.first)) faults.push_back("theme: no token '" + token.first + "'");
  }
  const std::string scheme = first_of(theme, "scheme", "auto");
  if (scheme != "auto" && scheme != "light" && scheme != "dark")
    faults.emplace_back("theme: scheme is auto, light or dark");
  for (const auto& [name, property] : kOthers) {
    const auto* value = token_in(theme, name);
    if (value != nullptr && (value->size() != 1 || !is_safe(value->front())))
      faults.push_back("theme: " + std::string(name) + " holds what a style value cannot");
  }
  for (const Colour& colour : kColours) {
    const auto* value = token_in(theme, colour.token);
    if (value == nullptr) continue;
    if (value->empty() || value->size() > 2 ||
        !std::all_of(value->begin(), value->end(), &is_colour))
      faults.push_back("theme: " + std::string(colour.token) +
                       " is a colour such as #1f4a8c, or two of them for light and dark");
  }
  return faults.empty() ? unreadable(theme) : faults;
}

std::string banner_sheet(const TagConfig& config) {
  const Theme& theme = config.theme;
  std::string rules;
  const auto add = [&](const std::string& rule) { rules += (rules.empty() ? "" : ";") + rule; };
  // Unless told otherwise a button's text has the banner's ground; a new ground must not change it.
  if (token_in(theme, "background") != nullptr && token_in(theme, "onMain") == nullptr)
    add("--on:light-dark(#ffffff,#1b1d22)");
  for (const Colour& colour : kColours) {
    if (token_in(theme, colour.token) == nullptr) continue;
    add(std::string(colour.property) + ":light-dark(" + colour_of(theme, colour.token, 0) + "," +
        colour_of(theme, colour.token, 1) + ")");
  }
  for (const auto& [name, property] : kOthers) {
    if (token_in(theme, name) != nullptr)
      add(std::string(property) + ":" + first_of(theme, name, ""));
  }
  const std::string scheme = first_of(theme, "scheme", "auto");
  if (scheme != "auto") add("color-scheme:" + scheme);
  return layout_rules(config.layout.value_or("box")) +
         (rules.empty() ? "" : ":host{" + rules + "}");
}

}  // namespace consentry
