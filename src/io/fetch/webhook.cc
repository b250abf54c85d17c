// SPDX-License-Identifier: Apache-2.0
#include "io/fetch/webhook.h"

#include "io/fetch/post_exchange.h"

namespace consentry {

Status post_webhook(const std::string& url, std::string_view body,
                    const std::vector<std::pair<std::string, std::string>>& headers,
                    const WebhookLimits& limits) {
  HeaderLines lines{{"Content-Type", "application/json"}, {"User-Agent", "consentry"}};
  lines.insert(lines.end(), headers.begin(), headers.end());
  // What the other side answers is of no interest.
  const auto answer = exchange_post("the webhook", url, body, lines,
                                    {limits.connect_seconds, limits.total_seconds, 0});
  if (!answer) return answer.error();
  if (answer->status / 100 == 2) return {};
  return Error{ErrorKind::unavailable, "the webhook answered " + std::to_string(answer->status)};
}

}  // namespace consentry
