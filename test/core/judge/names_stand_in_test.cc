// SPDX-License-Identifier: Apache-2.0
// Stands in for the rooms below while they have no sources: weak, so that theirs win. To be
// removed.
#include <array>

#include "core/judge/finding.h"

namespace consentry {

__attribute__((weak)) std::string_view name_of(Function value) {
  static constexpr std::array<std::string_view, 13> kNames{
      "unknown",         "advertising", "analytics", "social", "tag-manager",
      "consent-manager", "content",     "cdn",       "video",  "payment",
      "support-chat",    "security",    "hosting"};
  return kNames[static_cast<std::size_t>(value)];
}

__attribute__((weak)) std::string_view name_of(Purpose value) {
  static constexpr std::array<std::string_view, 6> kNames{
      "unknown", "necessary", "preferences", "statistics", "marketing", "consent-record"};
  return kNames[static_cast<std::size_t>(value)];
}

__attribute__((weak)) std::string_view name_of(IdentifierStrength value) {
  static constexpr std::array<std::string_view, 3> kNames{"none", "weak", "strong"};
  return kNames[static_cast<std::size_t>(value)];
}

__attribute__((weak)) bool is_tracking(Function value) {
  return value == Function::advertising || value == Function::analytics ||
         value == Function::social;
}

__attribute__((weak)) bool needs_consent(Purpose value) {
  return value == Purpose::statistics || value == Purpose::marketing;
}

}  // namespace consentry
