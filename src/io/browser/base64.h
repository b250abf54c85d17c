// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// Standard alphabet with padding (RFC 4648 section 4), no white space. corrupt on anything else.
Result<std::string> decode_base64(std::string_view text);
// OpenSSL counts in int: at most 1 GiB, far beyond what the pipe to the browser takes.
std::string encode_base64(std::string_view bytes);

}  // namespace consentry
