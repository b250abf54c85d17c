// SPDX-License-Identifier: Apache-2.0
#include "io/notify/curl_handle.h"

#include <curl/curl.h>

namespace consentry {

CurlHandle make_curl() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  return {ready == CURLE_OK ? curl_easy_init() : nullptr, &curl_easy_cleanup};
}

Error curl_error(const std::string& what, int code) {
  const auto kind = code == CURLE_OPERATION_TIMEDOUT ? ErrorKind::timeout : ErrorKind::unavailable;
  return {kind, what + ": " + curl_easy_strerror(static_cast<CURLcode>(code))};
}

}  // namespace consentry
