// SPDX-License-Identifier: Apache-2.0
// Hands a message to a mail server by SMTP (RFC 5321), by libcurl.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

struct MailRoute {
  std::string url;   // "smtp://mail.example:587" or "smtps://mail.example"
  std::string from;  // address
  std::string user;  // empty: no login
  std::string password;
  std::string ca_file{};  // PEM of who vouches for the server; empty: as the system has it
};

struct MailLimits {
  long connect_seconds = 20;
  long total_seconds = 60;
};

// `message`: whole, with CRLF (core/watch/watch_message.h). With smtp:// the connection is turned into TLS
// when the server can; a password is never sent without. unavailable: no answer, or the server says no;
// timeout. Blocks; thread-safe.
Status send_mail(const MailRoute& route, const std::string& to, std::string_view message,
                 const MailLimits& limits = {});

}  // namespace consentry
