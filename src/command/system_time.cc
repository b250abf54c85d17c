// SPDX-License-Identifier: Apache-2.0
#include "command/system_time.h"

#include <chrono>

namespace consentry {

UtcTime system_time() {
  return {std::chrono::duration_cast<std::chrono::milliseconds>(
              std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

}  // namespace consentry
