// SPDX-License-Identifier: Apache-2.0
#include "io/notify/mail.h"

#include <algorithm>
#include <curl/curl.h>

#include "io/notify/curl_handle.h"

namespace consentry {
namespace {

std::size_t give(char* to, std::size_t size, std::size_t count, void* source) {
  std::string_view& left = *static_cast<std::string_view*>(source);
  const std::size_t now = std::min(size * count, left.size());
  std::copy_n(left.data(), now, to);
  left.remove_prefix(now);
  return now;
}

}  // namespace

Status send_mail(const MailRoute& route, const std::string& to, std::string_view message,
                 const MailLimits& limits) {
  const CurlHandle handle = make_curl();
  const CurlList recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()),
                            &curl_slist_free_all);
  if (!handle || !recipients) return Error{ErrorKind::internal, "libcurl gave no handle"};
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, route.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + route.from + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   static_cast<long>(route.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  if (!route.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, route.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, route.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &message);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, limits.connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, limits.total_seconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  const CURLcode code = curl_easy_perform(curl);
  return code == CURLE_OK ? Status() : curl_error("the mail server", code);
}

}  // namespace consentry
