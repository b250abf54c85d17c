// SPDX-License-Identifier: Apache-2.0
#include "core/watch/watch_book.h"

#include <algorithm>
#include <array>

namespace consentry {
namespace {

constexpr std::array<std::string_view, 3> kFates{"done", "failed", "broken-off"};

}  // namespace

std::string_view name_of(ScanFate fate) { return kFates.at(static_cast<std::size_t>(fate)); }

std::optional<ScanFate> scan_fate_named(std::string_view name) {
  const auto found = std::ranges::find(kFates, name);
  if (found == kFates.end()) return std::nullopt;
  return static_cast<ScanFate>(found - kFates.begin());
}

}  // namespace consentry
