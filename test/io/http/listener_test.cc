// SPDX-License-Identifier: Apache-2.0
#include "io/http/listener.h"

#include <chrono>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "io/http/wire_client.h"

namespace consentry::http {
namespace {

using namespace std::chrono_literals;

Response echo(const Request& request) {
  if (request.path == "/throw") throw std::runtime_error("as a bug would");
  Response response =
      plain_text(200, request.method + " " + request.host + request.path + " " + request.body);
  if (request.path == "/late") response.delay = 60ms;
  if (request.path == "/never") response.endless = true;
  if (request.path == "/again") {
    response.endless = true;
    response.repeats = 3;
    response.pause = 5ms;
  }
  if (request.path == "/split") response.headers.push_back({"X", "a\r\nSet-Cookie: b"});
  return response;
}

std::unique_ptr<Listener> serve(ListenerOptions options = {}) {
  auto listener = Listener::start(std::move(options), echo);
  EXPECT_TRUE(listener) << (listener ? "" : listener.error().text());
  return std::move(*listener);
}

int count(std::string_view text, std::string_view part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Listener, AnswersManyRequestsOnOneConnection) {
  const auto listener = serve();
  WireClient client(listener->port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n");
    const std::string got = client.answers(1);
    EXPECT_TRUE(got.starts_with("HTTP/1.1 200 OK\r\nDate: ")) << got;
    EXPECT_TRUE(got.ends_with("GET a.example/a \n")) << got;
  }
}

TEST(Listener, AnswersPipelinedRequestsInOrder) {
  const auto listener = serve();
  WireClient client(listener->port());
  client.send(
      "GET /late HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: "
      "2\r\n\r\nhi"
      "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string got = client.rest();
  EXPECT_EQ(count(got, "HTTP/1.1 200 OK"), 3);
  EXPECT_LT(got.find("a/late"), got.find("POST a/2 hi"));
  EXPECT_LT(got.find("POST a/2 hi"), got.find("GET a/3"));
}

TEST(Listener, GivesHeadTheLengthAndNoBody) {
  const auto listener = serve();
  WireClient client(listener->port());
  client.send("HEAD /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string got = client.rest();
  EXPECT_NE(got.find("Content-Length: 10\r\n"), std::string::npos) << got;
  EXPECT_TRUE(got.ends_with("\r\n\r\n"));
}

TEST(Listener, ClosesAfterAnOldClientOrWhenAsked) {
  const auto listener = serve();
  for (const char* ask :
       {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"}) {
    WireClient client(listener->port());
    client.send(ask);
    EXPECT_NE(client.rest().find("Connection: close"), std::string::npos) << ask;
  }
}

TEST(Listener, RefusesABadRequestAndCloses) {
  const auto listener = serve();
  WireClient client(listener->port());
  client.send(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: "
      "chunked\r\n\r\n0\r\n\r\nGET /x");
  const std::string got = client.rest();
  EXPECT_TRUE(got.starts_with("HTTP/1.1 400 ")) << got;
  EXPECT_EQ(count(got, "HTTP/1.1"), 1);
}

TEST(Listener, TellsAClientWhoseBodyIsTooLargeAlthoughItStillSends) {
  ListenerOptions options;
  options.limits.body_bytes = 1000;
  const auto listener = serve(std::move(options));
  WireClient client(listener->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" +
              std::string(200000, 'x'));
  EXPECT_TRUE(client.rest().starts_with("HTTP/1.1 413 "));
}

TEST(Listener, TellsAClientWhoseHeadIsTooLarge) {
  const auto listener = serve();
  WireClient client(listener->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20000, 'x') + "\r\n\r\n");
  EXPECT_TRUE(client.rest().starts_with("HTTP/1.1 431 "));
}

TEST(Listener, GivesUpOnARequestThatIsNotFinishedInTime) {
  ListenerOptions options;
  options.request_time = 80ms;
  const auto listener = serve(std::move(options));
  WireClient head(listener->port());
  head.send("GET / HTTP/1.1\r\nHo");
  EXPECT_TRUE(head.rest().starts_with("HTTP/1.1 408 "));
  WireClient body(listener->port());
  body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_TRUE(body.rest().starts_with("HTTP/1.1 408 "));
}

TEST(Listener, ClosesAnIdleConnectionWithoutAWord) {
  ListenerOptions options;
  options.idle_time = 80ms;
  options.request_time = 80ms;
  const auto listener = serve(std::move(options));
  WireClient silent(listener->port());
  EXPECT_EQ(silent.rest(), "");
  WireClient served(listener->port());
  served.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(count(served.rest(), "HTTP/1.1"), 1);
}

TEST(Listener, AsksAWaitingClientToContinue) {
  const auto listener = serve();
  WireClient client(listener->port());
  client.send(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: "
      "close\r\n\r\n");
  EXPECT_EQ(client.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  EXPECT_NE(client.rest().find("POST a/ ok"), std::string::npos);
}

TEST(Listener, AnswersABugWith500AndServesOn) {
  const auto listener = serve();
  WireClient client(listener->port());
  for (const char* path : {"/throw", "/split"}) {
    client.send("GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string got = client.answers(1);
    EXPECT_TRUE(got.starts_with("HTTP/1.1 500 ")) << got;
    EXPECT_EQ(got.find("Set-Cookie"), std::string::npos);
  }
}

TEST(Listener, HoldsAnEndlessAnswerOpenUntilItStops) {
  const auto listener = serve();
  WireClient client(listener->port());
  client.send("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string got = client.until("a/never");
  EXPECT_NE(got.find("Transfer-Encoding: chunked"), std::string::npos);
  listener->stop();
  EXPECT_EQ(client.rest().find("\r\n0\r\n"), std::string::npos);
}

TEST(Listener, SendsABodyAgainAsOftenAsToldAndThenEndsIt) {
  auto listener = serve();
  WireClient client(listener->port());
  client.send("GET /again HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string got = client.until("\r\n0\r\n\r\n");
  EXPECT_EQ(count(got, "GET a/again"), 4) << got;
  client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(client.answers(1).find("GET a/next"), std::string::npos) << "the connection goes on";
}

TEST(Listener, LetsAnAnswerUnderWayFinishWhenItStops) {
  Response big;
  big.body = std::string(8 * 1024 * 1024, 'x');
  auto listener = Listener::start({}, [&](const Request&) { return big; });
  ASSERT_TRUE(listener);
  WireClient client((*listener)->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  client.until("\r\n\r\n");
  std::thread stopping([&] { (*listener)->stop(); });
  EXPECT_EQ(client.rest().size(), big.body.size());
  stopping.join();
  WireClient late((*listener)->port());
  EXPECT_FALSE(late.connected());
}

TEST(Listener, ServesFromSeveralThreadsOnOnePort) {
  ListenerOptions options;
  options.threads = 2;
  const auto listener = serve(std::move(options));
  std::vector<std::unique_ptr<WireClient>> clients;
  for (int i = 0; i < 24; ++i) clients.push_back(std::make_unique<WireClient>(listener->port()));
  for (const auto& client : clients) client->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  for (const auto& client : clients) EXPECT_TRUE(client->answers(1).starts_with("HTTP/1.1 200"));
}

TEST(Listener, SaysWhyItCannotListen) {
  const auto first = serve();
  ListenerOptions taken;
  taken.port = first->port();
  const auto second = Listener::start(taken, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind(), ErrorKind::unavailable);
  EXPECT_NE(second.error().text().find(std::to_string(first->port())), std::string::npos);
  ListenerOptions named;
  named.address = "localhost";
  EXPECT_EQ(Listener::start(named, echo).error().kind(), ErrorKind::invalid_input);
}

}  // namespace
}  // namespace consentry::http
