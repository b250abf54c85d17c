// SPDX-License-Identifier: Apache-2.0
#include "core/observe/event_log_reader.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "core/observe/json_text.h"

namespace consentry {
namespace {

std::vector<std::string> kinds_of(std::string_view log) {
  EventLogReader reader(log);
  std::vector<std::string> kinds;
  for (LogLine line; reader.next(line);) {
    kinds.push_back(std::to_string(line.number) + std::string(line.kind));
  }
  return kinds;
}

using Kinds = std::vector<std::string>;

TEST(EventLogReader, GivesEveryWholeLineItsPlace) {
  EXPECT_EQ(kinds_of("{\"kind\":\"a\"}\n{\"kind\":\"b\"}\n"), (Kinds{"0a", "1b"}));
  EXPECT_EQ(kinds_of(""), Kinds{});
}

TEST(EventLogReader, ALastLineWithoutEndIsCutOff) {
  EventLogReader reader("{\"kind\":\"a\"}\n{\"kind\":\"b\"}");
  LogLine line;
  EXPECT_TRUE(reader.next(line));
  EXPECT_FALSE(reader.cut_off());
  EXPECT_FALSE(reader.next(line));
  EXPECT_TRUE(reader.cut_off());
}

TEST(EventLogReader, PassesOverWhatIsNoObjectAndKeepsCounting) {
  const std::string log = "[]\n\n{\"kind\":\"a\"}\nnot json\n{\"kind\":7}\n{\"kind\":\"b\"}\n";
  EXPECT_EQ(kinds_of(log), (Kinds{"2a", "5b"}));
  EventLogReader reader(log);
  for (LogLine line; reader.next(line);) {
  }
  EXPECT_EQ(reader.unreadable(), 4U);
  EXPECT_EQ(reader.lines(), 6U);
}

TEST(EventLogReader, TimeNeverFallsNorRunsAway) {
  EventLogReader reader(
      "{\"t\":5,\"kind\":\"a\"}\n{\"t\":3,\"kind\":\"a\"}\n{\"t\":\"x\",\"kind\":\"a\"}\n"
      "{\"t\":1e300,\"kind\":\"a\"}\n{\"t\":-1e300,\"kind\":\"a\"}\n");
  LogLine line;
  for (const double expected : {5.0, 5.0, 5.0}) {
    ASSERT_TRUE(reader.next(line));
    EXPECT_EQ(line.ms, expected);
  }
  ASSERT_TRUE(reader.next(line));
  EXPECT_LT(line.ms, 1e10);
  ASSERT_TRUE(reader.next(line));
  EXPECT_GE(line.ms, 5);
}

TEST(EventLogReader, RefusesALineThatIsTooLongOrTooDeep) {
  const std::string deep =
      "{\"kind\":\"a\",\"m\":" + std::string(200, '[') + std::string(200, ']') + "}\n";
  EXPECT_EQ(kinds_of(deep + "{\"kind\":\"b\"}\n"), Kinds{"1b"});
  const std::string stack =
      "{\"kind\":\"a\",\"m\":" + std::string(100, '[') + std::string(100, ']') + "}\n";
  EXPECT_EQ(kinds_of(stack), Kinds{"0a"});
  const std::string wide =
      "{\"kind\":\"" + std::string(EventLogReader::kMaxLineBytes, 'x') + "\"}\n{\"kind\":\"b\"}\n";
  EXPECT_EQ(kinds_of(wide), Kinds{"1b"});
}

std::string value_of(std::string_view json) {
  const auto object = parse_json_object(json, 8);
  return object ? std::string(object->at("v").as_string()) : "unreadable";
}

TEST(JsonText, APageCannotHideAMessageBehindHalfACharacter) {
  EXPECT_EQ(value_of(R"({"v":"a\ud800b"})"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(value_of(R"({"v":"\udc00"})"), "\xEF\xBF\xBD");
  EXPECT_EQ(value_of(R"({"v":"\ud800\ud800\udc00"})"), "\xEF\xBF\xBD\xF0\x90\x80\x80");
  EXPECT_EQ(value_of("{\"v\":\"a\xff\xc0\xaf\"}"), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(value_of("{\"v\":\"\xed\xa0\x80\"}"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(JsonText, WhatIsWellFormedIsReadAsItStands) {
  EXPECT_EQ(value_of(R"({"v":"\ud83c\udf6a \\ud800"})"), "\xF0\x9F\x8D\xAA \\ud800");
  EXPECT_EQ(mended_json(R"({"v":"\\ud800 \" \u00e9"})"), R"({"v":"\\ud800 \" \u00e9"})");
  EXPECT_EQ(mended_json("h\xc3\xa9 \xe2\x82\xac \xf0\x9f\x8d\xaa"),
            "h\xc3\xa9 \xe2\x82\xac \xf0\x9f\x8d\xaa");
}

TEST(JsonText, WhatIsNoJsonStaysUnreadable) {
  for (const char* text : {"", "{", "[]", "{\"v\":\"\\u12\"}", "{\"v\":\"\\", "\"\\ud800\""}) {
    EXPECT_FALSE(parse_json_object(text, 8).has_value()) << text;
  }
}

}  // namespace
}  // namespace consentry
