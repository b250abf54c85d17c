// SPDX-License-Identifier: Apache-2.0
// The line that is being read, as the facts that rest on it need it. Internal to core/observe.
#pragma once

#include "core/base/time.h"
#include "core/observe/observation.h"

namespace consentry {

struct Here {
  EventRef at;
  Moment when;
  UtcTime wall;  // the run's start and the line's milliseconds
};

}  // namespace consentry
