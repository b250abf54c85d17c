// SPDX-License-Identifier: Apache-2.0
#include "io/fetch/webhook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>

#include "io/notify/line_server.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;

// Takes one request a connection and answers `answer`.
class Sink {
 public:
  explicit Sink(const std::string& answer)
      : server_([this, answer](Wire& wire) {
          std::string head = wire.hear("\r\n\r\n");
          const std::size_t at = head.find("Content-Length: ");
          const std::string body =
              at == std::string::npos ? "" : wire.hear(std::stoul(head.substr(at + 16)));
          {
            const std::scoped_lock guard(mutex_);
            heard_ += head + body;
          }
          wire.say("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }) {}
  [[nodiscard]] std::string url() const { return server_.at("http") + "/hook?a=b"; }
  std::string heard() {
    const std::scoped_lock guard(mutex_);
    return heard_;
  }

 private:
  std::mutex mutex_;
  std::string heard_;
  LineServer server_;
};

TEST(Webhook, IsPostedWithItsHeaders) {
  Sink sink("204 No Content");
  const Status sent = post_webhook(sink.url(), R"({"a":1})", {{"X-One", "1"}, {"X-Two", "2"}});
  EXPECT_TRUE(sent) << sent.error().text();
  EXPECT_THAT(sink.heard(), HasSubstr("POST /hook?a=b HTTP/1.1\r\n"));
  EXPECT_THAT(sink.heard(), HasSubstr("Content-Type: application/json\r\n"));
  EXPECT_THAT(sink.heard(), HasSubstr("X-One: 1\r\nX-Two: 2\r\n"));
  EXPECT_TRUE(sink.heard().ends_with(R"({"a":1})"));
}

TEST(Webhook, OtherAnswersThanSuccessMeanNotTaken) {
  for (const char* answer : {"500 Oops", "404 Not Found", "302 Found\r\nLocation: /elsewhere"}) {
    Sink sink(answer);
    const Status sent = post_webhook(sink.url(), "{}", {});
    ASSERT_FALSE(sent) << answer;
    EXPECT_THAT(sent.error().text(), HasSubstr(std::string(answer).substr(0, 3)));
    EXPECT_THAT(sink.heard(), ::testing::Not(HasSubstr("elsewhere")));
  }
}

TEST(Webhook, SilenceAndDeadPortsAreErrors) {
  const LineServer silent([](Wire& wire) { (void)wire.hear(std::string("never")); });
  EXPECT_EQ(post_webhook(silent.at("http") + "/", "{}", {}, {1, 1}).error().kind(),
            ErrorKind::timeout);
  EXPECT_EQ(post_webhook("http://127.0.0.1:1/", "{}", {}).error().kind(), ErrorKind::unavailable);
  EXPECT_FALSE(post_webhook("file:///etc/hostname", "{}", {}));
}

}  // namespace
}  // namespace consentry
