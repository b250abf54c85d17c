// SPDX-License-Identifier: Apache-2.0
// Who may include whom: the table of rooms in ARCHITECTURE.md, and what each room must stay free
// of.
#pragma once

#include "structure/source_tree.h"

namespace consentry::structure {

// Project includes that the table does not allow, that do not exist, or that lie in no room.
Complaints wrong_includes(const SourceTree& tree);

// Library headers and names where they do not belong: input, output, clocks and threads in core,
// heavy libraries in headers, a second file with Boost.Beast or coroutines, shared ownership in
// core.
Complaints misplaced_libraries(const SourceTree& tree);

// Types of one full name that are defined in two files. The linker keeps either definition and says
// nothing (one definition rule), so the program breaks where the other one was meant.
Complaints types_defined_twice(const SourceTree& tree);

}  // namespace consentry::structure
