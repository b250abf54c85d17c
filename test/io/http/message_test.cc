// SPDX-License-Identifier: Apache-2.0
#include "io/http/message.h"

#include <gtest/gtest.h>

#include "io/http/router.h"

namespace consentry::http {
namespace {

Request request_for(std::string method, std::string path) {
  Request request;
  request.method = std::move(method);
  request.path = std::move(path);
  return request;
}

std::string wire(const Response& response, const Framing& framing = {}) {
  std::string out;
  EXPECT_TRUE(serialise(response, framing, out));
  return out;
}

TEST(Request, HeaderNamesAreComparedWithoutCase) {
  Request request;
  request.headers = {{"Sec-GPC", "1"}, {"sec-gpc", "2"}};
  EXPECT_EQ(request.header("SEC-gpc"), "1");
  EXPECT_EQ(request.header("Sec"), "");
}

TEST(Request, FindsACookieByItsWholeName) {
  Request request;
  request.headers = {{"Cookie", "xid=1; id=a=b;  last=z"}};
  EXPECT_EQ(request.cookie("id"), "a=b");
  EXPECT_EQ(request.cookie("last"), "z");
  EXPECT_EQ(request.cookie("d"), "");
}

TEST(Request, DecodesQueryParameters) {
  Request request;
  request.query = "a=1&q=caf%C3%A9+au%20lait&broken=%zz&end=%4";
  EXPECT_EQ(request.parameter("q"), "caf\xC3\xA9 au lait");
  EXPECT_EQ(request.parameter("broken"), "%zz");
  EXPECT_EQ(request.parameter("end"), "%4");
  EXPECT_EQ(request.parameter("none"), "");
}

TEST(Serialise, WritesOneContiguousAnswer) {
  Response response;
  response.headers = {{"Content-Type", "text/html"}};
  response.body = "<p>";
  EXPECT_EQ(wire(response),
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\nConnection: "
            "keep-alive\r\n\r\n<p>");
}

TEST(Serialise, AnswersHeadWithTheLengthAndNoBody) {
  Response response;
  response.lasting_body = "12345";
  const std::string out = wire(response, {.head_only = true, .date = {}});
  EXPECT_NE(out.find("Content-Length: 5\r\n"), std::string::npos);
  EXPECT_TRUE(out.ends_with("\r\n\r\n"));
}

TEST(Serialise, GivesNoLengthWhereNoBodyMayBe) {
  Response response;
  response.status = 204;
  response.body = "ignored";
  const std::string out = wire(response);
  EXPECT_EQ(out.find("Content-Length"), std::string::npos);
  EXPECT_TRUE(out.ends_with("\r\n\r\n"));
}

TEST(Serialise, LeavesAnEndlessAnswerOpen) {
  Response response;
  response.endless = true;
  response.body = "0123456789abcdef";
  const std::string out = wire(response);
  EXPECT_NE(out.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_TRUE(out.ends_with("\r\n\r\n10\r\n0123456789abcdef\r\n"));
}

TEST(Serialise, RefusesAHeaderThatWouldSplitTheAnswer) {
  for (const char* value : {"a\r\nSet-Cookie: x=1", "a\nb"}) {
    Response response;
    response.headers = {{"Location", value}};
    std::string out;
    EXPECT_FALSE(serialise(response, {}, out));
    EXPECT_EQ(out, "");
  }
}

TEST(Router, PrefersTheFirstRowThatFits) {
  Router router;
  router.add("GET", "/a", [](const Request&) { return plain_text(200, "exact"); });
  router.add("GET", "/*", [](const Request&) { return plain_text(200, "rest"); });
  EXPECT_EQ(router(request_for("GET", "/a")).body, "exact\n");
  EXPECT_EQ(router(request_for("HEAD", "/a/b")).body, "rest\n");
}

TEST(Router, TellsAnUnknownPathFromAWrongMethod) {
  Router router;
  router.add("POST", "/a", [](const Request&) { return plain_text(200, "posted"); });
  router.add("GET", "/a", [](const Request&) { return plain_text(200, "got"); });
  EXPECT_EQ(router(request_for("GET", "/b")).status, 404);
  const Response wrong = router(request_for("DELETE", "/a"));
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.headers.back().value, "POST, GET, HEAD");
}

}  // namespace
}  // namespace consentry::http
