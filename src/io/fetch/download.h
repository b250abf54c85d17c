// SPDX-License-Identifier: Apache-2.0
// Fetches one public file over HTTP(S) by libcurl.
#pragma once

#include <string>

#include "core/base/error.h"

namespace consentry {

struct DownloadLimits {
  long connect_seconds = 20;
  long total_seconds = 180;
  // The largest published filter lists have about 10 MB; beyond this the address is wrong.
  std::size_t max_bytes = 64UL << 20U;
};

// The body of a 200 answer, redirects followed (at most 5, http and https only). unavailable: no
// answer or another status; exhausted: larger than the limit; timeout. Blocks; thread-safe.
Result<std::string> download(const std::string& url, const DownloadLimits& limits = {});

}  // namespace consentry
