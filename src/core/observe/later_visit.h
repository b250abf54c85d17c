// SPDX-License-Identifier: Apache-2.0
// The visits of Phase::revisit: when somebody who refused comes back.
#pragma once

#include <array>
#include <utility>

#include "core/observe/phase.h"

namespace consentry {

// In this order, with the days that have passed since the visit before: the next day, the next
// month, and when half a year is nearly over (180 days, as consent managers count it, less one for
// clocks that differ).
inline constexpr std::array<std::pair<Step, int>, 3> kLaterVisits{
    {{Step::next_day, 1}, {Step::next_month, 30}, {Step::half_year, 179}}};

}  // namespace consentry
