// SPDX-License-Identifier: Apache-2.0
#include "io/notify/webhook.h"

#include <curl/curl.h>

#include "io/notify/curl_handle.h"

namespace consentry {
namespace {

// What the other side answers is of no interest.
std::size_t drop(char* /*data*/, std::size_t size, std::size_t count, void* /*target*/) {
  return size * count;
}

}  // namespace

Status post_webhook(const std::string& url, std::string_view body,
                    const std::vector<std::pair<std::string, std::string>>& headers,
                    const WebhookLimits& limits) {
  const CurlHandle handle = make_curl();
  CurlList lines(curl_slist_append(nullptr, "Content-Type: application/json"),
                 &curl_slist_free_all);
  if (!handle || !lines) return Error{ErrorKind::internal, "libcurl gave no handle"};
  for (const auto& [name, value] : headers) {
    curl_slist* longer = curl_slist_append(lines.get(), (name + ": " + value).c_str());
    if (longer == nullptr) return Error{ErrorKind::internal, "libcurl takes no header"};
  }
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "consentry");
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, limits.connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, limits.total_seconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &drop);
  if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK)
    return curl_error("the webhook", code);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status / 100 == 2) return {};
  return Error{ErrorKind::unavailable, "the webhook answered " + std::to_string(status)};
}

}  // namespace consentry
