// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/campaign_board.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"

namespace consentry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Date on(std::string_view text) { return *parse_date(text); }

std::vector<ClockRule> rules() {
  return *parse_clock_rules("clocks", embedded("data/clocks/clocks.toml"));
}

CaseFile complaint(const std::string& name, const std::string& authority, const std::string& more) {
  const std::string text = "name='" + name +
                           "'\nsummary='s'\nrespondents=['B','C']\nstate='o'\n"
                           "state_on='2026-01-02'\n[[event]]\ndate='2026-01-10'\n"
                           "kind='complaint-lodged'\nauthority='" +
                           authority + "'\ntext='Lodged'\nmark='C'\n" + more;
  return *parse_case("f", text, rules());
}

std::vector<CaseFile> campaign() {
  return {complaint("One", "CNIL",
                    "[[event]]\ndate='2026-03-01'\nkind='other'\nauthority='CNPD'\n"
                    "text='<b>Passed on</b>'\nmark='S'\n"),
          complaint("Two", "DPC",
                    "[[event]]\ndate='2026-04-20'\nkind='decision'\nauthority='DPC'\n"
                    "text='Fined'\nmark='S'\n")};
}

TEST(CampaignBoard, CountsEachCasesSilenceByItself) {
  const auto rows = campaign_board(campaign(), rules(), on("2026-04-30"));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].silence, 110);
  EXPECT_EQ(rows[0].filed_with, "CNIL");
  EXPECT_EQ(rows[0].now_with, "CNPD");
  EXPECT_EQ(rows[1].silence, 100);
  EXPECT_EQ(rows[1].decided, on("2026-04-20"));
  EXPECT_EQ(rows[1].status, CaseStatus::decision);
}

TEST(CampaignBoard, KnowsNothingOfLaterDays) {
  const auto rows = campaign_board(campaign(), rules(), on("2026-02-01"));
  EXPECT_EQ(rows[0].now_with, "CNIL");
  EXPECT_EQ(rows[0].last, "Lodged");
  EXPECT_EQ(rows[0].next, "SILENCE-78-2");
  EXPECT_EQ(rows[0].next_on, on("2026-04-10"));
  EXPECT_FALSE(rows[1].decided);
  const auto before = campaign_board(campaign(), rules(), on("2026-01-01"));
  EXPECT_FALSE(before[0].filed);
  EXPECT_FALSE(before[0].silence);
  EXPECT_THAT(board_text(before, on("2026-01-01")), HasSubstr("filed not yet"));
}

TEST(CampaignBoard, SaysTheSameInEveryForm) {
  const Date day = on("2026-04-30");
  const auto rows = campaign_board(campaign(), rules(), day);
  EXPECT_THAT(board_text(rows, day), HasSubstr("110 days without a word of the authority"));
  const auto json = boost::json::parse(board_json(rows, day));
  EXPECT_EQ(json.at("cases").at(0).at("days_of_silence"), 110);
  EXPECT_EQ(json.at("cases").at(1).at("decided"), "2026-04-20");
  EXPECT_THAT(board_csv(rows), HasSubstr("\"One\",\"B, C\",\"complaint filed\",\"2026-01-10\""));
  EXPECT_THAT(board_html(rows, "Ours", day, {}),
              AllOf(HasSubstr("110 days"), HasSubstr("until the decision"), HasSubstr("CNPD")));
}

TEST(CampaignBoard, LetsNoWordBecomeMarkup) {
  const Date day = on("2026-04-30");
  const auto rows = campaign_board(campaign(), rules(), day);
  EXPECT_THAT(board_html(rows, "<script>", day, {}),
              AllOf(Not(HasSubstr("<script>")), Not(HasSubstr("<b>Passed"))));
}

TEST(CampaignBoard, IsTranslatedWhole) {
  const Date day = on("2026-04-30");
  const auto rows = campaign_board(campaign(), rules(), day);
  const auto dutch = ReportLanguage::parse(embedded("data/translations/report/nl.json"));
  ASSERT_TRUE(dutch) << dutch.error().text();
  EXPECT_THAT(board_html(rows, "Wij", day, *dutch),
              AllOf(HasSubstr("klacht ingediend"), HasSubstr("110 dagen"), HasSubstr("Stilte"),
                    HasSubstr("nu: "), Not(HasSubstr("Silence"))));
}

}  // namespace
}  // namespace consentry
