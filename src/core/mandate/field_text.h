// SPDX-License-Identifier: Apache-2.0
// What a person may type into a field of a form.
#pragma once

#include <string>
#include <string_view>

namespace consentry {

// Without white space (of ASCII) around it.
std::string trimmed(std::string_view text);
// CR LF, as browsers send them, become line feeds.
std::string with_line_feeds(std::string_view text);
// UTF-8 on one line: no control characters, none that turn the direction of what follows or that
// nobody sees, so that a printed list says what was typed.
bool is_line(std::string_view text);
// The same of several lines.
bool is_prose(std::string_view text);

}  // namespace consentry
