// SPDX-License-Identifier: Apache-2.0
#include "io/fetch/download.h"

#include <curl/curl.h>
#include <memory>

#include "io/fetch/bounded_body.h"

namespace consentry {
namespace {

constexpr long kMaxRedirects = 5;
constexpr long kOk = 200;

Error error_for(const std::string& url, CURLcode code, const BoundedBody& body) {
  if (code == CURLE_WRITE_ERROR) {
    return {ErrorKind::exhausted,
            url + " is larger than " + std::to_string(body.max_bytes >> 20U) + " MiB"};
  }
  const auto kind = code == CURLE_OPERATION_TIMEDOUT ? ErrorKind::timeout : ErrorKind::unavailable;
  return {kind, "fetching " + url + ": " + curl_easy_strerror(code)};
}

}  // namespace

Result<std::string> download(const std::string& url, const DownloadLimits& limits) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) return Error{ErrorKind::internal, curl_easy_strerror(ready)};
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(),
                                                                   &curl_easy_cleanup);
  if (!handle) return Error{ErrorKind::internal, "libcurl gave no handle"};
  BoundedBody body{{}, limits.max_bytes};
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMaxRedirects);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, limits.connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, limits.total_seconds);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_into_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK) {
    return error_for(url, code, body);
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != kOk) {
    return Error{ErrorKind::unavailable,
                 "fetching " + url + ": the server answered " + std::to_string(status)};
  }
  return std::move(body.bytes);
}

}  // namespace consentry
