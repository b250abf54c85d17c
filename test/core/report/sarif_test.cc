// SPDX-License-Identifier: Apache-2.0
#include "core/report/sarif.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "fakes/golden.h"
#include "fakes/json_schema.h"
#include "fakes/npm_file.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

namespace bj = boost::json;
using ::testing::HasSubstr;

bj::value run_of(const ScanReport& report) {
  return bj::parse(report_sarif(report)).at("runs").at(0);
}

const bj::value& result_of(const bj::value& run, std::string_view rule) {
  for (const bj::value& result : run.at("results").as_array()) {
    if (result.at("ruleId").as_string() == rule) return result;
  }
  throw std::runtime_error("no result of " + std::string(rule));
}

std::string text_of(const bj::value& holder) {
  return std::string(holder.at("message").at("text").as_string());
}

TEST(ReportSarif, MatchesItsGolden) { expect_golden("report.sarif", report_sarif(make_report())); }

TEST(ReportSarif, FollowsThePublishedSchema) {
  const std::string path = npm_file(kSarifSchemaFile);
  if (path.empty()) GTEST_SKIP() << "@microsoft/jest-sarif is not installed";
  const JsonSchema schema = JsonSchema::from_file(path);
  for (const ScanReport& report : {make_report(), make_hostile_report(), ScanReport{}}) {
    EXPECT_EQ(schema.faults_of(bj::parse(report_sarif(report))), std::vector<std::string>{});
  }
}

TEST(ReportSarif, TheSchemaCheckWouldNoticeAWrongLevel) {
  const std::string path = npm_file(kSarifSchemaFile);
  if (path.empty()) GTEST_SKIP() << "@microsoft/jest-sarif is not installed";
  bj::value log = bj::parse(report_sarif(make_report()));
  log.at("runs").at(0).at("results").at(0).as_object()["level"] = "fatal";
  EXPECT_FALSE(JsonSchema::from_file(path).faults_of(log).empty());
}

TEST(ReportSarif, SaysVerdictsAsKindAndLevel) {
  const bj::value run = run_of(make_report());
  EXPECT_EQ(result_of(run, "PRE-02").at("kind"), "fail");
  EXPECT_EQ(result_of(run, "PRE-02").at("level"), "error");
  EXPECT_EQ(result_of(run, "PRE-01").at("level"), "warning");
  EXPECT_EQ(result_of(run, "UI-05").at("level"), "note");
  EXPECT_EQ(result_of(run, "WDR-03").at("kind"), "open");
  EXPECT_EQ(result_of(run, "WDR-03").at("level"), "none");
}

TEST(ReportSarif, LeavesOutWhatWouldBecomeAnAlertWithoutAFinding) {
  const bj::value run = run_of(make_report());
  for (const bj::value& result : run.at("results").as_array()) {
    const std::string verdict(result.at("properties").at("verdict").as_string());
    EXPECT_TRUE(verdict != "pass" && verdict != "info" && verdict != "not-applicable") << verdict;
  }
}

TEST(ReportSarif, EveryResultPointsAtItsRule) {
  const bj::value run = run_of(make_report());
  const bj::array& rules = run.at("tool").at("driver").at("rules").as_array();
  for (const bj::value& result : run.at("results").as_array()) {
    const auto index = static_cast<std::size_t>(result.at("ruleIndex").as_int64());
    EXPECT_EQ(rules.at(index).at("id"), result.at("ruleId"));
  }
}

TEST(ReportSarif, NamesARuleThatTheBookDoesNotKnow) {
  ScanReport report = make_report();
  report.rules.rules.clear();
  const bj::value run = run_of(report);
  EXPECT_EQ(run.at("tool").at("driver").at("rules").at(0).at("id"), "PRE-01");
  EXPECT_EQ(result_of(run, "PRE-02").at("level"), "error");
}

TEST(ReportSarif, RulesTellTheRemedyTheLawAndTheAuthority) {
  const bj::value run = run_of(make_report());
  const bj::value& rule = run.at("tool").at("driver").at("rules").at(0);
  EXPECT_EQ(rule.at("name"), "TrackerRequestBeforeChoice");
  const std::string help(rule.at("help").at("text").as_string());
  EXPECT_THAT(help, HasSubstr("Load the script only after"));
  EXPECT_THAT(help, HasSubstr("Art. 5(3) [C]"));
  EXPECT_THAT(help, HasSubstr("Autoriteit Consument & Markt"));
}

