// SPDX-License-Identifier: Apache-2.0
#include "core/observe/observation.h"

#include <array>

namespace consentry {
namespace {

// The order of the enumerators: name_of indexes by them.
constexpr std::array<std::string_view, 10> kIntents{
    "unknown", "accept-all", "refuse-all", "settings", "save",
    "close",   "withdraw",   "subscribe",  "policy",   "toggle"};
constexpr std::array<std::string_view, 7> kStorageAreas{
    "local", "session", "indexeddb", "cache", "service-worker", "opfs", "http-cache"};
constexpr std::array<std::string_view, 5> kChoiceResults{"done", "no-banner", "no-control",
                                                         "unproven", "failed"};

template <typename Enum, std::size_t kCount>
std::optional<Enum> named(const std::array<std::string_view, kCount>& names,
                          std::string_view name) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Intent intent) { return kIntents.at(static_cast<std::size_t>(intent)); }
std::optional<Intent> intent_named(std::string_view name) { return named<Intent>(kIntents, name); }

std::string_view name_of(StorageArea area) {
  return kStorageAreas.at(static_cast<std::size_t>(area));
}
std::optional<StorageArea> storage_area_named(std::string_view name) {
  return named<StorageArea>(kStorageAreas, name);
}

std::string_view name_of(ChoiceResult result) {
  return kChoiceResults.at(static_cast<std::size_t>(result));
}
std::optional<ChoiceResult> choice_result_named(std::string_view name) {
  return named<ChoiceResult>(kChoiceResults, name);
}

}  // namespace consentry
