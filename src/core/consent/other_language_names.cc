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

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// "zh-tw-x" begins with "zh-tw", but "den" does not with "de".
bool begins_with(const std::string& tag, const std::string& name) {
  return (tag + "-").starts_with(name + "-");
}

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

std::string serving_language(std::string_view tag, const std::vector<std::string>& languages) {
  const std::string wanted = lowered(tag);
  std::string best;
  for (const std::string& each : languages) {
    if (begins_with(wanted, lowered(each)) && each.size() > best.size()) best = each;
  }
  if (!best.empty()) return best;
  for (const auto& [name, language] : other_language_names(languages)) {
    if (begins_with(wanted, name)) return language;
  }
  return {};
}

}  // namespace consentry
