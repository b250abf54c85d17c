// SPDX-License-Identifier: Apache-2.0
// Finds e-mail addresses, and hashes that stand where addresses are expected, in what was sent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// Addresses of people in a text, lower-case, each once: no role addresses ("info@"), no credentials
// in an address ("https://key@host"), no file or package names ("icon@2x.png", "lib@1.2.3").
std::vector<std::string> mail_addresses_in(std::string_view text);

// MD5, SHA-1 or SHA-256 in hexadecimal under a name by which e-mail addresses are sent ("em=",
// "\"email\":"); hashes of the empty text left out.
std::vector<std::string> mail_hashes_in(std::string_view text);

}  // namespace consentry
