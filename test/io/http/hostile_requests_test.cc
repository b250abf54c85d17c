// SPDX-License-Identifier: Apache-2.0
// Clients that mean harm, on real sockets: a clear status, nothing kept, and others are served on.
#include <gtest/gtest.h>
#include <thread>

#include "io/http/consent_server.h"
#include "io/http/listener.h"
#include "io/http/wire_client.h"

namespace consentry::http {
namespace {

using namespace std::chrono_literals;

class Hostile : public ::testing::Test {
 protected:
  Hostile() {
    ListenerOptions options;
    options.threads = 2;
    options.request_time = 200ms;
    options.connections = 64;
    listener_ = *Listener::start(options, server_.handler);
  }
  std::string asked(const std::string& bytes) {
    WireClient client(listener_->port());
    client.send(bytes);
    return client.answers(1);
  }
  static std::string post(const std::string& body, const std::string& length) {
    return "POST /v1/consents HTTP/1.1\r\nHost: a\r\nOrigin: https://shop.example\r\n"
           "Content-Type: application/json\r\n" +
           length + "\r\n\r\n" + body;
  }
  static std::string good_post() {
    const std::string body = wire_choice();
    return post(body, "Content-Length: " + std::to_string(body.size()));
  }
  void expect_alive_and(std::uint64_t kept) {
    EXPECT_TRUE(asked("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("HTTP/1.1 200"));
    EXPECT_EQ(server_.ledger.head()->size, kept);
  }

  ConsentServer server_;
  std::unique_ptr<Listener> listener_;
};

TEST_F(Hostile, AGoodChoiceIsKept) {
  EXPECT_TRUE(asked(good_post()).starts_with("HTTP/1.1 201"));
  expect_alive_and(1);
}

TEST_F(Hostile, BodiesOverTheLimitAreRefused) {
  EXPECT_TRUE(asked(post("", "Content-Length: 999999999")).starts_with("HTTP/1.1 413"));
  EXPECT_TRUE(
      asked(post(std::string(20'000, ' '), "Content-Length: 20000")).starts_with("HTTP/1.1 413"));
  expect_alive_and(0);
}

TEST_F(Hostile, BytesThatAreNoTextAreRefused) {
  std::string body = wire_choice();
  body.replace(body.find("shop"), 1, "\xff");
  EXPECT_TRUE(asked(post(body, "Content-Length: " + std::to_string(body.size())))
                  .starts_with("HTTP/1.1 400"));
  const std::string deep(10'000, '[');
  EXPECT_TRUE(asked(post(deep, "Content-Length: 10000")).starts_with("HTTP/1.1 400"));
  expect_alive_and(0);
}

TEST_F(Hostile, RequestsOfTwoReadingsAreRefusedAndEndTheConnection) {
  const std::string body = wire_choice();
  const std::string length = "Content-Length: " + std::to_string(body.size());
  const std::string smuggled = "0\r\n\r\n" + good_post();
  for (const std::string& lengths :
       {length + "\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\n" + length,
        length + "\r\n" + length, length + "\r\nContent-Length: 5",
        std::string("Content-Length: +5"), std::string("Content-Length: 5, 5"),
        std::string("Content-Length: 0x5"), std::string("Transfer-Encoding: xchunked"),
        std::string("Transfer-Encoding: chunked, identity"),
        std::string("Transfer-Encoding : chunked"),
        std::string("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity")}) {
    const std::string answer = asked(post(smuggled, lengths));
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400") || answer.starts_with("HTTP/1.1 501"))
        << lengths << "\n"
        << answer;
    EXPECT_EQ(answer.find("HTTP/1.1", 8), std::string::npos) << "what followed was answered too";
  }
  expect_alive_and(0);
}

TEST_F(Hostile, AReplayIsAnsweredAndKeepsNothingNew) {
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(asked(good_post()).starts_with("HTTP/1.1 20"));
  expect_alive_and(1);
}

TEST_F(Hostile, SlowClientsDoNotKeepOthersOut) {
  std::vector<std::unique_ptr<WireClient>> slow;
  for (int i = 0; i < 40; ++i) {
    slow.push_back(std::make_unique<WireClient>(listener_->port()));
    slow.back()->send("POST /v1/consents HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");
  }
  EXPECT_TRUE(asked(good_post()).starts_with("HTTP/1.1 201"));
  for (const auto& client : slow) EXPECT_TRUE(client->answers(1).starts_with("HTTP/1.1 408"));
  expect_alive_and(1);
}

TEST_F(Hostile, AFloodOfOneAddressIsCutOffAndOthersAreServed) {
  std::string flood = good_post();
  flood.insert(flood.find("Origin"), "X-Forwarded-For: 203.0.113.9\r\n");
  int refused = 0;
  WireClient client(listener_->port());
  for (int i = 0; i < 50; ++i) {
    client.send(flood);
    refused += client.answers(1).starts_with("HTTP/1.1 429") ? 1 : 0;
  }
  EXPECT_GT(refused, 40);
  std::string other = good_post();
  other.insert(other.find("Origin"), "X-Forwarded-For: 203.0.113.10\r\n");
  EXPECT_TRUE(asked(other).starts_with("HTTP/1.1 200"));
  expect_alive_and(1);
}

TEST_F(Hostile, UnknownSitesIdsAndOriginsKeepNothing) {
  for (const auto& [what, instead, status] :
       {std::tuple{"\"shop\"", "\"../../etc\"", "400"},
        {"\"shop\"", "\"nobody\"", "404"},
        {"019aadf3c5d0a1b2c3d4e5f60718293a\"", "'; DROP TABLE record;--\"", "400"}}) {
    std::string body = wire_choice();
    const std::string needle = what;
    body.replace(body.find(needle), needle.size(), instead);
    const std::string answer = asked(post(body, "Content-Length: " + std::to_string(body.size())));
    EXPECT_TRUE(answer.starts_with(std::string("HTTP/1.1 ") + status)) << answer;
  }
  std::string foreign = good_post();
  foreign.replace(foreign.find("https://shop.example"), 20, "https://evil.example");
  EXPECT_TRUE(asked(foreign).starts_with("HTTP/1.1 403"));
  expect_alive_and(0);
}

}  // namespace
}  // namespace consentry::http
