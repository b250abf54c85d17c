// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/case_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "core/dossier/case_output.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Date on(std::string_view text) { return *parse_date(text); }

std::vector<ClockRule> rules() {
  return *parse_clock_rules("clocks", embedded("data/clocks/clocks.toml"));
}

CaseFile with(const std::vector<std::pair<std::string, std::string>>& events) {
  std::string text =
      "name='A v B'\nsummary='s'\nrespondents=['B']\nstate='open'\nstate_on='2026-01-02'\n";
  for (const auto& [date, kind] : events) {
    text += "[[event]]\ndate='" + date + "'\nkind='" + kind + "'\ntext='t'\nmark='S'\n";
  }
  auto file = parse_case("f", text, rules());
  EXPECT_TRUE(file) << file.error().text();
  return *file;
}

std::vector<std::string> objections_to(
    const std::vector<std::pair<std::string, std::string>>& events) {
  return objections(with(events), rules(), on("2026-12-31"));
}

TEST(CaseStatus, FollowsTheEventsUntilTheDay) {
  const CaseFile file = with({{"2026-01-01", "mandates-opened"},
                              {"2026-02-01", "claim-letter-received"},
                              {"2026-02-20", "consultation"},
                              {"2026-05-01", "summons-served"},
                              {"2026-06-01", "other"},
                              {"2026-07-01", "settlement"}});
  EXPECT_EQ(status_on(file, on("2025-12-31")), CaseStatus::draft);
  EXPECT_EQ(status_on(file, on("2026-01-01")), CaseStatus::mandates_open);
  EXPECT_EQ(status_on(file, on("2026-02-19")), CaseStatus::claim_letter);
  EXPECT_EQ(status_on(file, on("2026-04-30")), CaseStatus::consultation);
  EXPECT_EQ(status_on(file, on("2026-06-30")), CaseStatus::summons);
  EXPECT_EQ(name_of(status_on(file, on("2026-07-01"))), "closed");
}

TEST(CaseStatus, ReturnsToTheAuthorityWhenADecisionIsSentBack) {
  auto file = parse_case("f", embedded("data/cases/la-quadrature-amazon.toml"), rules());
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_EQ(status_on(*file, on("2021-07-15")), CaseStatus::decision);
  EXPECT_EQ(status_on(*file, on("2025-12-31")), CaseStatus::appeal);
  EXPECT_EQ(status_on(*file, on("2026-03-12")), CaseStatus::complaint_filed);
}

TEST(CaseObjections, ConsultationBlocksTheSummonsUntilItsTimeIsOver) {
  EXPECT_THAT(
      objections_to({{"2026-02-01", "claim-letter-received"}, {"2026-02-15", "summons-served"}}),
      ElementsAre(HasSubstr("time to talk ended on 2026-02-15")));
  EXPECT_THAT(
      objections_to({{"2026-02-01", "claim-letter-received"}, {"2026-02-16", "summons-served"}}),
      IsEmpty());
  EXPECT_THAT(objections_to({{"2026-02-01", "claim-letter-received"},
                             {"2026-02-05", "consultation"},
                             {"2026-02-06", "summons-served"}}),
              IsEmpty());
  EXPECT_THAT(objections_to({{"2026-01-05", "consultation"},
                             {"2026-02-01", "claim-letter-received"},
                             {"2026-02-06", "summons-served"}}),
              ElementsAre(HasSubstr("no consultation is logged")));
  EXPECT_THAT(objections_to({{"2026-02-16", "summons-served"}}),
              ElementsAre(HasSubstr("follows no claim letter")));
}

TEST(CaseText, TellsStatusAndObjectionsAndLetsNoWordSteerATerminal) {
  CaseFile file = with({{"2026-02-16", "summons-served"}});
  file.summary = "red \x1b[31m";
  const std::vector<ClockRule> known = rules();  // clocks refer to them
  const CaseStanding standing = standing_of(file, known, on("2026-03-01"));
  const auto against = objections(file, known, on("2026-03-01"));
  const std::string text = case_text(file, standing, against, on("2026-03-01"));
  EXPECT_THAT(text, HasSubstr("Status: summons"));
  EXPECT_THAT(text, HasSubstr("Watch out: The summons of 2026-02-16"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(case_json(file, standing, against, on("2026-03-01")),
              HasSubstr("\"status\":\"summons\""));
}

}  // namespace
}  // namespace consentry
