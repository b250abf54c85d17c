// SPDX-License-Identifier: Apache-2.0
#include "core/observe/header_signs.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <string_view>

#include "core/observe/json_members.h"

namespace consentry {
namespace {

// Servers cap their headers at 8 to 16 KiB.
constexpr std::size_t kMaxHeader = 16'384;

// Each with what a browser calls it in getHighEntropyValues. Brand, mobile and platform go to
// everybody.
struct Hint {
  std::string_view header;
  std::string_view name;
};
constexpr std::array<Hint, 10> kHints{{{"sec-ch-ua-arch", "architecture"},
                                       {"sec-ch-ua-bitness", "bitness"},
                                       {"sec-ch-ua-form-factors", "formFactors"},
                                       {"sec-ch-ua-full-version", "uaFullVersion"},
                                       {"sec-ch-ua-full-version-list", "fullVersionList"},
                                       {"sec-ch-ua-model", "model"},
                                       {"sec-ch-ua-platform-version", "platformVersion"},
                                       {"sec-ch-ua-wow64", "wow64"},
                                       {"sec-ch-device-memory", "deviceMemory"},
                                       {"device-memory", "deviceMemory"}}};
constexpr std::string_view kPrefix = "sec-";

std::string lower(std::string_view text) {
  std::string out(text.substr(0, kMaxHeader));
  std::ranges::replace(out, '\n', ',');
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return out;
}

// Whether a list names one of the hints as a whole word. Permissions-Policy leaves out "sec-".
bool names_hint(std::string_view list, bool as_policy) {
  const auto part_of_word = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
  return std::ranges::any_of(kHints, [&](const Hint& hint) {
    std::string_view name = hint.header;
    if (as_policy && name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
    for (std::size_t at = list.find(name); at != std::string_view::npos;
         at = list.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      const bool begins = at == 0 || !part_of_word(list[at - 1]);
      if (begins && (end == list.size() || !part_of_word(list[end]))) return true;
    }
    return false;
  });
}

}  // namespace

HeaderSigns signs_in(const boost::json::object& headers) {
  HeaderSigns signs;
  for (const auto& [key, value] : headers) {
    const auto* text = value.if_string();
    if (text == nullptr) continue;
    const std::string name = lower(key);
    if (name == "link") {
      signs.link = cut_text(std::string_view(*text).substr(0, kMaxHeader));
      std::ranges::replace(signs.link, '\n', ',');
    } else if (name == "accept-ch") {
      signs.asks = names_hint(lower(*text), false);
    } else if (name == "critical-ch") {
      signs.insists = names_hint(lower(*text), false);
    } else if (name == "permissions-policy") {
      signs.hands_on = names_hint(lower(*text), true);
    }
  }
  return signs;
}

std::vector<std::string> client_hints_in(const boost::json::object& headers) {
  std::vector<std::string> hints;
  for (const auto& [key, value] : headers) {
    const std::string name = lower(key);
    const auto hint = std::ranges::find(kHints, name, &Hint::header);
    if (hint != kHints.end()) hints.emplace_back(hint->name);
  }
  std::ranges::sort(hints);
  hints.erase(std::ranges::unique(hints).begin(), hints.end());
  return hints;
}

}  // namespace consentry
