// SPDX-License-Identifier: Apache-2.0
#include "lab/site.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace consentry::lab {
namespace {

double channel(std::string_view hex) {
  int value = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
  const double part = value / 255.0;
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

// Relative luminance, WCAG 2.2.
double luminance(std::string_view colour) {
  return 0.2126 * channel(colour.substr(1, 2)) + 0.7152 * channel(colour.substr(3, 2)) +
         0.0722 * channel(colour.substr(5, 2));
}

}  // namespace

std::string_view name_of(Gate gate) {
  static constexpr std::array<std::string_view, 7> kNames{
      "after-consent",          "until-refused",    "always",          "after-any-choice",
      "inner-after-any-choice", "with-any-consent", "after-withdrawal"};
  return kNames.at(static_cast<std::size_t>(gate));
}

std::string_view name_of(Flaw flaw) {
  static constexpr std::array<std::string_view, 27> kNames{"none",
                                                           "refuse-is-text",
                                                           "refuse-outside",
                                                           "small-refusal",
                                                           "quiet-letters",
                                                           "refuse-below",
                                                           "legitimate-interest",
                                                           "save-trap",
                                                           "implied-consent",
                                                           "consent-or-pay",
                                                           "foreign-language",
                                                           "silent-text",
                                                           "vague-text",
                                                           "steering-text",
                                                           "one-toggle",
                                                           "slow-refusal",
                                                           "asks-again",
                                                           "mouse-only",
                                                           "long-text",
                                                           "waiting-consents",
                                                           "scrolling-consents",
                                                           "escape-consents",
                                                           "cross-consents",
                                                           "cross-refuses",
                                                           "phone-loses-refusal",
                                                           "pale-picture",
                                                           "dark-picture"};
  return kNames.at(static_cast<std::size_t>(flaw));
}

OtherName other_name(const Site& site) {
  if (site.lends_name) return {"metrics." + site.bare_host, site.bare_host + ".eulerian.net"};
  if (site.lends_address || site.shares_address) return {"px." + site.bare_host, {}};
  if (site.names_a_cdn) return {"images." + site.bare_host, "d1f2g3h4.cloudfront.net"};
  return {};
}

std::vector<HostAddress> host_addresses(const Site& site) {
  // Kept for documentation (RFC 5737).
  constexpr const char* kTracker = "203.0.113.10";
  constexpr const char* kSite = "198.51.100.20";
  if (!site.lends_address && !site.shares_address) return {};
  return {{"bat.bing.com", kTracker},
          {site.host, site.shares_address ? kTracker : kSite},
          {other_name(site).name, kTracker}};
}

double contrast(std::string_view text, std::string_view fill) {
  const double a = luminance(text);
  const double b = luminance(fill);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace consentry::lab
