// SPDX-License-Identifier: Apache-2.0
#include "io/browser/devtools_session.h"

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include "io/browser/message_splitter.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;
using Reply = DevtoolsSession::Reply;

DevtoolsMessage message(const std::string& text) {
  auto parsed = DevtoolsMessage::parse(text);
  EXPECT_TRUE(parsed) << parsed.error().text();
  return std::move(*parsed);
}

std::uint64_t send(DevtoolsSession& session, DevtoolsSession::Box box, Reply reply = Reply::wanted,
                   Deadline deadline = in(10s)) {
  auto out = session.command(box, "S", "Page.enable", "", reply, deadline);
  EXPECT_TRUE(out);
  return out->id;
}

std::string reply_to(std::uint64_t id) {
  return R"({"id":)" + std::to_string(id) + R"(,"result":{"ok":true},"sessionId":"S"})";
}

TEST(DevtoolsSession, a_command_is_one_json_object_closed_by_nul) {
  DevtoolsSession session;
  auto out = session.command(1, "S\"x", "Page.navigate", R"({"url":"u"})", Reply::wanted, in(1s));
  ASSERT_TRUE(out);
  EXPECT_EQ(out->bytes, std::string(R"({"id":1,"method":"Page.navigate","sessionId":"S\"x",)"
                                    R"("params":{"url":"u"}})") +
                            '\0');
}

TEST(DevtoolsSession, an_answer_goes_once_to_who_asked) {
  DevtoolsSession session;
  const auto first = send(session, 1);
  const auto second = send(session, 2);
  EXPECT_EQ(session.route(message(reply_to(second))), 2u);
  EXPECT_EQ(session.route(message(reply_to(first))), 1u);
  EXPECT_FALSE(session.route(message(reply_to(first))));
  EXPECT_EQ(session.counts().unknown_replies, 1u);
}

TEST(DevtoolsSession, an_answer_that_nobody_wants_goes_nowhere) {
  DevtoolsSession session;
  EXPECT_FALSE(session.route(message(reply_to(send(session, 1, Reply::ignored)))));
  EXPECT_EQ(session.pending(), 0u);
}

TEST(DevtoolsSession, a_late_answer_is_dropped_and_counted) {
  DevtoolsSession session;
  const auto id = send(session, 1, Reply::wanted, in(-1s));
  session.expire(Clock::now());
  EXPECT_EQ(session.counts().expired, 1u);
  EXPECT_FALSE(session.route(message(reply_to(id))));
}

TEST(DevtoolsSession, children_of_children_belong_to_the_same_tab) {
  DevtoolsSession session;
  session.adopt("S", 7);
  const auto attach = [](const std::string& parent, const std::string& child) {
    return R"({"method":"Target.attachedToTarget","params":{"sessionId":")" + child +
           R"("},"sessionId":")" + parent + R"("})";
  };
  EXPECT_EQ(session.route(message(attach("S", "T"))), 7u);
  EXPECT_EQ(session.route(message(attach("T", "U"))), 7u);
  EXPECT_EQ(session.route(message(R"({"method":"Page.x","sessionId":"U"})")), 7u);
  session.route(message(
      R"({"method":"Target.detachedFromTarget","params":{"sessionId":"U"},"sessionId":"T"})"));
  EXPECT_FALSE(session.route(message(R"({"method":"Page.x","sessionId":"U"})")));
  EXPECT_EQ(session.counts().unknown_sessions, 1u);
}

TEST(DevtoolsSession, what_the_browser_attaches_to_goes_to_who_has_the_context) {
  DevtoolsSession session;
  session.adopt_context("C", 7);
  session.adopt_context("D", 8);
  const auto attach = [](const std::string& context, const std::string& child) {
    return R"({"method":"Target.attachedToTarget","params":{"sessionId":")" + child +
           R"(","targetInfo":{"browserContextId":")" + context + R"("}}})";
  };
  EXPECT_EQ(session.route(message(attach("C", "S"))), 7u);
  EXPECT_EQ(session.route(message(attach("D", "T"))), 8u);
  EXPECT_EQ(session.route(message(R"({"method":"Page.x","sessionId":"S"})")), 7u);
  EXPECT_FALSE(session.route(message(attach("E", "U"))));
  EXPECT_FALSE(session.route(message(R"({"method":"Page.x","sessionId":"U"})")));
  const std::string gone = R"({"method":"Target.detachedFromTarget","params":{"sessionId":"S"}})";
  EXPECT_EQ(session.route(message(gone)), 7u);
  EXPECT_FALSE(session.route(message(gone)));
  session.forget(8);
  EXPECT_FALSE(session.route(message(attach("D", "V"))));
}

