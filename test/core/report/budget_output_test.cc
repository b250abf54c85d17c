// SPDX-License-Identifier: Apache-2.0
#include "core/report/budget_output.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/report/budget_file.h"
#include "core/report/html_run.h"
#include "core/report/html_site.h"
#include "core/report/json.h"
#include "core/report/junit.h"
#include "core/report/sarif.h"
#include "core/report/terminal_table.h"
#include "core/report/verdict_detail.h"
#include "fakes/json_schema.h"
#include "fakes/report_maker.h"
#include "fakes/xml_reader.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ScanReport held_against(std::string_view text, ScanReport report = make_report()) {
  const auto budget = Budget::parse("consentry.toml", text);
  BudgetReport held{budget->name, budget->sha256, {}};
  for (const SiteReport& site : report.sites) {
    held.sites.push_back(check_budget(site.facts, *budget));
  }
  report.budget = std::move(held);
  return report;
}

constexpr std::string_view kTight = "[before]\nservices = ['letters.example', 'counter.example']\n";

std::vector<std::string> schema_faults(const ScanReport& report) {
  const auto schema =
      JsonSchema::from_file(std::string(CONSENTRY_SOURCE_DIR) + "/docs/formats/report.schema.json");
  return schema.faults_of(boost::json::parse(report_json(report)));
}

TEST(BudgetOutput, StandsInJsonAsTheSchemaSays) {
  const ScanReport report = held_against(kTight);
  EXPECT_EQ(schema_faults(report), std::vector<std::string>{});
  const auto budget = boost::json::parse(report_json(report)).at("budget");
  EXPECT_EQ(budget.at("state"), "exceeded");
  const auto& phase = budget.at("sites").at(0).at("phases").at(0);
  EXPECT_EQ(phase.at("state"), "exceeded");
  EXPECT_EQ(phase.at("beyond").at(0).at("name"), "adnet.example");
  EXPECT_EQ(phase.at("beyond").at(0).at("owner"), "AdNet Inc");
  EXPECT_EQ(budget.at("sites").at(3).at("state"), "not-measured") << "the site was not reached";
  EXPECT_TRUE(boost::json::parse(report_json(make_report())).at("budget").is_null());
  EXPECT_EQ(schema_faults(held_against(kTight, make_hostile_report())), std::vector<std::string>{});
}

TEST(BudgetOutput, StandsOnTheTerminalOfOneAndOfManySites) {
  const TerminalStyle style{200, false};
  ScanReport report = held_against(kTight);
  const std::string many = terminal_report(report, style);
  EXPECT_THAT(many, HasSubstr("Budget consentry.toml: exceeded"));
  EXPECT_THAT(many, HasSubstr("+ service AdNet Inc (adnet.example)"));
  EXPECT_THAT(many, HasSubstr("gone.example, before: not measured, so not within the budget"));
  EXPECT_THAT(many, Not(HasSubstr("+ service Counter GmbH")));
  EXPECT_THAT(verdict_detail(report.sites.front(), report, style), HasSubstr("+ cookie anid"));
  EXPECT_EQ(budget_text(make_report(), style), "");
}

TEST(BudgetOutput, StandsOnThePagesOfTheScanAndOfEachSite) {
  const ReportLanguage english;
  const ScanReport report = held_against(kTight);
  const std::string all = run_html(report, english);
  EXPECT_THAT(all, HasSubstr("href=\"#budget\""));
  EXPECT_THAT(all, HasSubstr("id=\"budget\""));
  EXPECT_THAT(all, HasSubstr("Beyond the budget"));
  const std::string first = site_html(report.sites.front(), report, english);
  EXPECT_THAT(first, HasSubstr("service <span class=\"mono\"><bdi>adnet.example"));
  EXPECT_THAT(first, HasSubstr("AdNet Inc"));
  EXPECT_THAT(first,
              Not(HasSubstr("<bdi>counter.example</bdi></span> · <bdi>Counter GmbH</bdi></li>")));
  EXPECT_THAT(site_html(report.sites[3], report, english), HasSubstr("Not measured"));
  EXPECT_THAT(run_html(make_report(), english), Not(HasSubstr("id=\"budget\"")));
}

