// SPDX-License-Identifier: Apache-2.0
// What a pipeline reads from the program's end.
#pragma once

namespace consentry {

enum class ExitStatus {
  nothing_found = 0,  // nothing at or above --fail-on
  found = 1,          // something at or above --fail-on, or beyond the budget
  usage = 2,          // wrong words, or a file that cannot be used
  not_measured = 3,   // nothing could be measured, or not all that a budget limits
};

}  // namespace consentry
