// SPDX-License-Identifier: Apache-2.0
// Mail over TLS: at once (RFC 8314), or after STARTTLS (RFC 3207).
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>
#include <unistd.h>

#include "io/notify/line_server.h"
#include "io/notify/mail.h"
#include "io/notify/tls_end.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

enum class Turn { at_once, when_asked };

// Notes apart what it hears in the clear and what inside TLS.
class SecureMailSink {
 public:
  explicit SecureMailSink(Turn turn) : turn_(turn), server_([this](Wire& wire) { serve(wire); }) {}
  [[nodiscard]] std::string url() const {
    return server_.at(turn_ == Turn::at_once ? "smtps" : "smtp");
  }
  [[nodiscard]] const TlsIdentity& identity() const { return identity_; }
  std::string clear() {
    const std::scoped_lock guard(mutex_);
    return clear_;
  }
  std::string secret() {
    const std::scoped_lock guard(mutex_);
    return secret_;
  }

 private:
  void note(std::string& to, const std::string& text) {
    const std::scoped_lock guard(mutex_);
    to += text;
  }
  void serve(Wire& wire) {
    if (turn_ == Turn::when_asked && !talk(wire, clear_, true)) return;
    TlsEnd end(identity_, wire.descriptor());
    if (end.shaken_hands()) (void)talk(end, secret_, turn_ == Turn::at_once);
  }
  // True when the other side asks for TLS.
  template <typename End>
  bool talk(End& end, std::string& heard, bool greet) {
    if (greet) end.say("220 sink\r\n");
    for (std::string line = end.hear("\r\n"); !line.empty(); line = end.hear("\r\n")) {
      note(heard, line);
      if (line.starts_with("EHLO")) {
        end.say("250-sink\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n");
      } else if (line.starts_with("STARTTLS")) {
        end.say("220 go on\r\n");
        return true;
      } else if (line.starts_with("DATA")) {
        end.say("354 go on\r\n");
        note(heard, end.hear("\r\n.\r\n"));
        end.say("250 taken\r\n");
      } else if (line.starts_with("AUTH")) {
        end.say("334 \r\n");
        note(heard, end.hear("\r\n"));
        end.say("235 welcome\r\n");
      } else {
        end.say("250 ok\r\n");
      }
    }
    return false;
  }

  Turn turn_;
  TlsIdentity identity_;
  std::mutex mutex_;
  std::string clear_;
  std::string secret_;
  LineServer server_;
};

class MailOverTls : public ::testing::TestWithParam<Turn> {
 protected:
  ~MailOverTls() override { std::filesystem::remove(file_); }
  Status send(const SecureMailSink& sink, const std::string& trusted) {
    if (!trusted.empty()) std::ofstream(file_) << trusted;
    MailRoute route{sink.url(), "a@consent.example", "me", "hush"};
    if (!trusted.empty()) route.ca_file = file_.string();
    return send_mail(route, "p@shop.example", "Subject: words\r\n\r\nfirst\r\n", {5, 10});
  }

 private:
  std::filesystem::path file_ = std::filesystem::temp_directory_path() /
                                ("consentry-mail-" + std::to_string(::getpid()) + ".pem");
};

TEST_P(MailOverTls, IsHandedOverInsideItWithNameAndPassword) {
  SecureMailSink sink(GetParam());
  const Status sent = send(sink, sink.identity().certificate());
  ASSERT_TRUE(sent) << sent.error().text();
  EXPECT_THAT(sink.secret(), HasSubstr("AUTH PLAIN\r\nAG1lAGh1c2g="));
  EXPECT_THAT(sink.secret(), HasSubstr("Subject: words\r\n\r\nfirst\r\n"));
  EXPECT_THAT(sink.clear(), Not(HasSubstr("AUTH")));
  EXPECT_THAT(sink.clear(), Not(HasSubstr("MAIL")));
}

TEST_P(MailOverTls, IsNotHandedToAServerThatNobodyVouchesFor) {
  SecureMailSink sink(GetParam());
  const TlsIdentity other;
  EXPECT_FALSE(send(sink, ""));
  EXPECT_FALSE(send(sink, other.certificate()));
  EXPECT_THAT(sink.secret(), IsEmpty());
  EXPECT_THAT(sink.clear(), Not(HasSubstr("AUTH")));
}

INSTANTIATE_TEST_SUITE_P(Ways, MailOverTls, ::testing::Values(Turn::at_once, Turn::when_asked),
                         [](const auto& way) {
                           return way.param == Turn::at_once ? "AtOnce" : "WhenAsked";
                         });

}  // namespace
}  // namespace consentry
