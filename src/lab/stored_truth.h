// SPDX-License-Identifier: Apache-2.0
// What a site of the lab stores in any phase, by the category that it belongs to: what its
// declaration must list (docs/formats/lab-truth.md). From how the site was made; no catalogue and
// no detector appears here.
#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>

#include "lab/site.h"

namespace consentry::lab {

struct StoredName {
  std::string kind;  // "cookie", "local", "indexeddb"
  std::string name;
  auto operator<=>(const StoredName&) const = default;
};

// Category to names: "necessary", "functional", "statistics", "marketing". What real consent
// managers keep for themselves is not in it: they decide that, by their version.
using StoredByCategory = std::map<std::string, std::set<StoredName>, std::less<>>;

StoredByCategory stored_by(const Site& site);

}  // namespace consentry::lab
