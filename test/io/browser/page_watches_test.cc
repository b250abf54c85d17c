// SPDX-License-Identifier: Apache-2.0
// What is concluded from events alone: rest, the document's fate, frames and their worlds.
#include <gtest/gtest.h>

#include "io/browser/base64.h"
#include "io/browser/devtools_message.h"
#include "io/browser/document_watch.h"
#include "io/browser/frame_tree.h"
#include "io/browser/quiet_watch.h"
#include "io/browser/recorder.h"

namespace consentry {
namespace {

using namespace std::chrono_literals;

DevtoolsMessage event(const std::string& method, const std::string& params,
                      const std::string& session = "S") {
  auto parsed = DevtoolsMessage::parse("{\"method\":\"" + method + "\",\"params\":" + params +
                                       ",\"sessionId\":\"" + session + "\"}");
  EXPECT_TRUE(parsed) << params;
  return std::move(*parsed);
}

DevtoolsMessage sent(const std::string& id, const std::string& type,
                     const std::string& url = "http://a.example/") {
  return event("Network.requestWillBeSent", R"({"requestId":")" + id + R"(","type":")" + type +
                                                R"(","request":{"url":")" + url + "\"}}");
}
DevtoolsMessage about(const std::string& method, const std::string& id) {
  return event("Network." + method, R"({"requestId":")" + id + "\"}");
}

class Quiet : public ::testing::Test {
 protected:
  void SetUp() override {
    watch_.navigation_begins(now_);
    watch_.handle(event("Page.loadEventFired", "{}"), now_);
  }
  Deadline now_ = Clock::now();
  QuietWatch watch_;
};

TEST_F(Quiet, comes_a_while_after_load_and_not_before) {
  EXPECT_FALSE(watch_.quiet(now_ + kQuietTime - 1ms));
  EXPECT_TRUE(watch_.quiet(now_ + kQuietTime));
}

TEST_F(Quiet, never_comes_before_load) {
  watch_.navigation_begins(now_);
  EXPECT_FALSE(watch_.quiet(now_ + 1h));
  EXPECT_EQ(watch_.quiet_at(), Deadline::max());
}

TEST_F(Quiet, waits_for_a_script_to_finish_but_for_a_fetch_only_to_answer) {
  for (const char* type : {"Fetch", "XHR", "Ping"}) {
    watch_.handle(sent("1", type), now_);
    EXPECT_FALSE(watch_.quiet(now_ + 1h));
    watch_.handle(about("responseReceived", "1"), now_);
    EXPECT_TRUE(watch_.quiet(now_ + kQuietTime)) << type;
  }
  watch_.handle(sent("2", "Script"), now_);
  watch_.handle(about("responseReceived", "2"), now_);
  EXPECT_FALSE(watch_.quiet(now_ + 1h));
  watch_.handle(about("loadingFailed", "2"), now_);
  EXPECT_TRUE(watch_.quiet(now_ + kQuietTime));
}

TEST_F(Quiet, counts_a_request_that_ends_in_another_session) {
  watch_.handle(sent("1", "Document"), now_);
  watch_.handle(event("Network.loadingFinished", R"({"requestId":"1"})", "OTHER"), now_);
  EXPECT_EQ(watch_.under_way(), 0u);
}

TEST_F(Quiet, counts_each_hop_of_a_redirect_once) {
  watch_.handle(sent("1", "Image"), now_);
  watch_.handle(sent("1", "Image"), now_);
  EXPECT_EQ(watch_.under_way(), 1u);
}

TEST_F(Quiet, is_not_disturbed_by_data_urls) {
  watch_.handle(sent("1", "Image", "data:image/gif;base64,AA"), now_ + 400ms);
  EXPECT_TRUE(watch_.quiet(now_ + kQuietTime));
}

TEST_F(Quiet, once_watched_to_the_ceiling_waits_only_for_what_is_new) {
  for (int i = 0; i < kBackgroundRequests; ++i) {
    const std::string id = std::to_string(i);
    watch_.handle(sent(id, "Fetch", "http://a.example/pulse?n=" + id), now_ + 5s);
    watch_.handle(about("responseReceived", id), now_ + 5s);
  }
  watch_.handle(sent("hangs", "XHR", "http://a.example/wait"), now_ + 5s);
  watch_.never_came_to_rest();
  watch_.navigation_begins(now_ + 6s);
  watch_.handle(event("Page.loadEventFired", "{}"), now_ + 6s);
  watch_.handle(sent("p", "Fetch", "http://a.example/pulse?n=9"), now_ + 6400ms);
  watch_.handle(sent("w", "XHR", "http://a.example/wait"), now_ + 6400ms);
  EXPECT_TRUE(watch_.quiet(now_ + 6s + kQuietTime));
  watch_.handle(sent("n", "Fetch", "http://a.example/new"), now_ + 6400ms);
  EXPECT_FALSE(watch_.quiet(now_ + 6s + kQuietTime));
}

TEST_F(Quiet, learns_no_background_from_what_was_asked_a_few_times) {
  for (int i = 1; i < kBackgroundRequests; ++i) {
    watch_.handle(sent(std::to_string(i), "Fetch", "http://a.example/p"), now_);
    watch_.handle(about("responseReceived", std::to_string(i)), now_);
  }
  watch_.never_came_to_rest();
  watch_.handle(sent("n", "Fetch", "http://a.example/p"), now_ + 400ms);
  EXPECT_FALSE(watch_.quiet(now_ + kQuietTime));
}

TEST_F(Quiet, starts_anew_after_a_click) {
  watch_.touched(now_ + 10s);
  EXPECT_FALSE(watch_.quiet(now_ + 10s));
  EXPECT_TRUE(watch_.quiet(now_ + 10s + kQuietTime));
}

TEST(DocumentWatch, takes_status_and_type_from_the_top_document_only) {
  DocumentWatch watch;
  watch.begin("F");
  watch.handle(event("Network.responseReceived",
                     R"({"type":"Document","frameId":"G","response":{"status":404}})"));
  EXPECT_EQ(watch.facts().status, 0);
  watch.handle(event(
      "Network.responseReceived",
      R"({"type":"Document","frameId":"F","response":{"status":200,"mimeType":"text/html"}})"));
  watch.handle(event("Page.frameNavigated", R"({"frame":{"id":"F","url":"http://a.example/"}})"));
  watch.handle(event("Page.frameNavigated",
                     R"({"frame":{"id":"G","parentId":"F","url":"http://b.example/"}})"));
  EXPECT_EQ(watch.facts().status, 200);
  EXPECT_EQ(watch.facts().url, "http://a.example/");
  EXPECT_TRUE(watch.facts().committed);
  watch.handle(event("Page.downloadWillBegin", R"({"frameId":"F"})"));
  EXPECT_TRUE(watch.facts().download);
}

TEST(DocumentWatch, net_errors_have_topics) {
  EXPECT_EQ(topic_of_net_error("net::ERR_NAME_NOT_RESOLVED"), "dns");
  EXPECT_EQ(topic_of_net_error("net::ERR_CONNECTION_REFUSED"), "refused");
  EXPECT_EQ(topic_of_net_error("net::ERR_CERT_DATE_INVALID"), "tls");
  EXPECT_EQ(topic_of_net_error("net::ERR_SSL_PROTOCOL_ERROR"), "tls");
  EXPECT_EQ(topic_of_net_error("net::ERR_CONNECTION_TIMED_OUT"), "timeout");
  EXPECT_EQ(topic_of_net_error("net::ERR_EMPTY_RESPONSE"), "unreachable");
}

class Frames : public ::testing::Test {
 protected:
  void SetUp() override {
    frames_.reset("F", "S");
    frames_.handle(event("Page.frameAttached", R"({"frameId":"G","parentFrameId":"F"})"));
  }
  void world(const char* frame, const char* name, bool own, int id, const char* session = "S") {
    frames_.handle(event("Runtime.executionContextCreated",
                         R"({"context":{"id":)" + std::to_string(id) + R"(,"name":")" + name +
                             R"(","auxData":{"frameId":")" + frame + R"(","isDefault":)" +
                             (own ? "true" : "false") + "}}}",
                         session));
  }
  FrameTree frames_;
};

TEST_F(Frames, that_move_to_a_process_of_their_own_stay_in_the_tree) {
  frames_.handle(event("Page.frameDetached", R"({"frameId":"G","reason":"swap"})"));
  frames_.move_to_session("G", "F", "http://b.example/", "T");
  ASSERT_NE(frames_.find("G"), nullptr);
  EXPECT_EQ(frames_.find("G")->session, "T");
  EXPECT_EQ(frames_.find("G")->parent, "F");
  frames_.drop_session("T");
  EXPECT_EQ(frames_.find("G"), nullptr);
  EXPECT_NE(frames_.find("F"), nullptr);
}

TEST_F(Frames, that_go_take_their_children_along) {
  frames_.handle(event("Page.frameAttached", R"({"frameId":"H","parentFrameId":"G"})"));
  frames_.handle(event("Page.frameDetached", R"({"frameId":"G","reason":"remove"})"));
  EXPECT_EQ(frames_.all().size(), 1u);
}

TEST_F(Frames, keep_their_worlds_apart) {
  world("F", "", true, 1);
  world("F", "tool", false, 2);
  world("G", "", true, 3);
  EXPECT_EQ(frames_.context("F", ""), 1);
  EXPECT_EQ(frames_.context("F", "tool"), 2);
  frames_.handle(event("Runtime.executionContextDestroyed", R"({"executionContextId":2})"));
  EXPECT_FALSE(frames_.context("F", "tool"));
  frames_.handle(event("Runtime.executionContextsCleared", "{}"));
  EXPECT_FALSE(frames_.context("G", ""));
}

TEST_F(Frames, of_one_session_do_not_lose_their_worlds_to_another) {
  world("F", "", true, 1, "S");
  world("G", "", true, 1, "T");
  frames_.handle(event("Runtime.executionContextsCleared", "{}", "T"));
  EXPECT_EQ(frames_.context("F", ""), 1);
}

TEST_F(Frames, beyond_the_limit_are_not_tracked) {
  for (std::size_t i = 0; i < kMaxFrames + 10; ++i) {
    frames_.handle(event("Page.frameAttached",
                         R"({"frameId":"x)" + std::to_string(i) + R"(","parentFrameId":"F"})"));
  }
  EXPECT_EQ(frames_.all().size(), kMaxFrames);
}

TEST(Evidence, is_what_the_format_page_lists) {
  EXPECT_TRUE(is_evidence(sent("1", "Image"), "b"));
  EXPECT_FALSE(is_evidence(sent("1", "Image", "data:,x"), "b"));
  EXPECT_TRUE(is_evidence(event("Runtime.bindingCalled", R"({"name":"b"})"), "b"));
  EXPECT_FALSE(is_evidence(event("Runtime.bindingCalled", R"({"name":"other"})"), "b"));
  EXPECT_FALSE(is_evidence(event("Network.loadingFinished", "{}"), "b"));
  EXPECT_TRUE(is_evidence(event("DOMStorage.domStorageItemUpdated", "{}"), "b"));
}

TEST(Base64, is_decoded_with_every_padding_and_refused_when_broken) {
  EXPECT_EQ(decode_base64("").value(), "");
  EXPECT_EQ(decode_base64("YQ==").value(), "a");
  EXPECT_EQ(decode_base64("YWI=").value(), "ab");
  EXPECT_EQ(decode_base64("YWJj").value(), "abc");
  for (const char* bad : {"Y", "YQ=", "Y!==", "YWJj\nYWJj"})
    EXPECT_FALSE(decode_base64(bad)) << bad;
}

}  // namespace
}  // namespace consentry