TEST(BudgetOutput, CutsALongListOnTheTerminalOnly) {
  ScanReport report = held_against(kTight);
  auto& beyond = report.budget->sites[0][0].beyond;
  beyond.resize(1);
  for (int i = 0; i < 30; ++i) beyond.push_back(beyond.front());
  EXPECT_THAT(budget_text(report, {0, false}), HasSubstr("and 11 more"));
  EXPECT_EQ(as_finding(report.budget->sites[0][0]).evidence.size(), 31U);
}

TEST(BudgetOutput, ShowsNothingThatSteersATerminal) {
  ScanReport report = held_against(kTight);
  report.budget->sites[0][0].beyond[0].name = "a\x1b[2J\xE2\x80\xAE";
  const std::string text = budget_text(report, {0, false});
  EXPECT_THAT(text, HasSubstr("‹U+202E›"));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(BudgetOutput, FailsAndSkipsCasesOfJunitWhateverFailsOtherwise) {
  const XmlElement suites = XmlReader::read(report_junit(held_against(kTight), std::nullopt));
  ASSERT_EQ(suites.all("failure").size(), 1U);
  EXPECT_EQ(suites.all("failure")[0]->attributes.at("type"), "budget");
  EXPECT_EQ(suites.attributes.at("failures"), "1");
  EXPECT_EQ(suites.attributes.at("tests"), std::to_string(suites.all("testcase").size()));
  EXPECT_EQ(suites.attributes.at("skipped"), std::to_string(suites.all("skipped").size()));
  EXPECT_EQ(suites.children[3].all("skipped").size(), 2U) << "the site, and its phase";
}

TEST(BudgetOutput, IsAResultOfSarifThatNamesItsOwnRule) {
  const auto run =
      boost::json::parse(report_sarif(held_against(kTight))).at("runs").at(0).as_object();
  int failed = 0;
  int open = 0;
  for (const auto& result : run.at("results").as_array()) {
    if (result.at("ruleId") != "BUDGET") continue;
    failed += result.at("kind") == "fail" ? 1 : 0;
    open += result.at("kind") == "open" ? 1 : 0;
    const auto index = static_cast<std::size_t>(result.at("ruleIndex").as_int64());
    EXPECT_EQ(run.at("tool").at("driver").at("rules").at(index).at("id"), "BUDGET");
  }
  EXPECT_EQ(failed, 1);
  EXPECT_EQ(open, 1);
  EXPECT_THAT(report_sarif(make_report()), Not(HasSubstr("BUDGET")));
}

TEST(BudgetFile, IsABudgetThatItsScanDoesNotExceed) {
  for (const ScanReport& report : {make_report(), make_hostile_report()}) {
    const std::string text = budget_file(report);
    const auto budget = Budget::parse("written.toml", text);
    ASSERT_TRUE(budget) << budget.error().text() << "\n" << text;
    for (const SiteReport& site : report.sites) {
      EXPECT_LT(state_of(check_budget(site.facts, *budget)), BudgetState::exceeded) << text;
    }
  }
}

TEST(BudgetFile, NamesDomainsWithTheirCompanyAndWhatWasNotMeasured) {
  const std::string text = budget_file(make_report());
  EXPECT_THAT(text, HasSubstr("\"adnet.example\",  # AdNet Inc\n"));
  EXPECT_THAT(text, HasSubstr("# gone.example: the phase 'before' was not measured"));
  EXPECT_THAT(text, HasSubstr("# Not limited, because no site measured it: withdraw"));
  EXPECT_THAT(text, Not(HasSubstr("[withdraw]")));
}

TEST(BudgetFile, QuotesWhateverAPageNamesItsCookies) {
  ScanReport report = make_report();
  for (RunObservation& run : report.sites[0].facts.observation.runs) {
    for (CookieRow& row : run.cookie_rows) row.name = "a\"]\n[gpc]\\\x01\xE2\x80\xAE";
  }
  const std::string text = budget_file(report);
  const auto budget = Budget::parse("written.toml", text);
  ASSERT_TRUE(budget) << budget.error().text();
  EXPECT_TRUE(
      budget->phases.at(Phase::before)
          .allows_item("cookie", report.sites[0].facts.observation.runs[0].cookie_rows[0].name));
}

TEST(BudgetFile, IsEmptyWhenNothingWasMeasured) {
  ScanReport report;
  report.sites = {make_missing_site("https://gone.example/", "no answer")};
  EXPECT_EQ(budget_file(report), "");
}

}  // namespace
}  // namespace consentry
