// SPDX-License-Identifier: Apache-2.0
#include "io/notify/mail.h"

#include <algorithm>
#include <curl/curl.h>
#include <memory>

namespace consentry {
namespace {

std::size_t give(char* to, std::size_t size, std::size_t count, void* source) {
  std::string_view& left = *static_cast<std::string_view*>(source);
  const std::size_t now = std::min(size * count, left.size());
  std::copy_n(left.data(), now, to);
  left.remove_prefix(now);
  return now;
}

using CurlHandle = std::unique_ptr<CURL, void (*)(CURL*)>;
using CurlList = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

CurlHandle make_curl() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  return {ready == CURLE_OK ? curl_easy_init() : nullptr, &curl_easy_cleanup};
}

Error curl_error(CURLcode code) {
  const auto kind = code == CURLE_OPERATION_TIMEDOUT ? ErrorKind::timeout : ErrorKind::unavailable;
  return {kind, std::string("the mail server: ") + curl_easy_strerror(code)};
}

}  // namespace

// The connection lies in the handle and lives as long.
struct MailSession::State {
  CurlHandle handle = make_curl();
  bool begun = false;  // a connection may be there that the server has closed meanwhile
};

MailSession::MailSession(const MailRoute& route, const MailLimits& limits)
    : state_(std::make_unique<State>()) {
  CURL* curl = state_->handle.get();
  if (curl == nullptr) return;
  curl_easy_setopt(curl, CURLOPT_URL, route.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + route.from + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   static_cast<long>(route.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  if (!route.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, route.ca_file.c_str());
  if (!route.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, route.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, route.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &give);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, limits.connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, limits.total_seconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

MailSession::~MailSession() = default;

Status MailSession::send(const std::string& to, std::string_view message) {
  const CurlList recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()),
                            &curl_slist_free_all);
  CURL* curl = state_->handle.get();
  if (curl == nullptr || !recipients) return Error{ErrorKind::internal, "libcurl gave no handle"};
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  const auto perform = [&](bool fresh) {
    std::string_view left = message;
    curl_easy_setopt(curl, CURLOPT_READDATA, &left);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
    return curl_easy_perform(curl);
  };
  CURLcode code = perform(false);
  // A kept connection may turn out to be closed only when it is used.
  if (state_->begun && (code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR)) code = perform(true);
  state_->begun = true;
  // Neither outlives this call.
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, nullptr);
  curl_easy_setopt(curl, CURLOPT_READDATA, nullptr);
  return code == CURLE_OK ? Status() : curl_error(code);
}

Status send_mail(const MailRoute& route, const std::string& to, std::string_view message,
                 const MailLimits& limits) {
  return MailSession(route, limits).send(to, message);
}

}  // namespace consentry
