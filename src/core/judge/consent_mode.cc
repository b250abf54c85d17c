// SPDX-License-Identifier: Apache-2.0
#include "core/judge/consent_mode.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace consentry {
namespace {

// EEA, United Kingdom, Switzerland (ISO 3166-1 alpha-2).
constexpr std::array<std::string_view, 32> kEurope{
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"};

// A region list arrives as text, whatever its punctuation: country codes, some with a subdivision.
bool names_europe(std::string_view regions) {
  std::size_t begin = 0;
  while (begin < regions.size()) {
    std::size_t end = begin;
    while (end < regions.size() && regions[end] >= 'A' && regions[end] <= 'Z') ++end;
    const std::string_view code = regions.substr(begin, end - begin);
    const bool subdivision = begin > 0 && regions[begin - 1] == '-';
    if (!subdivision && std::ranges::find(kEurope, code) != kEurope.end()) return true;
    begin = end + 1;
  }
  return false;
}

bool concerns_visitor(const ConsentCommand& command) {
  const auto region = command.values.find("region");
  return region == command.values.end() || region->second.empty() || names_europe(region->second);
}

void apply(const ConsentCommand& command, std::map<std::string, bool>& granted) {
  if (!concerns_visitor(command)) return;
  for (const auto& [key, value] : command.values) {
    if (value != "granted" && value != "denied") continue;
    const bool grants = value == "granted";
    if (command.action == "update") {
      granted[key] = grants;
    } else if (command.action == "default") {
      const auto known = granted.try_emplace(key, grants).first;
      known->second = known->second && grants;
    }
  }
}

}  // namespace

std::optional<ConsentModeState> consent_mode_at_end(const RunView& run, const Window& window) {
  std::optional<ConsentModeState> state;
  std::map<std::string, bool> granted;
  Step page = Step::load;
  for (const ConsentCommand& command : run.run->consent_commands) {
    const bool within = command.when.phase == window.phase && command.at.line > window.after_line &&
                        command.at.line < window.until_line;
    if (command.when.phase > window.phase) break;
    // The choice is made on the page that was loaded before it.
    const bool new_page = command.when.step != Step::choice && command.when.step != page;
    if (new_page) granted.clear();
    if (command.when.step != Step::choice) page = command.when.step;
    apply(command, granted);
    if (within) state = ConsentModeState{granted, command.at};
  }
  return state;
}

}  // namespace consentry
