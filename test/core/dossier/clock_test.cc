// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"

namespace consentry {
namespace {

Date on(std::string_view text) { return *parse_date(text); }

constexpr Term kThreeMonths{3, TermUnit::months};
constexpr Term kOneMonth{1, TermUnit::months};

TEST(Dates, AreReadInOneFormOnly) {
  EXPECT_EQ(to_text(on("2018-05-28")), "2018-05-28");
  for (const char* bad : {"", "28.5.2018", "2018-5-28", "2018-02-29", "2018-13-01", "2018-00-10",
                          "2018-01-00", "2018-01-1x", "+018-01-01", "2018-01-011"}) {
    EXPECT_FALSE(parse_date(bad)) << bad;
  }
}

TEST(Terms, OfMonthsEndOnTheDayOfTheSameNumber) {
  EXPECT_EQ(to_text(end_of(on("2018-05-28"), kThreeMonths)), "2018-08-28");
  EXPECT_EQ(to_text(end_of(on("2026-11-23"), kThreeMonths)), "2027-02-23");
}

TEST(Terms, EndOnTheLastDayOfAMonthThatHasNoSuchDay) {
  EXPECT_EQ(to_text(end_of(on("2026-11-30"), kThreeMonths)), "2027-02-28");
  EXPECT_EQ(to_text(end_of(on("2027-11-30"), kThreeMonths)), "2028-02-29") << "a leap year";
  EXPECT_EQ(to_text(end_of(on("2026-01-31"), kOneMonth)), "2026-02-28");
  EXPECT_EQ(to_text(end_of(on("2026-02-28"), kOneMonth)), "2026-03-28");
  EXPECT_EQ(to_text(end_of(on("2026-08-31"), kOneMonth)), "2026-09-30");
  EXPECT_EQ(to_text(end_of(on("2024-02-29"), {1, TermUnit::years})), "2025-02-28");
  EXPECT_EQ(to_text(end_of(on("2024-02-29"), {4, TermUnit::years})), "2028-02-29");
}

TEST(Terms, OfDaysAndWeeksDoNotCountTheFirstDay) {
  EXPECT_EQ(to_text(end_of(on("2026-12-24"), {14, TermUnit::days})), "2027-01-07");
  EXPECT_EQ(to_text(end_of(on("2028-02-25"), {6, TermUnit::weeks})), "2028-04-07");
}

TEST(Terms, MoveOnToAWorkingDay) {
  EXPECT_EQ(to_text(next_working_day(on("2026-11-28"), {})), "2026-11-30") << "a Saturday";
  EXPECT_EQ(to_text(next_working_day(on("2026-11-27"), {})), "2026-11-27");
  EXPECT_EQ(to_text(next_working_day(on("2026-12-25"), {on("2026-12-25"), on("2026-12-28")})),
            "2026-12-29");
}

TEST(Silence, CountsEveryDayFromFilingToDecision) {
  EXPECT_EQ(days_of_silence({{"complaint-lodged", on("2018-05-28")}}, on("2021-07-15")), 1144);
}

TEST(Silence, BeginsAnewWhenTheAuthoritySpeaks) {
  const std::vector<CaseEvent> events{{"complaint-lodged", on("2026-01-01")},
                                      {"authority-informed", on("2026-03-01")},
                                      {"letter-sent", on("2026-03-20")},
                                      {"authority-informed", on("2026-12-01")}};
  EXPECT_EQ(days_of_silence(events, on("2026-03-31")), 30) << "later events are not known yet";
  EXPECT_EQ(days_of_silence({{"letter-sent", on("2026-03-20")}}, on("2026-03-31")), std::nullopt);
}

TEST(Clocks, ShippedOnesAreReadWithTheirMarks) {
  const auto rules = parse_clock_rules("clocks.toml", embedded("data/clocks/clocks.toml"));
  ASSERT_TRUE(rules) << rules.error().text();
  EXPECT_GE(rules->size(), 15U);
  const auto silence = std::ranges::find(*rules, "SILENCE-78-2", &ClockRule::id);
  ASSERT_NE(silence, rules->end());
  EXPECT_EQ(silence->mark, 'M') << "the article was not read in the primary text";
  const auto consult = std::ranges::find(*rules, "NL-CONSULT", &ClockRule::id);
  ASSERT_NE(consult, rules->end());
  EXPECT_TRUE(consult->at_least);
}

std::string rule(const std::string& changes) {
  return "[[clock]]\nid=\"A\"\nstarts=\"x\"\nlength=3\nunit=\"months\"\nfollows=\"f\"\nbasis="
         "\"b\"\n"
         "mark=\"M\"\n" +
         changes;
}

TEST(Clocks, SayWhatIsWrongWithTheirFile) {
  EXPECT_TRUE(parse_clock_rules("f", rule("")));
  for (const std::string& bad :
       {rule("typo=1\n"), rule("warn_days=-1\n"), rule("") + rule(""), std::string("[[clock]]\n"),
        std::string("not toml"), rule("at_least=\"yes\"\n")}) {
    EXPECT_EQ(parse_clock_rules("f", bad).error().kind(), ErrorKind::invalid_input) << bad;
  }
  EXPECT_FALSE(parse_clock_rules("f", std::string(kMaxClockFileBytes + 1, ' ')));
}

TEST(Clocks, RunFromTheLastEventThatStartsThem) {
  const auto rules = parse_clock_rules("f", rule("") +
                                                "[[clock]]\nid=\"B\"\nstarts=\"y\"\nlength=1\n"
                                                "unit=\"weeks\"\nfollows=\"f\"\nbasis=\"b\"\n"
                                                "mark=\"C\"\n");
  ASSERT_TRUE(rules) << rules.error().text();
  const auto clocks = clocks_of(
      *rules, {{"x", on("2026-01-31")}, {"y", on("2026-01-10")}, {"x", on("2025-01-31")}});
  ASSERT_EQ(clocks.size(), 2U);
  EXPECT_EQ(clocks[0].rule->id, "B");
  EXPECT_EQ(to_text(clocks[1].ends), "2026-04-30");
  EXPECT_TRUE(clocks_of(*rules, {{"z", on("2026-01-31")}}).empty());
}

}  // namespace
}  // namespace consentry
