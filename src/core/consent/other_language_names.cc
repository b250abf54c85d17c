// SPDX-License-Identifier: Apache-2.0
#include "core/consent/other_language_names.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace consentry {
namespace {

// The texts that serve a name, the better first. Of two names that fit, the earlier is taken.
struct OtherName {
  std::string_view name;
  std::array<std::string_view, 2> fitting;
};
constexpr std::array<OtherName, 10> kOtherNames{{{"zh-hant", {"zh-Hant", "zh-Hans"}},
                                                 {"zh-tw", {"zh-Hant", "zh-Hans"}},
                                                 {"zh-hk", {"zh-Hant", "zh-Hans"}},
                                                 {"zh-mo", {"zh-Hant", "zh-Hans"}},
                                                 {"zh", {"zh-Hans", "zh-Hant"}},
                                                 {"sr-latn", {"sr-Latn", "sr-Cyrl"}},
                                                 {"sr-me", {"sr-Latn", "sr-Cyrl"}},
                                                 {"sr", {"sr-Cyrl", "sr-Latn"}},
                                                 {"no", {"nb", "nn"}},
                                                 {"tl", {"fil", "fil"}}}};

}  // namespace

TextPairs other_language_names(const std::vector<std::string>& languages) {
  TextPairs names;
  if (languages.size() < 2) return names;
  for (const auto& [name, fitting] : kOtherNames) {
    const auto* const tag =
        std::find_if(fitting.begin(), fitting.end(), [&](std::string_view each) {
          return std::find(languages.begin(), languages.end(), each) != languages.end();
        });
    if (tag != fitting.end()) names.emplace_back(name, *tag);
  }
  return names;
}

}  // namespace consentry
