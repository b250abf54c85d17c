// SPDX-License-Identifier: Apache-2.0
#include "core/report/junit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/golden.h"
#include "fakes/report_maker.h"
#include "fakes/xml_reader.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;

XmlElement parsed(const ScanReport& report, std::optional<Verdict> fail_on = Verdict::breach) {
  return XmlReader::read(report_junit(report, fail_on));
}

const XmlElement& case_of(const XmlElement& suites, std::string_view begin) {
  for (const XmlElement* one : suites.all("testcase")) {
    if (one->attributes.at("name").starts_with(begin)) return *one;
  }
  throw std::runtime_error("no case " + std::string(begin));
}

TEST(ReportJunit, MatchesItsGolden) {
  expect_golden("report.junit.xml", report_junit(make_report(), Verdict::breach));
}

TEST(ReportJunit, HasASuiteForEverySiteAndACaseForEveryFinding) {
  const ScanReport report = make_report();
  const XmlElement suites = parsed(report);
  ASSERT_EQ(suites.children.size(), report.sites.size());
  for (std::size_t i = 0; i < report.sites.size(); ++i) {
    EXPECT_EQ(suites.children[i].attributes.at("name"), url_of(report.sites[i]));
    const std::size_t findings = report.sites[i].judgement.findings.size();
    EXPECT_EQ(suites.children[i].all("testcase").size(), std::max<std::size_t>(findings, 1));
  }
}

TEST(ReportJunit, FailsFromTheVerdictThatFailsTheProgram) {
  EXPECT_EQ(parsed(make_report(), Verdict::breach).all("failure").size(), 2U);
  EXPECT_EQ(parsed(make_report(), Verdict::likely_breach).all("failure").size(), 3U);
  EXPECT_TRUE(parsed(make_report(), std::nullopt).all("failure").empty());
}

void expect_own_counts(const XmlElement& holder) {
  const auto counted = [&](const char* element) {
    return std::to_string(holder.all(element).size());
  };
  EXPECT_EQ(holder.attributes.at("tests"), counted("testcase"));
  EXPECT_EQ(holder.attributes.at("failures"), counted("failure"));
  EXPECT_EQ(holder.attributes.at("skipped"), counted("skipped"));
}

TEST(ReportJunit, CountsAreThoseOfTheCases) {
  for (const auto fail_on : {std::optional(Verdict::breach), std::optional<Verdict>()}) {
    const XmlElement suites = parsed(make_report(), fail_on);
    expect_own_counts(suites);
    for (const XmlElement& suite : suites.children) expect_own_counts(suite);
  }
}

TEST(ReportJunit, AFailureTellsEvidenceRemedyLawAndAuthority) {
  const XmlElement suites = parsed(make_report());
  const XmlElement& failure = case_of(suites, "PRE-02 before").children.at(0);
  EXPECT_EQ(failure.name, "failure");
  EXPECT_EQ(failure.attributes.at("type"), "breach");
  EXPECT_THAT(failure.text, HasSubstr("anid=7f3a… set by https://ads.adnet.example/tag.js"));
  EXPECT_THAT(failure.text, HasSubstr("(sites/news.example-1a2b3c4d/refuse/events.ndjson:45)"));
  EXPECT_THAT(failure.text, HasSubstr("Remedy: Load the script only after"));
  EXPECT_THAT(failure.text, HasSubstr("Authority: Autoriteit Consument & Markt"));
}

TEST(ReportJunit, NotMeasuredIsSkippedWithItsReasonAndNeverPassed) {
  const XmlElement suites = parsed(make_report());
  const XmlElement& skipped = case_of(suites, "WDR-03 withdraw").children.at(0);
  EXPECT_EQ(skipped.name, "skipped");
  EXPECT_THAT(skipped.attributes.at("message"), HasSubstr("Not measured: No way to withdraw"));
}

TEST(ReportJunit, ASiteWithoutFindingsHasOneSkippedCase) {
  const XmlElement suites = parsed(make_report());
  const XmlElement& skipped = case_of(suites, "site was measured").children.at(0);
  EXPECT_EQ(skipped.name, "skipped");
  EXPECT_THAT(skipped.attributes.at("message"), HasSubstr("the host name does not resolve"));
}

TEST(ReportJunit, WhatWeighsLessThanFailOnStillTellsItsVerdict) {
  const XmlElement suites = parsed(make_report());
  const XmlElement& lesser = case_of(suites, "UI-05 before").children.at(0);
  EXPECT_EQ(lesser.name, "system-out");
  EXPECT_THAT(lesser.text, HasSubstr("Risk: The refuse label has a contrast"));
  EXPECT_TRUE(case_of(suites, "UI-01 before").children.empty());
}

TEST(ReportJunit, HostileTextStaysText) {
  const XmlElement suites = parsed(make_hostile_report());
  const XmlElement& failure = case_of(suites, "PRE-02 before").children.at(0);
  EXPECT_THAT(failure.text, HasSubstr("</style><script>alert(1)</script>"));
  EXPECT_THAT(failure.text, HasSubstr("‹U+001B›"));
}

TEST(ReportJunit, AnEmptyReportIsAnEmptyList) {
  const XmlElement suites = parsed(ScanReport{});
  EXPECT_EQ(suites.name, "testsuites");
  EXPECT_EQ(suites.attributes.at("tests"), "0");
  EXPECT_TRUE(suites.children.empty());
}

}  // namespace
}  // namespace consentry
