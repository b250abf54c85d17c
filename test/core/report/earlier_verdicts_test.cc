// SPDX-License-Identifier: Apache-2.0
#include "core/report/earlier_verdicts.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "core/report/html_run.h"
#include "core/report/html_site.h"
#include "core/report/json.h"
#include "core/report/terminal_table.h"
#include "core/report/verdict_detail.h"
#include "fakes/json_schema.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

// The report with its first site's verdict as another rule book saw it.
ScanReport with_earlier(Verdict then) {
  ScanReport report = make_report();
  EarlierVerdicts earlier;
  earlier.version = "2025.01";
  earlier.sha256 = std::string(64, 'e');
  earlier.profile = "eu";
  EarlierSite site{std::string(url_of(report.sites.front())), then, {}};
  for (const Finding& finding : report.sites.front().judgement.findings) {
    site.findings.push_back({finding.rule, finding.phase, finding.verdict});
  }
  site.findings.front().verdict = Verdict::info;
  site.findings.push_back({"OLD-01", Phase::gpc, Verdict::risk});
  earlier.sites.push_back(std::move(site));
  report.earlier = std::move(earlier);
  return report;
}

TEST(EarlierVerdicts, DifferWhereOneBookSaysOtherwiseOrLacksTheRule) {
  const ScanReport report = with_earlier(Verdict::risk);
  const auto rules = differing(*earlier_site(report, report.sites.front()), report.sites.front());
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules.front().rule, "OLD-01");
  EXPECT_EQ(rules.front().now, std::nullopt);
  EXPECT_EQ(rules.back().earlier, Verdict::info);
  EXPECT_EQ(earlier_site(report, report.sites.back()), nullptr) << "it was not judged then";
}

TEST(EarlierVerdicts, StandInJsonAsTheSchemaSays) {
  const auto schema =
      JsonSchema::from_file(std::string(CONSENTRY_SOURCE_DIR) + "/docs/formats/report.schema.json");
  const auto report = boost::json::parse(report_json(with_earlier(Verdict::risk)));
  EXPECT_EQ(schema.faults_of(report), std::vector<std::string>{});
  EXPECT_EQ(report.at("earlier").at("rule_book").at("version"), "2025.01");
  EXPECT_EQ(report.at("earlier").at("sites").at(0).at("verdict"), "risk");
  EXPECT_TRUE(boost::json::parse(report_json(make_report())).at("earlier").is_null());
}

TEST(EarlierVerdicts, StandOnTheTerminalAndInHtml) {
  const ScanReport report = with_earlier(Verdict::risk);
  const TerminalStyle style{200, false};
  EXPECT_NE(
      terminal_report(report, style).find("Judged before by rule book 2025.01 (eeeeeeeeeeee)"),
      std::string::npos);
  EXPECT_NE(earlier_text(report, style).find("Risk then, Breach now"), std::string::npos)
      << earlier_text(report, style);
  EXPECT_NE(run_html(report).find("Two verdicts"), std::string::npos);
  const std::string page = site_html(report.sites.front(), report);
  EXPECT_NE(page.find("OLD-01"), std::string::npos);
  EXPECT_NE(page.find("no such rule"), std::string::npos);
}

TEST(EarlierVerdicts, OfOneSiteNameTheRules) {
  ScanReport report = with_earlier(Verdict::breach);
  report.sites.resize(1);
  const std::string text = verdict_detail(report.sites.front(), report, {200, false});
  EXPECT_NE(text.find("0 sites of 1 had another verdict"), std::string::npos) << text;
  EXPECT_NE(text.find("OLD-01 gpc: Risk then, no such rule now"), std::string::npos) << text;
}

TEST(EarlierVerdicts, AreNotMentionedWhereThereAreNone) {
  const ScanReport report = make_report();
  EXPECT_EQ(earlier_text(report, {}), "");
  EXPECT_EQ(run_html(report).find("Two verdicts"), std::string::npos);
  EXPECT_EQ(site_html(report.sites.front(), report).find("Two verdicts"), std::string::npos);
}

}  // namespace
}  // namespace consentry
