// SPDX-License-Identifier: Apache-2.0
// Halves of UTF-16 pairs that stand alone in JSON text. A page's strings may have them (RFC 8259
// section 8.2), the browser passes them on, and strict parsers refuse the whole message for it.
#pragma once

#include <cstddef>
#include <string>

namespace consentry {

// Puts U+FFFD in place of each escaped half that has no partner, keeping the length. Returns how
// many.
std::size_t replace_lone_surrogates(std::string& json);

}  // namespace consentry
