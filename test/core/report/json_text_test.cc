// SPDX-License-Identifier: Apache-2.0
#include "core/report/json_text.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <limits>
#include <utility>

namespace consentry {
namespace {

std::string text_of(std::string_view value) {
  JsonText json;
  json.text(value);
  return std::move(json).take();
}

std::string number_of(double value) {
  JsonText json;
  json.number(value);
  return std::move(json).take();
}

TEST(JsonText, KeepsTheOrderOfTheCallsAndIndents) {
  JsonText json;
  json.begin_object();
  json.member("z", "last letter first");
  json.member("flag", true);
  json.member("count", 3);
  json.name("rows").begin_array();
  json.begin_object(JsonText::Layout::line);
  json.member("a", 1);
  json.member("b", std::vector<std::string>{"x", "y"});
  json.end_object();
  json.end_array();
  json.name("none").begin_array();
  json.end_array();
  json.name("nothing").null();
  json.end_object();
  EXPECT_EQ(std::move(json).take(),
            "{\n"
            "  \"z\": \"last letter first\",\n"
            "  \"flag\": true,\n"
            "  \"count\": 3,\n"
            "  \"rows\": [\n"
            "    {\"a\": 1, \"b\": [\"x\", \"y\"]}\n"
            "  ],\n"
            "  \"none\": [],\n"
            "  \"nothing\": null\n"
            "}\n");
}

TEST(JsonText, EscapesWhatJsonForbidsAndWhatWouldMisleadAReader) {
  EXPECT_EQ(text_of("a\"b\\c"), "\"a\\\"b\\\\c\"\n");
  EXPECT_EQ(text_of(std::string_view("\0\x1f\n\t\x7f", 5)), "\"\\u0000\\u001f\\n\\t\\u007f\"\n");
  EXPECT_EQ(text_of("\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\xA8"), "\"\\u202e\\u2066\\u2028\"\n");
  EXPECT_EQ(text_of("€…日本"), "\"€…日本\"\n");
}

TEST(JsonText, MakesEveryByteStringReadableAgain) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; second += 5) {
      const std::string bytes{static_cast<char>(first), static_cast<char>(second), 'x'};
      boost::system::error_code error;
      const auto value = boost::json::parse(text_of(bytes), error);
      ASSERT_FALSE(error) << first << ' ' << second;
      EXPECT_TRUE(value.as_string().ends_with("x") || second >= 0xC0) << first << ' ' << second;
    }
  }
}

TEST(JsonText, AMembersNameIsEscapedLikeAnyText) {
  JsonText json;
  json.begin_object();
  json.member(
      "a\"\xFF"
      "\x01",
      "x");
  json.end_object();
  const auto value = boost::json::parse(std::move(json).take());
  EXPECT_EQ(value.at("a\"\uFFFD"
                     "\x01"),
            "x");
}

TEST(JsonText, WritesNumbersTheShortestWayAndNoInfinity) {
  EXPECT_EQ(number_of(0.1), "0.1\n");
  EXPECT_EQ(number_of(63072000), "63072000\n");
  EXPECT_EQ(number_of(-1.5), "-1.5\n");
  EXPECT_EQ(number_of(std::numeric_limits<double>::infinity()), "null\n");
  EXPECT_EQ(number_of(std::numeric_limits<double>::quiet_NaN()), "null\n");
}

}  // namespace
}  // namespace consentry
