// SPDX-License-Identifier: Apache-2.0
// How an entity tag stands among what a site stores: as an item of the browser's cache
// (StorageArea::cache) whose key begins with these words. Keys of the Cache interface are addresses.
#pragma once

#include <string_view>

namespace consentry {

inline constexpr std::string_view kEntityTagOf = "ETag of ";

inline bool is_entity_tag(std::string_view area, std::string_view key) {
  return area == "cache" && key.starts_with(kEntityTagOf);
}

}  // namespace consentry
