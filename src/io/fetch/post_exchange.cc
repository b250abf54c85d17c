// SPDX-License-Identifier: Apache-2.0
#include "io/fetch/post_exchange.h"

#include <curl/curl.h>
#include <memory>

#include "io/fetch/bounded_body.h"

namespace consentry {
namespace {

using CurlList = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

std::size_t drop(char* /*data*/, std::size_t size, std::size_t count, void* /*target*/) {
  return size * count;
}

CurlList list_of(const HeaderLines& headers) {
  CurlList lines(nullptr, &curl_slist_free_all);
  for (const auto& [name, value] : headers) {
    curl_slist* longer = curl_slist_append(lines.get(), (name + ": " + value).c_str());
    if (longer == nullptr) return {nullptr, &curl_slist_free_all};
    // The first line is the list; what is appended hangs on it.
    if (!lines) lines.reset(longer);
  }
  return lines;
}

Error error_for(const std::string& what, CURLcode code) {
  if (code == CURLE_WRITE_ERROR) return {ErrorKind::exhausted, what + ": the answer is too long"};
  const auto kind = code == CURLE_OPERATION_TIMEDOUT ? ErrorKind::timeout : ErrorKind::unavailable;
  return {kind, what + ": " + curl_easy_strerror(code)};
}

}  // namespace

Result<PostAnswer> exchange_post(const std::string& what, const std::string& url,
                                 std::string_view bytes, const HeaderLines& headers,
                                 const PostLimits& limits) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) return Error{ErrorKind::internal, curl_easy_strerror(ready)};
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(),
                                                                   &curl_easy_cleanup);
  const CurlList lines = list_of(headers);
  if (!handle || (!lines && !headers.empty()))
    return Error{ErrorKind::internal, "libcurl gave no handle"};
  BoundedBody body{{}, limits.max_answer_bytes};
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(bytes.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, bytes.data());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, limits.connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, limits.total_seconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION,
                   limits.max_answer_bytes == 0 ? &drop : &take_into_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK) return error_for(what, code);
  PostAnswer answer;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  const char* type = nullptr;
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
  if (type != nullptr) answer.type = type;
  answer.body = std::move(body.bytes);
  return answer;
}

}  // namespace consentry
