// SPDX-License-Identifier: Apache-2.0
// Posts a message to an address that an administrator named, by libcurl.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace consentry {

struct WebhookLimits {
  long connect_seconds = 10;
  long total_seconds = 20;
};

// As JSON. Any 2xx answer means taken; no redirect is followed, since what is sent is meant for this
// address. unavailable: no answer or another status; timeout. Blocks; thread-safe.
Status post_webhook(const std::string& url, std::string_view body,
                    const std::vector<std::pair<std::string, std::string>>& headers,
                    const WebhookLimits& limits = {});

}  // namespace consentry
