// SPDX-License-Identifier: Apache-2.0
#include "io/http/request_reader.h"

#include <gtest/gtest.h>
#include <string>

namespace consentry::http {
namespace {

using State = RequestReader::State;

struct Outcome {
  State state;
  int refusal;
  std::size_t taken;
  Request request;
};

Outcome read(std::string_view bytes, const ReadLimits& limits = {}) {
  RequestReader reader(limits);
  Outcome outcome{State::incomplete, 0, reader.feed(bytes), {}};
  outcome.state = reader.state();
  outcome.refusal = reader.refusal();
  if (outcome.state == State::complete) outcome.request = reader.take();
  return outcome;
}

int refusal_of(std::string_view bytes) {
  const Outcome outcome = read(bytes);
  return outcome.state == State::refused ? outcome.refusal : 0;
}

TEST(RequestReader, ReadsAWholeRequest) {
  const Outcome got = read(
      "POST /a/b?x=1&y HTTP/1.1\r\nHost: Shop.Example:8443\r\nContent-Length: 3\r\n\r\nabcGET");
  ASSERT_EQ(got.state, State::complete);
  EXPECT_EQ(got.request.method, "POST");
  EXPECT_EQ(got.request.path, "/a/b");
  EXPECT_EQ(got.request.query, "x=1&y");
  EXPECT_EQ(got.request.host, "shop.example");
  EXPECT_EQ(got.request.body, "abc");
}

TEST(RequestReader, LeavesTheBytesOfTheNextRequest) {
  const std::string first = "GET /1 HTTP/1.1\r\nHost: a.example\r\n\r\n";
  EXPECT_EQ(read(first + "GET /2 HTTP/1.1\r\n").taken, first.size());
}

TEST(RequestReader, ComesToTheSameRequestByteByByte) {
  const std::string whole = "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nabcde";
  RequestReader reader{ReadLimits{}};
  std::string kept;
  for (const char c : whole) {
    ASSERT_EQ(reader.state(), State::incomplete);
    kept += c;
    kept.erase(0, reader.feed(kept));
  }
  ASSERT_EQ(reader.state(), State::complete);
  EXPECT_EQ(reader.take().body, "abcde");
}

TEST(RequestReader, TakesTheHostOfAnAbsoluteTarget) {
  const Outcome got = read("GET https://b.example/x HTTP/1.1\r\nHost: a.example\r\n\r\n");
  ASSERT_EQ(got.state, State::complete);
  EXPECT_EQ(got.request.host, "b.example");
  EXPECT_EQ(got.request.path, "/x");
  EXPECT_EQ(read("GET http://b.example?q=1 HTTP/1.1\r\nHost: a\r\n\r\n").request.path, "/");
}

TEST(RequestReader, KeepsABracketedAddressAsHost) {
  EXPECT_EQ(read("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n").request.host, "[::1]");
}

TEST(RequestReader, RefusesEveryShapeThatServersReadDifferently) {
  const std::string post = "POST / HTTP/1.1\r\nHost: a.example\r\n";
  EXPECT_EQ(refusal_of(post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            400);
  EXPECT_EQ(refusal_of(post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"),
            400);
  EXPECT_EQ(refusal_of(post + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"), 400);
  EXPECT_EQ(refusal_of(post + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"), 400);
  EXPECT_EQ(refusal_of(post + "Content-Length: +4\r\n\r\nabcd"), 400);
  EXPECT_EQ(refusal_of(post + "Content-Length: 4, 4\r\n\r\nabcd"), 400);
  EXPECT_EQ(refusal_of(post + "Content-Length : 4\r\n\r\nabcd"), 400);
  EXPECT_EQ(
      refusal_of(post +
                 "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
      400);
  EXPECT_NE(refusal_of(post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 0);
  EXPECT_NE(refusal_of(post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 0);
  EXPECT_EQ(refusal_of("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            400);
}

TEST(RequestReader, RefusesABodyWithoutALengthBeforeReadingIt) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(refusal_of(head), 411);
  const Outcome got = read(head + "0\r\nabc\r\n0T /a? HTTP/1.1\r\n");
  EXPECT_EQ(got.refusal, 411);
  EXPECT_EQ(got.taken, head.size());
}

TEST(RequestReader, WantsExactlyOneValidHost) {
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
  for (const char* host : {"a b", "a/b", "a:99x", "a:1234567", "[::1", "<x>", "a@b", ""}) {
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"), 400) << host;
  }
  EXPECT_EQ(read("GET / HTTP/1.0\r\n\r\n").state, State::complete);
}

TEST(RequestReader, RefusesWhatIsNoRequest) {
  EXPECT_EQ(refusal_of("hello\r\n\r\n"), 400);
  EXPECT_NE(refusal_of("GET / HTTP/1.1\nHost: a\n\n"), 0);
  EXPECT_EQ(refusal_of("GET nowhere HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET /#top HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nHost: a\r\nExpect: more\r\nContent-Length: 1\r\n\r\n"),
            417);
}

TEST(RequestReader, HoldsTheHeadToItsLimit) {
  const ReadLimits limits{256, 1024};
  EXPECT_EQ(read("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(300, 'x'), limits).refusal, 431);
  EXPECT_EQ(read("GET /" + std::string(300, 'x'), limits).refusal, 431);
}

TEST(RequestReader, HoldsTheBodyToItsLimit) {
  const ReadLimits limits{1024, 8};
  EXPECT_EQ(read("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", limits).refusal, 413);
  EXPECT_EQ(read("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n12345678", limits).state,
            State::complete);
}

TEST(RequestReader, AsksToContinueOnlyOnceTheHeadIsAccepted) {
  RequestReader reader{ReadLimits{}};
  const std::string head =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
  EXPECT_FALSE(reader.wants_continue());
  EXPECT_EQ(reader.feed(head), head.size());
  EXPECT_TRUE(reader.wants_continue());
  reader.feed("ab");
  EXPECT_EQ(reader.state(), State::complete);
  EXPECT_FALSE(reader.wants_continue());
}

}  // namespace
}  // namespace consentry::http
