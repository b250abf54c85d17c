// SPDX-License-Identifier: Apache-2.0
#include "io/notify/mail.h"

#include <atomic>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>

#include "io/notify/line_server.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The few words of SMTP (RFC 5321) that a sender needs; says no to what begins with `refused`.
class MailSink {
 public:
  explicit MailSink(const std::string& refused = "never")
      : server_([this, refused](Wire& wire) { serve(wire, refused); }) {}
  [[nodiscard]] std::string url() const { return server_.at("smtp"); }
  std::string heard() {
    const std::scoped_lock guard(mutex_);
    return heard_;
  }

 private:
  void note(const std::string& text) {
    const std::scoped_lock guard(mutex_);
    heard_ += text;
  }
  void serve(Wire& wire, const std::string& refused) {
    wire.say("220 sink\r\n");
    for (std::string line = wire.hear("\r\n"); !line.empty(); line = wire.hear("\r\n")) {
      note(line);
      if (line.starts_with(refused)) {
        wire.say("550 no\r\n");
      } else if (line.starts_with("EHLO")) {
        wire.say("250-sink\r\n250 AUTH PLAIN\r\n");
      } else if (line.starts_with("DATA")) {
        wire.say("354 go on\r\n");
        note(wire.hear("\r\n.\r\n"));
        wire.say("250 taken\r\n");
      } else {
        wire.say("250 ok\r\n");
      }
    }
  }
  std::mutex mutex_;
  std::string heard_;
  LineServer server_;
};

const std::string kMessage = "Subject: words\r\n\r\nfirst\r\n.second\r\n";

TEST(Mail, IsHandedToTheServer) {
  MailSink sink;
  const Status sent =
      send_mail({sink.url(), "a@consent.example", "", ""}, "p@shop.example", kMessage);
  ASSERT_TRUE(sent) << sent.error().text();
  EXPECT_THAT(sink.heard(), HasSubstr("MAIL FROM:<a@consent.example>"));
  EXPECT_THAT(sink.heard(), HasSubstr("RCPT TO:<p@shop.example>"));
  EXPECT_THAT(sink.heard(), HasSubstr("Subject: words\r\n\r\nfirst\r\n..second\r\n"));
}

TEST(Mail, ANoOfTheServerIsAnError) {
  for (const char* refused : {"MAIL", "RCPT"}) {
    MailSink sink(refused);
    EXPECT_FALSE(send_mail({sink.url(), "a@b.example", "", ""}, "p@shop.example", kMessage))
        << refused;
  }
}

std::ptrdiff_t count_of(const std::string& text, const std::string& part) {
  std::ptrdiff_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Mail, OfABatchGoesOverOneConnection) {
  MailSink sink;
  const MailRoute route{sink.url(), "a@consent.example", "", ""};
  MailSession session(route);
  for (const char* to : {"p@shop.example", "q@shop.example", "r@shop.example"}) {
    const Status sent = session.send(to, kMessage);
    ASSERT_TRUE(sent) << sent.error().text();
  }
  EXPECT_EQ(count_of(sink.heard(), "EHLO"), 1);
  EXPECT_EQ(count_of(sink.heard(), "MAIL FROM:<a@consent.example>"), 3);
  EXPECT_THAT(sink.heard(), HasSubstr("RCPT TO:<r@shop.example>"));
}

TEST(Mail, ThatTheServerRefusesLeavesTheNextItsTurn) {
  MailSink sink("RCPT TO:<p@");
  const MailRoute route{sink.url(), "a@b.example", "", ""};
  MailSession session(route);
  EXPECT_FALSE(session.send("p@shop.example", kMessage));
  const Status sent = session.send("q@shop.example", kMessage);
  EXPECT_TRUE(sent) << sent.error().text();
  EXPECT_EQ(count_of(sink.heard(), "Subject: words"), 1);
}

TEST(Mail, GoesOnAfterTheServerHungUp) {
  std::atomic<int> taken{0};
  const LineServer curt([&](Wire& wire) {
    wire.say("220 curt\r\n");
    for (std::string line = wire.hear("\r\n"); !line.empty(); line = wire.hear("\r\n")) {
      if (line.starts_with("DATA")) {
        wire.say("354 go on\r\n");
        (void)wire.hear("\r\n.\r\n");
        ++taken;
        wire.say("250 taken\r\n");
        return;
      }
      wire.say("250 ok\r\n");
    }
  });
  const MailRoute route{curt.at("smtp"), "a@b.example", "", ""};
  MailSession session(route);
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(session.send("p@shop.example", kMessage)) << i;
  EXPECT_EQ(taken, 2);
}

TEST(Mail, APasswordIsNotSentInTheClear) {
  MailSink sink;
  EXPECT_FALSE(send_mail({sink.url(), "a@b.example", "me", "hush"}, "p@shop.example", kMessage));
  EXPECT_THAT(sink.heard(), Not(HasSubstr("AUTH")));
  EXPECT_THAT(sink.heard(), Not(HasSubstr("DATA")));
}

TEST(Mail, SilenceAndDeadPortsAreErrors) {
  const LineServer silent([](Wire& wire) { (void)wire.hear(std::string("never")); });
  EXPECT_EQ(send_mail({silent.at("smtp"), "a@b.example", "", ""}, "c@d.example", kMessage, {1, 1})
                .error()
                .kind(),
            ErrorKind::timeout);
  EXPECT_FALSE(send_mail({"smtp://127.0.0.1:1", "a@b.example", "", ""}, "c@d.example", kMessage));
  EXPECT_FALSE(send_mail({"http://127.0.0.1:1", "a@b.example", "", ""}, "c@d.example", kMessage));
}

}  // namespace
}  // namespace consentry
