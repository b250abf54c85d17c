// SPDX-License-Identifier: Apache-2.0
// How validators of the browser's HTTP cache stand among what a site stores: as items of their own
// kind (StorageArea::http_cache), named after the header that gave them and the path it was for.
#pragma once

#include <string_view>

namespace consentry {

inline constexpr std::string_view kEntityTagOf = "ETag of ";
inline constexpr std::string_view kModifiedOf = "Last-Modified of ";

// `kind` as in ItemKey: the area's name.
inline bool is_cache_validator(std::string_view kind) { return kind == "http-cache"; }

inline bool is_cache_date(std::string_view kind, std::string_view key) {
  return is_cache_validator(kind) && key.starts_with(kModifiedOf);
}

}  // namespace consentry
