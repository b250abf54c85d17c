// SPDX-License-Identifier: Apache-2.0
#include "io/fetch/post.h"

#include "io/fetch/post_exchange.h"

namespace consentry {
namespace {

constexpr long kOk = 200;

}  // namespace

Result<std::string> post(const std::string& url, std::string_view type, std::string_view bytes,
                         std::string_view answer_type, const DownloadLimits& limits) {
  const std::string what = "asking " + url;
  auto answer = exchange_post(what, url, bytes, {{"Content-Type", std::string(type)}},
                              {limits.connect_seconds, limits.total_seconds, limits.max_bytes});
  if (!answer) return answer.error();
  const auto useless = [&](const std::string& why) {
    return Error{ErrorKind::unavailable, what + ": " + why};
  };
  if (answer->status != kOk)
    return useless("the server answered " + std::to_string(answer->status));
  if (answer->type.substr(0, answer->type.find(';')) != answer_type)
    return useless("the answer is no " + std::string(answer_type));
  return std::move(answer->body);
}

}  // namespace consentry
