// SPDX-License-Identifier: Apache-2.0
#include "io/fetch/post.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/notify/line_server.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;

// Answers each request with `status`, `type` and what was sent to it.
LineServer echo(const std::string& status, const std::string& type) {
  return LineServer([status, type](Wire& wire) {
    const std::string head = wire.hear("\r\n\r\n");
    const std::size_t at = head.find("Content-Length: ");
    const std::string body = wire.hear(std::stoul(head.substr(at + 16)));
    wire.say("HTTP/1.1 " + status + "\r\nLocation: /other\r\nContent-Type: " + type +
             "\r\nContent-Length: " + std::to_string(body.size()) +
             "\r\nConnection: close\r\n\r\n" + body);
  });
}

Result<std::string> asked(const LineServer& server, std::size_t max_bytes = 1000) {
  return post(server.at("http") + "/tsa", "text/question", "question", "text/answer",
              {5, 5, max_bytes});
}

TEST(Post, GivesTheAnswerOfTheTypeThatIsWanted) {
  const LineServer server = echo("200 OK", "text/answer; charset=utf-8");
  EXPECT_EQ(asked(server).value(), "question");
}

TEST(Post, TakesNoOtherStatusTypeOrLength) {
  for (const char* status : {"302 Found", "404 Not Found", "204 No Content"}) {
    const LineServer server = echo(status, "text/answer");
    const auto answer = asked(server);
    ASSERT_FALSE(answer) << status;
    EXPECT_EQ(answer.error().kind(), ErrorKind::unavailable);
    EXPECT_THAT(answer.error().text(), HasSubstr("the server answered")) << status;
  }
  const LineServer other = echo("200 OK", "text/html");
  EXPECT_THAT(asked(other).error().text(), HasSubstr("is no text/answer"));
  const LineServer longer = echo("200 OK", "text/answer");
  EXPECT_EQ(asked(longer, 7).error().kind(), ErrorKind::exhausted);
}

TEST(Post, ADeadPortIsAnError) {
  EXPECT_EQ(post("http://127.0.0.1:1/", "a/b", "", "c/d", {1, 1, 10}).error().kind(),
            ErrorKind::unavailable);
  EXPECT_FALSE(post("file:///etc/hosts", "a/b", "", "c/d", {1, 1, 10}));
}

}  // namespace
}  // namespace consentry
