// SPDX-License-Identifier: Apache-2.0
#include "io/browser/lone_surrogates.h"

#include <charconv>
#include <string_view>

namespace consentry {
namespace {

constexpr std::size_t kEscape = 6;  // "\\ud800"

// The code unit of the escape at `at`; -1 when there is none.
int unit_at(std::string_view json, std::size_t at) {
  if (at + kEscape > json.size() || json[at] != '\\' || json[at + 1] != 'u') return -1;
  int unit = 0;
  const char* first = json.data() + at + 2;
  const auto [end, error] = std::from_chars(first, first + 4, unit, 16);
  return error == std::errc{} && end == first + 4 ? unit : -1;
}

bool leads(int unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool trails(int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

}  // namespace

std::size_t replace_lone_surrogates(std::string& json) {
  std::size_t replaced = 0;
  std::size_t at = json.find('\\');
  while (at != std::string::npos) {
    const int unit = unit_at(json, at);
    std::size_t length = unit >= 0 ? kEscape : 2;
    if (leads(unit) && trails(unit_at(json, at + kEscape))) {
      length = 2 * kEscape;
    } else if (leads(unit) || trails(unit)) {
      json.replace(at + 2, 4, "fffd");
      ++replaced;
    }
    at = json.find('\\', at + length);
  }
  return replaced;
}

}  // namespace consentry
