// SPDX-License-Identifier: Apache-2.0
// Sends some bytes by HTTP(S) POST and takes the answer, by libcurl.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "io/fetch/download.h"

namespace consentry {

// The body of a 200 answer whose type is `answer_type`. No redirect is followed: what is sent is meant
// for this address. unavailable: no answer, another status or another type; exhausted: larger than the
// limit; timeout. Blocks; thread-safe.
Result<std::string> post(const std::string& url, std::string_view type, std::string_view bytes,
                         std::string_view answer_type, const DownloadLimits& limits);

}  // namespace consentry
