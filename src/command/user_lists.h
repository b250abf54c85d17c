// SPDX-License-Identifier: Apache-2.0
// The lists that the user added, as this process finds them.
#pragma once

#include <vector>

#include "command/knowledge.h"
#include "io/store/list_folder.h"

namespace consentry {

// The user's list folder, from CONSENTRY_DATA, XDG_DATA_HOME or HOME. not_found when none is set.
Result<ListFolder> user_list_folder();

// Every list in it with its text; none when there is no folder, or no home to have one in.
Result<std::vector<UserList>> read_user_lists();

}  // namespace consentry
