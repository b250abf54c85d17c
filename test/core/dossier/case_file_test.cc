// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "core/dossier/case_output.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Date on(std::string_view text) { return *parse_date(text); }

std::vector<ClockRule> rules() {
  return *parse_clock_rules("clocks", embedded("data/clocks/clocks.toml"));
}

const std::string kHead =
    "name='A v B'\nsummary='s'\nrespondents=['B']\nstate='open'\nstate_on='2026-01-02'\n";

std::string event(const std::string& date, const std::string& kind) {
  return "[[event]]\ndate='" + date + "'\nkind='" + kind + "'\ntext='t'\nmark='S'\n";
}

std::string error_of(const std::string& text) {
  const auto file = parse_case("f", text, rules());
  return file ? "" : file.error().text();
}

CaseFile example(const std::string& name) {
  auto file = parse_case(name, embedded("data/cases/" + name + ".toml"), rules());
  EXPECT_TRUE(file) << file.error().text();
  return *file;
}

TEST(CaseFile, PutsEventsInOrder) {
  const auto file = parse_case(
      "f", kHead + event("2026-02-01", "letter-sent") + event("2026-01-01", "complaint-lodged"),
      rules());
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_EQ(file->steps.front().event.kind, "complaint-lodged");
}

TEST(CaseFile, NamesWhatIsWrong) {
  EXPECT_THAT(error_of(kHead + event("2026-02-30", "letter-sent")), HasSubstr("2026-02-30"));
  EXPECT_THAT(error_of(kHead + event("2026-02-01", "complaint-loged")),
              HasSubstr("complaint-lodged"));
  EXPECT_THAT(error_of(kHead + "respondent='x'\n"), HasSubstr("respondent"));
  EXPECT_THAT(error_of("name='A'\n"), HasSubstr("summary"));
  EXPECT_THAT(error_of(kHead + "x=["), HasSubstr("line"));
  EXPECT_THAT(error_of(std::string(kMaxCaseFileBytes + 1, '#')), HasSubstr("too large"));
}

TEST(CaseStanding, KnowsOnlyWhatHadHappened) {
  const auto file = parse_case(
      "f", kHead + event("2026-01-31", "complaint-lodged") + event("2026-06-01", "decision"),
      rules());
  ASSERT_TRUE(file);
  const std::vector<ClockRule> known = rules();
  const CaseStanding before = standing_of(*file, known, on("2026-03-01"));
  EXPECT_FALSE(before.decided);
  EXPECT_EQ(before.silence, 29);
  ASSERT_EQ(before.clocks.size(), 1U);
  EXPECT_EQ(to_text(before.clocks.front().ends), "2026-04-30");
  EXPECT_FALSE(standing_of(*file, known, on("2026-01-30")).silence);
  const CaseStanding after = standing_of(*file, known, on("2026-12-01"));
  EXPECT_EQ(after.silence, 121);
  EXPECT_EQ(after.decided, on("2026-06-01"));
}

TEST(CaseExamples, CountTheSilenceOfThreeYears) {
  const CaseFile file = example("la-quadrature-amazon");
  const std::vector<ClockRule> known = rules();
  const Date day = on("2021-07-15");
  const std::string text = case_text(file, standing_of(file, known, day), {}, day);
  EXPECT_THAT(text, HasSubstr("1144 days without a word, until the decision of 2021-07-15"));
  EXPECT_THAT(text, HasSubstr("annulled on 12 March 2026"));
  EXPECT_THAT(text, HasSubstr("not verified"));
}

TEST(CaseExamples, EndTheTermToTalkAfterTwoWeeks) {
  const CaseFile file = example("sdbn-amazon");
  const std::vector<ClockRule> known = rules();
  const Date day = on("2023-06-30");
  const CaseStanding standing = standing_of(file, known, day);
  const std::string text = case_text(file, standing, {}, day);
  EXPECT_THAT(text, HasSubstr("NL-CONSULT since 2023-06-23: not before 2023-07-07, in 7 days"));
  EXPECT_THAT(text, Not(HasSubstr("Silence")));
  EXPECT_THAT(case_json(file, standing, {}, day), HasSubstr(R"("days_of_silence":null)"));
}

}  // namespace
}  // namespace consentry
