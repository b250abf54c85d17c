// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_state.h"

#include <algorithm>

namespace consentry {
namespace {

constexpr std::array<std::string_view, kMandateStates.size()> kNames{
    "received", "confirmed", "withdrawn", "replaced", "corrected", "erased"};

}  // namespace

std::string_view name_of(MandateState state) { return kNames.at(static_cast<std::size_t>(state)); }

std::optional<MandateState> mandate_state_named(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return kMandateStates.at(static_cast<std::size_t>(found - kNames.begin()));
}

bool may_become(MandateState from, MandateState to) {
  switch (from) {
    case MandateState::received:
      return to == MandateState::confirmed;
    case MandateState::confirmed:
      return to != MandateState::received && to != MandateState::confirmed;
    case MandateState::withdrawn:
    case MandateState::replaced:
    case MandateState::corrected:
      return to == MandateState::erased;
    case MandateState::erased:
      return false;
  }
  return false;
}

}  // namespace consentry
