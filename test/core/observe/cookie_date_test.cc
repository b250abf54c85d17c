// SPDX-License-Identifier: Apache-2.0
#include "core/observe/cookie_date.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

std::string read(std::string_view text) {
  const auto date = parse_cookie_date(text);
  return date ? to_rfc3339(*date) : "none";
}

TEST(CookieDate, ReadsTheFormsThatServersSend) {
  for (const char* text :
       {"Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21-Oct-2015 07:28:00 GMT",
        "Wednesday, 21-Oct-15 07:28:00 GMT", "Wed Oct 21 07:28:00 2015", "21 october 2015 7:28:0",
        "2015 Oct 21 07:28:00 +0500", "07:28:00GMT; 21/oct/15"}) {
    EXPECT_EQ(read(text), "2015-10-21T07:28:00.000Z") << text;
  }
}

TEST(CookieDate, TakesTwoDigitYearsAsTheRfcDoes) {
  EXPECT_EQ(read("1 Jan 70 00:00:00"), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(read("1 Jan 69 00:00:00"), "2069-01-01T00:00:00.000Z");
  EXPECT_EQ(read("1 Jan 99 00:00:00"), "1999-01-01T00:00:00.000Z");
}

TEST(CookieDate, TheFirstFittingTokenWins) {
  EXPECT_EQ(read("3 4 Feb Mar 2030 2031 01:02:03 04:05:06"), "2030-02-03T01:02:03.000Z");
}

TEST(CookieDate, RefusesWhatIsNoDate) {
  for (const char* text :
       {"", "never", "21 Oct 2015", "Oct 2015 07:28:00", "21 2015 07:28:00", "21 Oct 07:28:00",
        "32 Jan 2030 00:00:00", "31 Feb 2030 00:00:00", "0 Jan 2030 00:00:00",
        "1 Jan 1600 00:00:00", "1 Jan 2030 24:00:00", "1 Jan 2030 00:60:00", "1 Jan 2030 00:00:60",
        "1 Jan 20300 00:00:00", "1 Jan 2030 000:00:00"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

}  // namespace
}  // namespace consentry
