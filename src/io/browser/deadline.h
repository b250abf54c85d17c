// SPDX-License-Identifier: Apache-2.0
// The one clock of this room: monotonic, so that a changed wall clock neither hangs nor hurries a
// scan.
#pragma once

#include <chrono>

namespace consentry {

using Clock = std::chrono::steady_clock;
using Deadline = Clock::time_point;

inline Deadline in(std::chrono::milliseconds span) { return Clock::now() + span; }

}  // namespace consentry
