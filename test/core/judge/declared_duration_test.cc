// SPDX-License-Identifier: Apache-2.0
#include "core/judge/declared_duration.h"

#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

DeclaredDuration read(std::string_view text) {
  return read_duration(text, shipped_book().declaration_words());
}
double days(std::string_view text) { return read(text).seconds.value_or(-kDay) / kDay; }

TEST(DeclaredDuration, IsReadInManyLanguages) {
  for (const char* text :
       {"2 years", "2 jaar", "2 Jahre",  "2 ans",    "2 anni",   "2 años", "2 anos",
        "2 lata",  "2 roky", "2 år",     "2 vuotta", "2 aastat", "2 gadi", "2 metai",
        "2 év",    "2 ani",  "2 години", "2 έτη",    "2 godine", "2 leti", "2y"}) {
    EXPECT_EQ(days(text), 2 * 366) << text;
  }
  for (const char* text : {"13 months", "13 maanden", "13 Monate", "13 mois", "13 mesi", "13 meses",
                           "13 miesięcy", "13 měsíců", "13 mesiacov", "13 måneder", "13 månader",
                           "13 kuukautta", "13 hónap", "13 luni", "13 месеца", "13 μήνες"}) {
    EXPECT_EQ(days(text), 13 * 31) << text;
  }
  EXPECT_EQ(days("30 days"), 30);
  EXPECT_EQ(days("90 Tage"), 90);
  EXPECT_EQ(days("24 hours"), 1);
  EXPECT_EQ(days("24 timer"), 1);
  EXPECT_EQ(days("1 week"), 7);
}

TEST(DeclaredDuration, PartsAddUpAndWordsForOneCount) {
  EXPECT_EQ(days("1 year 1 month 4 days"), 366 + 31 + 4);
  EXPECT_EQ(days("un an"), 366);
  EXPECT_EQ(days("een jaar"), 366);
  EXPECT_EQ(days("one year"), 366);
  EXPECT_EQ(days("1 095 days"), 1095);
  EXPECT_EQ(days("1,095 days"), 1095);
  EXPECT_EQ(days("up to 13 months (HTTP cookie)"), 13 * 31);
}

TEST(DeclaredDuration, TellsSessionsAndWhatHasNoEnd) {
  EXPECT_TRUE(read("Session").session);
  EXPECT_TRUE(read("sessie").session);
  EXPECT_TRUE(read("Sitzungsende").session);
  EXPECT_TRUE(read("Persistent").endless);
  EXPECT_TRUE(read("dauerhaft").endless);
  EXPECT_FALSE(read("2 years").session);
}

TEST(DeclaredDuration, IsNotGuessed) {
  for (const char* text : {"", "-", "see below", "730", "years", "a while", "13", "zwei Jahre"}) {
    EXPECT_FALSE(read(text).seconds) << text;
  }
  EXPECT_FALSE(tells_duration(read("until further notice")));
}

}  // namespace
}  // namespace consentry
