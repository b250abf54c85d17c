// SPDX-License-Identifier: Apache-2.0
// One POST over HTTP(S) by libcurl, for those who know what to send and what an answer means.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace consentry {

struct PostLimits {
  long connect_seconds = 20;
  long total_seconds = 60;
  // A longer answer is an error; 0: what is answered is dropped, however long.
  std::size_t max_answer_bytes = 0;
};

struct PostAnswer {
  long status = 0;
  std::string type;  // Content-Type as sent; empty: none
  std::string body;
};

using HeaderLines = std::vector<std::pair<std::string, std::string>>;

// No redirect is followed: what is sent is meant for this address. `what` begins an error's text.
// unavailable: no answer; exhausted: a longer one than the limit; timeout. Blocks; thread-safe.
Result<PostAnswer> exchange_post(const std::string& what, const std::string& url,
                                 std::string_view bytes, const HeaderLines& headers,
                                 const PostLimits& limits);

}  // namespace consentry
