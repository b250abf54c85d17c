// SPDX-License-Identifier: Apache-2.0
// Hands a message to a mail server by SMTP (RFC 5321), by libcurl.
#pragma once

#include <memory>
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

// A conversation with the mail server that lasts over several messages: a batch needs one connection, one
// TLS handshake and one login. A connection that the server has closed meanwhile is opened anew. For one
// thread.
class MailSession {
 public:
  explicit MailSession(const MailRoute& route, const MailLimits& limits = {});
  ~MailSession();
  MailSession(const MailSession&) = delete;
  MailSession& operator=(const MailSession&) = delete;

  // `message`: whole, with CRLF (core/watch/watch_message.h). With smtp:// the connection is turned into
  // TLS when the server can; a password is never sent without. unavailable: no answer, or the server says
  // no; timeout. A no to one message leaves the next ones their turn. Blocks.
  Status send(const std::string& to, std::string_view message);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One message in a session of its own. Blocks; thread-safe.
Status send_mail(const MailRoute& route, const std::string& to, std::string_view message,
                 const MailLimits& limits = {});

}  // namespace consentry
