// SPDX-License-Identifier: Apache-2.0
#include "core/classify/classification.h"

#include <array>
#include <utility>

#include "core/base/digest.h"
#include "core/classify/data_file.h"

namespace consentry {
namespace {

constexpr std::array<std::pair<Function, std::string_view>, 13> kFunctions{{
    {Function::unknown, "unknown"},
    {Function::advertising, "advertising"},
    {Function::analytics, "analytics"},
    {Function::social, "social"},
    {Function::tag_manager, "tag-manager"},
    {Function::consent_manager, "consent-manager"},
    {Function::content, "content"},
    {Function::cdn, "cdn"},
    {Function::video, "video"},
    {Function::payment, "payment"},
    {Function::support_chat, "support-chat"},
    {Function::security, "security"},
    {Function::hosting, "hosting"},
}};

constexpr std::array<std::pair<Purpose, std::string_view>, 6> kPurposes{{
    {Purpose::unknown, "unknown"},
    {Purpose::necessary, "necessary"},
    {Purpose::preferences, "preferences"},
    {Purpose::statistics, "statistics"},
    {Purpose::marketing, "marketing"},
    {Purpose::consent_record, "consent-record"},
}};

template <typename Table, typename Value>
std::string_view name_in(const Table& table, Value value) {
  for (const auto& [key, name] : table) {
    if (key == value) return name;
  }
  return "unknown";
}

template <typename Value, typename Table>
std::optional<Value> named_in(const Table& table, std::string_view wanted) {
  for (const auto& [key, name] : table) {
    if (name == wanted) return key;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Function function) { return name_in(kFunctions, function); }

std::optional<Function> function_named(std::string_view name) {
  return named_in<Function>(kFunctions, name);
}

bool is_tracking(Function function) {
  return function == Function::advertising || function == Function::analytics ||
         function == Function::social;
}

std::string_view name_of(Purpose purpose) { return name_in(kPurposes, purpose); }

std::optional<Purpose> purpose_named(std::string_view name) {
  return named_in<Purpose>(kPurposes, name);
}

bool needs_consent(Purpose purpose) {
  return purpose == Purpose::statistics || purpose == Purpose::marketing;
}

std::string_view name_of(IdentifierStrength strength) {
  switch (strength) {
    case IdentifierStrength::strong:
      return "strong";
    case IdentifierStrength::weak:
      return "weak";
    case IdentifierStrength::none:
      break;
  }
  return "none";
}

std::string digest_version(std::string_view text) { return sha256_hex(text).substr(0, 12); }

}  // namespace consentry
