// SPDX-License-Identifier: Apache-2.0
// The forms in which a value travels: as it is, encoded, or hashed. A value that is hashed or encoded
// still tells the same visitor apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

struct ValueForm {
  std::string text;
  std::string_view how;  // "" as it is, "base64", "hex", "MD5", "SHA-1", "SHA-256"
};

// Lower-case hexadecimal for hashes; base64 both standard and URL-safe, without padding. Of a text
// that is empty: nothing.
std::vector<ValueForm> forms_of(std::string_view value);

// RFC 4648 section 4, without padding.
std::string base64_of(std::string_view bytes);

}  // namespace consentry
