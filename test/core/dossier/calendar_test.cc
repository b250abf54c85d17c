// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace consentry {
namespace {

using ::testing::HasSubstr;

const ClockRule kRule{
    "SILENCE-78-2",
    "complaint-lodged",
    {3, TermUnit::months},
    false,
    "Notice; then action, where the authority's seat is – in an élite court, with words",
    "GDPR, Article 78(2)",
    'M',
    14};

std::string example() {
  return calendar_text("Case A", {{&kRule, *parse_date("2026-11-30"), *parse_date("2027-02-28")}},
                       *parse_rfc3339("2026-12-01T08:00:00Z"));
}

std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n "))
    text.erase(at, 3);
  return text;
}

TEST(Calendar, NamesTheLastDayAndRemindsBefore) {
  const std::string text = unfolded(example());
  EXPECT_THAT(text, HasSubstr("DTSTART;VALUE=DATE:20270228\r\n"));
  EXPECT_THAT(text, HasSubstr("DTEND;VALUE=DATE:20270301\r\n"));
  EXPECT_THAT(text, HasSubstr("DTSTAMP:20261201T080000Z\r\n"));
  EXPECT_THAT(text, HasSubstr("TRIGGER:-P14D\r\n"));
  EXPECT_THAT(text, HasSubstr("SUMMARY:Case A: SILENCE-78-2\r\n"));
}

TEST(Calendar, SaysThatABasisIsNotVerified) {
  EXPECT_THAT(unfolded(example()), HasSubstr("this basis is not yet verified"));
}

TEST(Calendar, EscapesAndFoldsAsTheFormatWants) {
  EXPECT_THAT(unfolded(example()), HasSubstr("Notice\\; then action\\, where"));
  std::istringstream lines(example());
  for (std::string line; std::getline(lines, line);) {
    ASSERT_EQ(line.back(), '\r');
    EXPECT_LE(line.size() - 1, 75U) << line;
    const auto first =
        static_cast<unsigned char>(line.size() > 1 && line[0] == ' ' ? line[1] : 'a');
    EXPECT_NE(first & 0xc0U, 0x80U) << "folded within a character";
  }
}

TEST(Calendar, KeepsTheIdentityOfAClock) {
  const auto id = [](const std::string& text) {
    const auto at = text.find("UID:");
    return text.substr(at, text.find('\r', at) - at);
  };
  const std::string later =
      calendar_text("Case A", {{&kRule, *parse_date("2026-11-30"), *parse_date("2027-02-28")}}, {});
  EXPECT_EQ(id(example()), id(later));
}

}  // namespace
}  // namespace consentry
