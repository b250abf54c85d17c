// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

namespace consentry {

// Now, by the system's clock. Thread-safe.
UtcTime system_time();

}  // namespace consentry
