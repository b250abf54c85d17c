// SPDX-License-Identifier: Apache-2.0
// The names under which a declaration lists what is stored. Sites write a part that differs from
// visitor to visitor or from account to account in many ways: "_ga_*", "_ga_<container-id>",
// "_gat_UA-XXXXX", "wp-settings-[UID]".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// Lower-case; '*' stands for any run of characters, also an empty one.
using NamePattern = std::string;

// The names that a cell or line of a declaration holds. Empty when it holds none or reads like a
// sentence; names with spaces are services, not items.
std::vector<NamePattern> declared_names(std::string_view text);

// Whether an item is meant. What goes on after a separator is the same item ("_pk_id" and
// "_pk_id.7.1f3a"): a declaration that is read too widely claims too little, never too much.
bool covers(const NamePattern& pattern, std::string_view name);

// Every word of running text that could be a name: it holds a sign or digit that words do not.
std::vector<NamePattern> names_in_prose(std::string_view text);

}  // namespace consentry
