// SPDX-License-Identifier: Apache-2.0
// The fictional web as a value: the same seed and number of sites give the same web, byte for byte.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "lab/site.h"

namespace consentry::lab {

// Looks up an embedded file by name ("data/lab/text/nl.json", "lab/klaro.js"); empty when there is
// none. What it returns lives as long as the program.
using Assets = std::function<std::string_view(std::string_view name)>;

inline constexpr std::size_t kMostSites =
    1000;  // names that two words of a language still tell apart

// Immutable. Sites point into the languages, so a web moves but is not copied.
struct LabWeb {
  std::vector<std::unique_ptr<Language>> languages;
  std::vector<Site> sites;
};

// not_found: a language's texts are not among the assets. invalid_input: they are broken, or
// `sites` is 0 or more than kMostSites.
Result<LabWeb> make_web(std::uint64_t seed, std::size_t sites, const Assets& assets);

}  // namespace consentry::lab
