// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "core/base/time.h"

namespace consentry {

// Now, by the system's clock. Thread-safe.
UtcTime system_time();

// How long the machine runs, sleep included; nobody sets this clock. Thread-safe.
std::chrono::milliseconds machine_uptime();

}  // namespace consentry
