// SPDX-License-Identifier: Apache-2.0
#include "core/watch/watch_message.h"

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>

#include "core/base/bytes.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

WatchNews example() {
  return {"m-1",
          "shop",
          "https://shop.example/",
          *parse_rfc3339("2026-11-23T09:00:00Z"),
          "breach",
          {{AlertKind::appeared, false, "party:X", "new on the site: X"},
           {AlertKind::tag_gone, true, "", "the consent tag is in the page again"}}};
}

TEST(WebhookBody, SaysWhatIsNewAndWhatIsOver) {
  const auto body = boost::json::parse(webhook_body(example()));
  EXPECT_EQ(body.at("format"), "consentry-alert/1");
  EXPECT_EQ(body.at("id"), "m-1");
  EXPECT_EQ(body.at("scanned"), "2026-11-23T09:00:00.000Z");
  EXPECT_EQ(body.at("alerts").at(0).at("kind"), "appeared");
  EXPECT_EQ(body.at("alerts").at(0).at("state"), "new");
  EXPECT_EQ(body.at("alerts").at(1).at("state"), "over");
  WatchNews failed = example();
  failed.verdict.clear();
  EXPECT_TRUE(boost::json::parse(webhook_body(failed)).at("verdict").is_null());
}

// What `openssl` makes of it.
std::string openssl_hmac(const std::string& key, const std::string& text) {
  const std::string command = "printf %s '" + text + "' | openssl dgst -sha256 -hmac '" + key + "'";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
  std::array<char, 512> line{};
  EXPECT_NE(std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()), nullptr);
  const std::string said = line.data();
  return said.substr(said.rfind(' ') + 1, 64);
}

TEST(WebhookSignature, IsTheOneThatOpenSslMakes) {
  const std::string body = webhook_body(example());
  EXPECT_EQ(webhook_signature("s3cret", UtcTime{1'763'846'801'999}, body),
            "t=1763846801,v1=" + openssl_hmac("s3cret", "1763846801." + body));
}

TEST(WebhookSignature, IsAnotherForAnotherKeyTimeOrBody) {
  const std::string one = webhook_signature("k", UtcTime{1000}, "body");
  EXPECT_NE(one, webhook_signature("l", UtcTime{1000}, "body"));
  EXPECT_NE(one.substr(4), webhook_signature("k", UtcTime{2000}, "body").substr(4));
  EXPECT_NE(one, webhook_signature("k", UtcTime{1000}, "bode"));
}

TEST(MailText, BeginsWithItsSubject) {
  const std::string text = mail_text(example());
  EXPECT_TRUE(text.starts_with("shop: 1 alert, 1 over\n\n")) << text;
  EXPECT_THAT(text, HasSubstr("- new on the site: X\n"));
  EXPECT_THAT(text, HasSubstr("- over: the consent tag is in the page again\n"));
}

TEST(MailMessage, IsOneOfRfc5322) {
  const std::string message =
      mail_message(mail_text(example()), "alerts@consent.example", "p@shop.example", "m-1",
                   *parse_rfc3339("2026-11-23T09:00:00Z"));
  EXPECT_THAT(message, HasSubstr("From: alerts@consent.example\r\nTo: p@shop.example\r\n"));
  EXPECT_THAT(message, HasSubstr("\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n"));
  EXPECT_THAT(message, HasSubstr("\r\nMessage-ID: <m-1@consent.example>\r\n"));
  const std::size_t end = message.find("\r\n\r\n");
  ASSERT_NE(end, std::string::npos);
  std::string base64;
  for (const char c : message.substr(end)) {
    if (c != '\r' && c != '\n') base64 += c;
  }
  const auto bytes = bytes_of_base64(base64);
  ASSERT_TRUE(bytes);
  EXPECT_THAT(std::string(bytes->begin(), bytes->end()), HasSubstr("- new on the site: X"));
  std::size_t longest = 0;
  for (std::size_t at = 0, next = 0; at < message.size(); at = next + 2) {
    next = message.find("\r\n", at);
    longest = std::max(longest, next - at);
  }
  EXPECT_LE(longest, 78U);
}

TEST(MailMessage, ASubjectBeyondAsciiIsInEncodedWords) {
  std::string subject;
  for (int i = 0; i < 40; ++i) subject += "é€";
  const std::string message = mail_message(subject + "\n\nbody", "a@b", "c@d", "m", UtcTime{0});
  std::string read;
  std::size_t at = message.find("Subject: ") + 9;
  while (message.compare(at, 10, "=?utf-8?B?") == 0) {
    const std::size_t end = message.find("?=", at);
    EXPECT_LE(end + 2 - at, 75U);
    const auto bytes = bytes_of_base64(message.substr(at + 10, end - at - 10));
    ASSERT_TRUE(bytes);
    EXPECT_NE(bytes->front() & 0xC0U, 0x80U) << "a word begins with a character";
    read.append(bytes->begin(), bytes->end());
    EXPECT_EQ(message.substr(end + 2, 2), "\r\n");
    at = end + 5;
  }
  EXPECT_EQ(read, subject);
}

TEST(MailMessage, NothingEndsAHeaderEarly) {
  const std::string message =
      mail_message("shop\r\nBcc: all@x\n\nbody", "a@b", "c@d\r\nX: y", "m\n1", UtcTime{0});
  EXPECT_THAT(message, Not(HasSubstr("\nBcc")));
  EXPECT_THAT(message, Not(HasSubstr("\nX:")));
}

TEST(NextAttempt, WaitsTwiceAsLongEachTimeUpToSixHours) {
  const auto wait = [](int attempts) {
    return next_attempt(attempts, UtcTime{0}).milliseconds / 60'000;
  };
  EXPECT_EQ(wait(1), 1);
  EXPECT_EQ(wait(2), 2);
  EXPECT_EQ(wait(5), 16);
  EXPECT_EQ(wait(10), 360);
  EXPECT_EQ(wait(1000), 360);
}

}  // namespace
}  // namespace consentry
