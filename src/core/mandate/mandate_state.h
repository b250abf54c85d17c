// SPDX-License-Identifier: Apache-2.0
// What can become of a mandate.
//
//   received -> confirmed -> withdrawn | replaced | corrected -> erased
//            -> (purged: the row is gone, a number of how many is kept)
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace consentry {

enum class MandateState {
  received,   // the mail was not confirmed yet; counts for nothing
  confirmed,  // counts
  withdrawn,  // by the person: a tombstone with its date, the sealed part is gone
  replaced,   // the same mail address confirmed a newer mandate, or an officer found a duplicate
  corrected,  // the person confirmed a correction, which is a mandate of its own
  erased,     // on request or by retention
};
inline constexpr std::array kMandateStates{MandateState::received,  MandateState::confirmed,
                                           MandateState::withdrawn, MandateState::replaced,
                                           MandateState::corrected, MandateState::erased};
std::string_view name_of(MandateState state);
std::optional<MandateState> mandate_state_named(std::string_view name);
bool may_become(MandateState from, MandateState to);

}  // namespace consentry