TEST(DevtoolsSession, a_session_announced_twice_stays_with_its_owner) {
  DevtoolsSession session;
  session.adopt("A", 1);
  session.adopt("B", 2);
  session.route(message(
      R"({"method":"Target.attachedToTarget","params":{"sessionId":"A"},"sessionId":"B"})"));
  EXPECT_EQ(session.route(message(R"({"method":"Page.x","sessionId":"A"})")), 1u);
}

TEST(DevtoolsSession, a_forgotten_tab_hears_nothing_more) {
  DevtoolsSession session;
  session.adopt("S", 1);
  const auto id = send(session, 1);
  session.forget(1);
  EXPECT_FALSE(session.route(message(R"({"method":"Page.x","sessionId":"S"})")));
  EXPECT_FALSE(session.route(message(reply_to(id))));
}

TEST(DevtoolsSession, more_sessions_than_the_limit_are_refused) {
  DevtoolsSession session;
  for (std::size_t i = 0; i <= kMaxSessions; ++i) session.adopt("s" + std::to_string(i), 1);
  EXPECT_EQ(session.counts().refused_sessions, 1u);
}

TEST(DevtoolsMessage, keeps_the_bytes_and_tells_errors_from_results) {
  const std::string raw = R"({"id":3,"error":{"code":-32000,"message":"No frame"}})";
  const DevtoolsMessage refused = message(raw);
  EXPECT_EQ(refused.raw(), raw);
  EXPECT_EQ(refused.error(), "No frame");
  EXPECT_EQ(message(reply_to(3)).error(), "");
}

TEST(DevtoolsMessage, what_is_no_message_is_corrupt) {
  for (const char* bad : {"", "{", "[]", "7", "{}", R"({"id":-1})", R"({"id":"1"})",
                          R"({"method":7})", "{\"method\":\"\xff\"}", R"({"method":"a"} x)"}) {
    const auto parsed = DevtoolsMessage::parse(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().kind(), ErrorKind::corrupt);
  }
}

TEST(DevtoolsMessage, nesting_beyond_the_limit_is_corrupt_and_below_it_is_not) {
  const auto nested = [](std::size_t depth) {
    return R"({"method":"m","params":{"a":)" + std::string(depth, '[') + std::string(depth, ']') +
           "}}";
  };
  EXPECT_TRUE(DevtoolsMessage::parse(nested(kMaxMessageDepth - 4)));
  EXPECT_FALSE(DevtoolsMessage::parse(nested(kMaxMessageDepth + 4)));
}

TEST(MessageSplitter, messages_are_whole_however_the_bytes_arrive) {
  const std::string stream("{\"a\":1}\0\0{\"b\":2}\0{\"c\"", 21);
  MessageSplitter splitter(100);
  std::vector<std::string> got;
  for (const char byte : stream) splitter.add({&byte, 1}, got);
  EXPECT_EQ(got, (std::vector<std::string>{"{\"a\":1}", "{\"b\":2}"}));
}

TEST(MessageSplitter, a_message_beyond_the_limit_is_skipped_and_the_next_is_read) {
  MessageSplitter splitter(4);
  std::vector<std::string> got;
  splitter.add(std::string_view("12345", 5), got);
  splitter.add(std::string_view("678\0ab\0", 7), got);
  splitter.add(std::string_view("123456\0cd\0", 10), got);
  EXPECT_EQ(got, (std::vector<std::string>{"ab", "cd"}));
  EXPECT_EQ(splitter.oversized(), 2u);
}

}  // namespace
}  // namespace consentry