TEST(ReportSarif, EvidenceStandsInItsCaptureWithLinesFromOne) {
  const bj::value run = run_of(make_report());
  const bj::value& place = result_of(run, "PRE-02").at("relatedLocations").at(0);
  const bj::value& physical = place.at("physicalLocation");
  EXPECT_EQ(physical.at("artifactLocation").at("uri"),
            "sites/news.example-1a2b3c4d/refuse/events.ndjson");
  EXPECT_EQ(physical.at("artifactLocation").at("uriBaseId"), "OUTPUT");
  EXPECT_EQ(physical.at("region").at("startLine"), 45);
}

TEST(ReportSarif, NoPlaceIsAnAbsoluteAddress) {
  for (const ScanReport& report : {make_report(), make_hostile_report()}) {
    const bj::value run = run_of(report);
    for (const bj::value& result : run.at("results").as_array()) {
      const std::string uri(result.at("locations")
                                .at(0)
                                .at("physicalLocation")
                                .at("artifactLocation")
                                .at("uri")
                                .as_string());
      EXPECT_EQ(uri.find(':'), std::string::npos) << uri;
      EXPECT_FALSE(uri.empty() || uri.starts_with('/'));
    }
  }
}

TEST(ReportSarif, FingerprintsStayWhenOnlyTheEvidenceChanges) {
  ScanReport later = make_report();
  later.settings.started = "2027-01-01T00:00:00.000Z";
  for (Finding& finding : later.sites[0].judgement.findings) {
    finding.summary += " again";
    finding.evidence.clear();
  }
  const bj::value first = run_of(make_report());
  const bj::value second = run_of(later);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < first.at("results").as_array().size(); ++i) {
    const bj::value& prints = first.at("results").at(i).at("partialFingerprints");
    EXPECT_EQ(prints, second.at("results").at(i).at("partialFingerprints"));
    EXPECT_TRUE(seen.insert(bj::serialize(prints)).second);
  }
}

TEST(ReportSarif, ASiteThatWasNotMeasuredIsANotification) {
  const bj::value run = run_of(make_report());
  const bj::array& notices =
      run.at("invocations").at(0).at("toolExecutionNotifications").as_array();
  ASSERT_EQ(notices.size(), 2U);
  EXPECT_EQ(notices[0].at("level"), "warning");
  EXPECT_EQ(notices[1].at("level"), "error");
  EXPECT_THAT(text_of(notices[1]), HasSubstr("https://gone.example/"));
  EXPECT_THAT(text_of(notices[1]), HasSubstr("the host name does not resolve"));
}

TEST(ReportSarif, PageTextCannotBecomeALinkOrAPlaceholder) {
  ScanReport report = make_report();
  report.sites[0].judgement.findings[0].summary = "[click](https://evil.example) {0} {12} {x} {";
  const std::string text = text_of(result_of(run_of(report), "PRE-01"));
  EXPECT_THAT(text, HasSubstr("[click] (https://evil.example) {{0}} {{12}} {x} {"));
}

TEST(ReportSarif, AnEmptyTextIsSaidInsteadOfAnInvalidMessage) {
  ScanReport report = make_report();
  for (Evidence& evidence : report.sites[0].judgement.findings[1].evidence) evidence.text.clear();
  const bj::value run = run_of(report);
  EXPECT_EQ(text_of(result_of(run, "PRE-02").at("relatedLocations").at(0)), "(no text)");
}

TEST(ReportSarif, NamesEachCaptureOnceWithItsDigest) {
  const bj::value run = run_of(make_report());
  std::set<std::string> uris;
  for (const bj::value& artifact : run.at("artifacts").as_array()) {
    EXPECT_TRUE(uris.insert(std::string(artifact.at("location").at("uri").as_string())).second);
    EXPECT_EQ(artifact.at("hashes").at("sha-256").as_string().size(), 64U);
  }
  EXPECT_TRUE(uris.contains("sites/news.example-1a2b3c4d/gpc/events.ndjson"));
}

}  // namespace
}  // namespace consentry
