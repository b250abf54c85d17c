// SPDX-License-Identifier: Apache-2.0
#include "io/fetch/post.h"

#include <curl/curl.h>
#include <memory>

#include "io/fetch/bounded_body.h"

namespace consentry {
namespace {

constexpr long kOk = 200;

Error error_for(const std::string& url, CURLcode code) {
  if (code == CURLE_WRITE_ERROR) return {ErrorKind::exhausted, url + " answers too much"};
  const auto kind = code == CURLE_OPERATION_TIMEDOUT ? ErrorKind::timeout : ErrorKind::unavailable;
  return {kind, "asking " + url + ": " + curl_easy_strerror(code)};
}

Status check_answer(const std::string& url, CURL* curl, std::string_view wanted) {
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != kOk) {
    return Error{ErrorKind::unavailable,
                 "asking " + url + ": the server answered " + std::to_string(status)};
  }
  const char* type = nullptr;
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
  const std::string_view given = type == nullptr ? "" : type;
  if (given.substr(0, given.find(';')) != wanted) {
    return Error{ErrorKind::unavailable,
                 "asking " + url + ": the answer is no " + std::string(wanted)};
  }
  return {};
}

}  // namespace

Result<std::string> post(const std::string& url, std::string_view type, std::string_view bytes,
                         std::string_view answer_type, const DownloadLimits& limits) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) return Error{ErrorKind::internal, curl_easy_strerror(ready)};
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(),
                                                                   &curl_easy_cleanup);
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
      curl_slist_append(nullptr, ("Content-Type: " + std::string(type)).c_str()),
      &curl_slist_free_all);
  if (!handle || !headers) return Error{ErrorKind::internal, "libcurl gave no handle"};
  BoundedBody answer{{}, limits.max_bytes};
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(bytes.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, bytes.data());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, limits.connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, limits.total_seconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_into_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK) return error_for(url, code);
  if (auto good = check_answer(url, curl, answer_type); !good) return good.error();
  return std::move(answer.bytes);
}

}  // namespace consentry
