// SPDX-License-Identifier: Apache-2.0
// Fresh identifiers, different for every visitor and every run (OpenSSL's generator). Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace consentry::lab {

std::string random_from(std::string_view alphabet, std::size_t length);
std::string random_hex(std::size_t length);
std::string random_word(std::size_t length);  // letters and digits
std::string random_uuid();                    // version 4

}  // namespace consentry::lab
