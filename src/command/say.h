// SPDX-License-Identifier: Apache-2.0
// Words to the person at the terminal: errors and notes go to stderr, so that stdout stays a
// result.
#pragma once

#include <string_view>

#include "command/exit_status.h"
#include "core/base/error.h"

namespace consentry {

// "consentry: text" on stderr.
void say(std::string_view text);
// Says the error and gives the exit status for its kind: usage for what the caller can mend by
// other words or files, not_measured for what the outside denied.
int fail(const Error& error);

}  // namespace consentry
