// SPDX-License-Identifier: Apache-2.0
#include "core/report/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/report/csv_text.h"
#include "fakes/csv_reader.h"
#include "fakes/golden.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;

TEST(CsvCell, QuotesAreDoubledAndLinesJoined) {
  EXPECT_EQ(csv_cell("a \"b\", c\r\nd"), "\"a \"\"b\"\", c  d\"");
}

TEST(CsvCell, AFormulaGetsAnApostrophe) {
  for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1",
                              "－1", "\tx", "\rx"}) {
    EXPECT_TRUE(csv_cell(formula).starts_with("\"'")) << formula;
  }
}

TEST(CsvCell, OtherTextHasNone) {
  for (const char* text : {"", "a=b", "1-2", "https://shop.example/?a=-1", " ", "é+"}) {
    EXPECT_FALSE(csv_cell(text).starts_with("\"'")) << text;
  }
}

TEST(CsvText, NumbersStayNumbersAndUnknownOnesEmpty) {
  CsvText csv({"a", "b", "c", "d"});
  csv.number(std::int64_t{-7}).number(1.5).number(std::nan("")).yes_no(true).end_row();
  EXPECT_EQ(std::move(csv).take(), "a,b,c,d\r\n-7,1.5,,\"yes\"\r\n");
}

TEST(ReportCsv, MatchItsGoldens) {
  const ScanReport report = make_report();
  expect_golden("findings.csv", findings_csv(report));
  expect_golden("cookies.csv", cookies_csv(report));
  expect_golden("requests.csv", requests_csv(report));
  expect_golden("hints.csv", hints_csv(report));
  expect_golden("companies.csv", companies_csv(report));
}

TEST(ReportCsv, AnEmptyReportIsTheHeaderRows) {
  const ScanReport none;
  for (const std::string& csv : {findings_csv(none), cookies_csv(none), requests_csv(none),
                                 hints_csv(none), companies_csv(none)}) {
    EXPECT_TRUE(CsvReader::read(csv).empty());
    EXPECT_TRUE(csv.starts_with("site,") || csv.starts_with("company,"));
  }
}

TEST(ReportCsv, ThereIsARowForEveryFindingAndForEverySiteWithoutOne) {
  const ScanReport report = make_report();
  std::size_t wanted = 0;
  for (const SiteReport& site : report.sites) {
    wanted += std::max<std::size_t>(site.judgement.findings.size(), 1);
  }
  const auto rows = CsvReader::read(findings_csv(report));
  EXPECT_EQ(rows.size(), wanted);
  EXPECT_EQ(rows.back().at("site"), "https://gone.example/");
  EXPECT_EQ(rows.back().at("verdict"), "not-measured");
  EXPECT_EQ(rows.back().at("reason"), "the host name does not resolve");
}

TEST(ReportCsv, AFindingNamesItsLawAndItsFirstEvidence) {
  const auto rows = CsvReader::read(findings_csv(make_report()));
  EXPECT_EQ(rows[0].at("rule"), "REJ-01");
  EXPECT_EQ(rows[0].at("law"), "ePrivacy");
  EXPECT_EQ(rows[0].at("evidence_file"), "sites/news.example-1a2b3c4d/refuse/events.ndjson");
  EXPECT_EQ(rows[0].at("evidence_line"), "98");
}

TEST(ReportCsv, APhaseThatWasNotMeasuredIsNoNo) {
  ScanReport report = make_report();
  report.sites[0].facts.observation.runs.pop_back();  // the gpc run
  for (const CsvRow& row : CsvReader::read(cookies_csv(report))) {
    EXPECT_EQ(row.at("gpc"), "not measured");
    EXPECT_TRUE(row.at("before") == "yes" || row.at("before") == "no");
  }
}

TEST(ReportCsv, RequestsCarryTheirClassification) {
  const auto rows = CsvReader::read(requests_csv(make_report()));
  EXPECT_EQ(rows[0].at("host"), "ads.adnet.example");
  EXPECT_EQ(rows[0].at("company"), "AdNet Inc");
  EXPECT_EQ(rows[0].at("tracker"), "yes");
  EXPECT_EQ(rows[0].at("status"), "");
  EXPECT_EQ(rows[3].at("tracker"), "no");
}

TEST(ReportCsv, WhatThePageWantedBesideRequestsStandsInTheOrderOfTheLog) {
  const auto rows = CsvReader::read(hints_csv(make_report()));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].at("kind"), "client-hints");
  EXPECT_EQ(rows[0].at("detail"), "architecture,model");
  EXPECT_EQ(rows[0].at("by"), "permissions-policy");
  EXPECT_EQ(rows[0].at("company"), "AdNet Inc");
  EXPECT_EQ(rows[1].at("kind"), "preconnect");
  EXPECT_EQ(rows[1].at("host"), "ads.adnet.example");
  EXPECT_EQ(rows[1].at("tracker"), "yes");
  EXPECT_EQ(rows[2].at("kind"), "blocked-window");
  EXPECT_EQ(rows[2].at("tracker"), "no");
}

TEST(ReportCsv, AHintThatNobodyClassifiedIsUnknown) {
  ScanReport report = make_report();
  report.sites[0].facts.classification.hints.clear();
  EXPECT_EQ(CsvReader::read(hints_csv(report)).at(1).at("company"), "");
}

TEST(ReportCsv, ARequestThatNobodyClassifiedIsUnknown) {
  ScanReport report = make_report();
  report.sites[0].facts.classification.requests.clear();
  const auto rows = CsvReader::read(requests_csv(report));
  EXPECT_EQ(rows.size(), 18U);
  EXPECT_EQ(rows[0].at("function"), "unknown");
}

TEST(ReportCsv, HostileTextMakesNoCellOfItsOwnAndNoFormula) {
  ScanReport report = make_hostile_report();
  for (auto& [key, item] : report.sites[0].facts.classification.items) {
    item.key.name = "=HYPERLINK(\"https://evil.example\",\"x\")\r\n,,,";
  }
  const auto cookies = CsvReader::read(cookies_csv(report));
  EXPECT_EQ(cookies[0].at("name"), "'=HYPERLINK(\"https://evil.example\",\"x\")  ,,,");
  EXPECT_EQ(CsvReader::read(findings_csv(report)).size(), 12U);
  EXPECT_EQ(CsvReader::read(requests_csv(report)).size(), 18U);
  EXPECT_THAT(CsvReader::read(companies_csv(report))[0].at("company"), HasSubstr("‹U+202E›"));
}

}  // namespace
}  // namespace consentry
