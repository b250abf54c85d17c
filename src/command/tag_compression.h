// SPDX-License-Identifier: Apache-2.0
// The tag's files made smaller once, at publishing, as hard as the methods allow.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// RFC 7932, quality 11.
Result<std::string> brotli_compressed(std::string_view bytes);
// RFC 1952, level 9, without a time, so that the same text gives the same bytes.
Result<std::string> gzip_compressed(std::string_view bytes);

}  // namespace consentry
