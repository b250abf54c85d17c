// SPDX-License-Identifier: Apache-2.0
#include "core/report/json.h"

#include <boost/json.hpp>
#include <chrono>
#include <gtest/gtest.h>

#include "fakes/golden.h"
#include "fakes/json_schema.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

namespace bj = boost::json;

bj::value parsed(const ScanReport& report) { return bj::parse(report_json(report)); }

std::vector<std::string> schema_faults(const ScanReport& report) {
  return JsonSchema::from_file(std::string(CONSENTRY_SOURCE_DIR) +
                               "/docs/formats/report.schema.json")
      .faults_of(parsed(report));
}

TEST(ReportJson, MatchesItsGolden) { expect_golden("report.json", report_json(make_report())); }

TEST(ReportJson, NamesSiteStatusRulePhaseAndVerdict) {
  const bj::value report = parsed(make_report());
  const bj::value& site = report.at("sites").at(0);
  EXPECT_EQ(site.at("url"), "https://news.example/");
  EXPECT_EQ(site.at("status"), "measured");
  const bj::value& finding = site.at("findings").at(1);
  EXPECT_EQ(finding.at("rule"), "PRE-02");
  EXPECT_EQ(finding.at("phase"), "before");
  EXPECT_EQ(finding.at("verdict"), "breach");
}

TEST(ReportJson, FollowsItsPublishedSchema) {
  EXPECT_EQ(schema_faults(make_report()), std::vector<std::string>{});
  EXPECT_EQ(schema_faults(make_hostile_report()), std::vector<std::string>{});
  EXPECT_EQ(schema_faults(ScanReport{}), std::vector<std::string>{});
}

TEST(ReportJson, NamesTheAuthorityByLayerAndProfile) {
  const bj::value report = parsed(make_report());
  const bj::value& findings = report.at("sites").at(0).at("findings");
  EXPECT_EQ(findings.at(1).at("authority").at("name"), "Autoriteit Consument & Markt");
  EXPECT_EQ(findings.at(1).at("authority").at("law"), "ePrivacy");
  EXPECT_EQ(findings.at(5).at("authority").at("name"), "Autoriteit Persoonsgegevens");
}

TEST(ReportJson, ShowsTheMarkOfEveryBasis) {
  const bj::value report = parsed(make_report());
  const bj::value& findings = report.at("sites").at(0).at("findings");
  EXPECT_EQ(findings.at(1).at("basis").at(0).at("mark"), "C");
  EXPECT_EQ(findings.at(3).at("basis").at(0).at("mark"), "M");
  EXPECT_EQ(findings.at(3).at("basis").at(0).at("verified_on"), "");
}

TEST(ReportJson, KeepsTheEvidencesPlaceInTheLog) {
  const bj::value report = parsed(make_report());
  const bj::value& evidence = report.at("sites").at(0).at("findings").at(1).at("evidence").at(0);
  EXPECT_EQ(evidence.at("run"), "refuse");
  EXPECT_EQ(evidence.at("line"), 44);
  EXPECT_EQ(evidence.at("sources").at(0).at("line"), 4711);
}

TEST(ReportJson, SaysWhenAndWhyNothingWasMeasured) {
  const bj::value report = parsed(make_report());
  const bj::value& site = report.at("sites").at(3);
  EXPECT_EQ(site.at("status"), "not-measured");
  EXPECT_EQ(site.at("verdict"), "not-measured");
  EXPECT_EQ(site.at("reason"), "the host name does not resolve");
  EXPECT_EQ(report.at("summary").at("not_measured"), 1);
}

TEST(ReportJson, ShowsAFindingWhoseRuleTheBookDoesNotKnow) {
  ScanReport report = make_report();
  report.rules.rules.clear();
  const bj::value json = parsed(report);
  EXPECT_EQ(json.at("sites").at(0).at("findings").at(1).at("rule"), "PRE-02");
  EXPECT_EQ(json.at("sites").at(0).at("findings").at(1).at("title"), "");
}

TEST(ReportJson, IsTheSameBytesEachTime) {
  EXPECT_EQ(report_json(make_hostile_report()), report_json(make_hostile_report()));
}

TEST(ReportJson, WritesAThousandSitesInSeconds) {
  ScanReport report = make_report();
  report.sites.assign(1000, make_tracking_site());
  const auto begin = std::chrono::steady_clock::now();
  const std::string json = report_json(report);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(json.size(), 1'000'000U);
  // Measured: well below a second without optimisation; the bound only catches a quadratic writer.
  EXPECT_LT(took.count(), 20.0);
}

}  // namespace
}  // namespace consentry
