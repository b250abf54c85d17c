// SPDX-License-Identifier: Apache-2.0
// A site that was measured several times, joined and told by every writer.
#include "core/report/repeated_site.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/classify/company.h"
#include "core/classify/cookie_catalogue.h"
#include "core/classify/request_matcher.h"
#include "core/report/comparison.h"
#include "core/report/comparison_output.h"
#include "core/report/csv.h"
#include "core/report/html_run.h"
#include "core/report/html_site.h"
#include "core/report/json.h"
#include "core/report/junit.h"
#include "core/report/sarif.h"
#include "core/report/site_summary.h"
#include "core/report/terminal_table.h"
#include "core/report/verdict_detail.h"
#include "fakes/json_schema.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

namespace bj = boost::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Nobody and nothing is known.
const Result<CompanyCatalogue> kCompanies = CompanyCatalogue::parse({}, {});
const Result<CookieCatalogue> kCookies = CookieCatalogue::parse({}, {});
const RequestMatcher kTrackers{{}};

void rename_runs(SiteReport& site, const std::string& prefix) {
  site.folder += "/" + prefix.substr(0, prefix.size() - 1);
  for (RunObservation& run : site.facts.observation.runs) run.name = prefix + run.name;
  for (Finding& finding : site.judgement.findings) {
    for (Evidence& evidence : finding.evidence) evidence.at.run = prefix + evidence.at.run;
  }
}

// Three visits to the same news; in the second nothing was stored before a choice and one host of
// the others was not asked.
std::vector<SiteReport> visits() {
  std::vector<SiteReport> sites{make_tracking_site(), make_tracking_site(), make_tracking_site()};
  rename_runs(sites[1], "repeat-2/");
  rename_runs(sites[2], "repeat-3/");
  Finding& stored = sites[1].judgement.findings[1];
  stored.verdict = Verdict::pass;
  stored.evidence.clear();
  stored.evidence_total = 0;
  for (RunObservation& run : sites[1].facts.observation.runs) {
    std::erase_if(run.requests, [](const Request& request) {
      return request.url.find("letters") != std::string::npos;
    });
    run.cookie_rows.clear();
  }
  return sites;
}

SiteReport joined(std::vector<SiteReport> sites = visits()) {
  return join_repetitions(std::move(sites), {*kCompanies, *kCookies, kTrackers});
}

ScanReport report_of(SiteReport site) {
  ScanReport report = make_report();
  report.settings.repeat = 3;
  report.sites = {std::move(site)};
  return report;
}

TEST(RepeatedSite, OfOneVisitStaysAsItIs) {
  const SiteReport site = joined({make_tracking_site()});
  EXPECT_THAT(site.repetitions, IsEmpty());
  EXPECT_EQ(site.facts.observation.runs.size(), 3U);
  EXPECT_THAT(site.judgement.findings[1].repeats, IsEmpty());
  EXPECT_EQ(summarise(site, {}).hosts.front().repeats, 0);
}

TEST(RepeatedSite, HoldsTheRunsOfAllInOrderAndSaysWhatEachFound) {
  const SiteReport site = joined();
  ASSERT_EQ(site.repetitions.size(), 3U);
  EXPECT_EQ(site.folder, "sites/news.example-1a2b3c4d");
  EXPECT_EQ(site.repetitions[1].folder, "sites/news.example-1a2b3c4d/repeat-2");
  EXPECT_EQ(site.repetitions[1].runs, 3U);
  const auto& runs = site.facts.observation.runs;
  ASSERT_EQ(runs.size(), 9U);
  EXPECT_EQ(runs[0].name, "refuse");
  EXPECT_EQ(runs[3].name, "repeat-2/refuse");
  EXPECT_EQ(runs[8].name, "repeat-3/gpc");
  EXPECT_EQ(site.facts.classification.requests.size(), 9U);
  EXPECT_EQ(site.status, SiteStatus::measured);
}

TEST(RepeatedSite, IsPartlyMeasuredWhenOneVisitWasNotAndSaysWhich) {
  auto sites = visits();
  for (const std::size_t i : {1UL, 2UL}) {
    sites[i].status = SiteStatus::not_measured;
    sites[i].reason = "the connection was refused";
  }
  const SiteReport site = joined(sites);
  EXPECT_EQ(site.status, SiteStatus::partial);
  EXPECT_EQ(site.reason, "the connection was refused (repetition 2, 3)");
  sites[0].status = SiteStatus::not_measured;
  EXPECT_EQ(joined(sites).status, SiteStatus::not_measured);
}

TEST(RepeatedSite, CountsHostsAndCookiesByRepetitionNotByRun) {
  const SiteSummary summary = summarise(joined(), {kPhases.begin(), kPhases.end()});
  for (const HostSummary& host : summary.hosts) {
    EXPECT_EQ(host.repeats, host.host == "fonts.letters.example" ? 2 : 3) << host.host;
  }
  ASSERT_EQ(summary.items.size(), 1U);
  EXPECT_EQ(summary.items[0].facts->key.name, "anid");
  EXPECT_EQ(summary.items[0].repeats, 2);
}

TEST(RepeatedSite, IsToldByEveryWriter) {
  const ScanReport report = report_of(joined());
  const std::string mark = "breach in 2 of 3 repetitions, pass in 1";
  const bj::value json = bj::parse(report_json(report));
  const bj::value& site = json.at("sites").at(0);
  EXPECT_EQ(json.at("settings").at("repeat"), 3);
  EXPECT_EQ(site.at("repetitions").as_array().size(), 3U);
  EXPECT_EQ(site.at("findings").at(0).at("repeats").at("agreeing"), 3);
  EXPECT_EQ(site.at("findings").at(1).at("repeats").at("agreeing"), 2);
  EXPECT_EQ(site.at("findings").at(1).at("repeats").at("verdicts").at(1), "pass");
  const std::string schema = std::string(CONSENTRY_SOURCE_DIR) + "/docs/formats/report.schema.json";
  EXPECT_THAT(JsonSchema::from_file(schema).faults_of(json), IsEmpty());

  const std::string page = site_html(report.sites[0], report, {});
  EXPECT_THAT(page, HasSubstr(mark));
  EXPECT_THAT(page, HasSubstr("Measured 3 times"));
  EXPECT_THAT(page, HasSubstr("in 2 of 3 repetitions</strong>"));
  EXPECT_THAT(page, HasSubstr("repeat-2/refuse/events.ndjson"));
  EXPECT_THAT(run_html(report, {}), HasSubstr("news.example"));
  EXPECT_THAT(verdict_detail(report.sites[0], report, {0, false}), HasSubstr(mark));
  EXPECT_THAT(findings_csv(report), HasSubstr(",\"2 of 3\"\r\n"));
  EXPECT_THAT(cookies_csv(report), HasSubstr(",\"2 of 3\"\r\n"));
  EXPECT_THAT(report_sarif(report), HasSubstr(mark));
  EXPECT_THAT(report_junit(report, Verdict::breach), HasSubstr(mark));
}

TEST(RepeatedSite, ASecondVisitIsToldWithItsReasonAndWhichCounts) {
  SiteReport site = make_tracking_site();
  site.second_visits = {{"refuse", "refuse: the page stopped answering", "", true},
                        {"accept", "accept: <slow>", "not made, as time was up", false}};
  const ScanReport report = report_of(std::move(site));
  const bj::value json = bj::parse(report_json(report));
  const std::string schema = std::string(CONSENTRY_SOURCE_DIR) + "/docs/formats/report.schema.json";
  EXPECT_THAT(JsonSchema::from_file(schema).faults_of(json), IsEmpty());
  const bj::value& visits = json.at("sites").at(0).at("second_visits");
  EXPECT_EQ(visits.at(0).at("first"), "refuse: the page stopped answering");
  EXPECT_EQ(visits.at(0).at("used"), true);
  EXPECT_EQ(visits.at(1).at("second"), "not made, as time was up");
  const std::string page = site_html(report.sites[0], report, {});
  EXPECT_THAT(page, HasSubstr("The second is what is told here."));
  EXPECT_THAT(page, HasSubstr("accept: &lt;slow&gt;"));
  EXPECT_THAT(site_html(make_report().sites[0], report, {}), Not(HasSubstr("Second visit:")));
}

TEST(RepeatedSite, ThatAgreesIsToldLikeOneThatWasMeasuredOnce) {
  std::vector<SiteReport> same{make_tracking_site(), make_tracking_site()};
  rename_runs(same[1], "repeat-2/");
  const ScanReport report = report_of(joined(same));
  EXPECT_THAT(verdict_detail(report.sites[0], report, {0, false}), Not(HasSubstr("repetitions")));
  EXPECT_THAT(site_html(report.sites[0], report, {}), Not(HasSubstr("</strong> · ")));
}

TEST(RepeatedSite, IsComparedWithItsMarks) {
  SiteReport clean = make_tracking_site();
  clean.judgement.findings[1].verdict = Verdict::pass;
  for (RunObservation& run : clean.facts.observation.runs) run.cookie_rows.clear();
  const Comparison changes = compare(report_of(clean), report_of(joined()));
  ASSERT_EQ(changes.sites.size(), 1U);
  ASSERT_EQ(changes.sites[0].findings.size(), 1U);
  EXPECT_EQ(changes.sites[0].findings[0].now_repeats, "2 of 3");
  EXPECT_EQ(changes.sites[0].findings[0].earlier_repeats, "");
  ASSERT_FALSE(changes.sites[0].presence_changes.empty());
  EXPECT_EQ(changes.sites[0].presence_changes[0].now_repeats, "2 of 3");
  EXPECT_THAT(comparison_json(changes), HasSubstr("\"now_repeats\": \"2 of 3\""));
  EXPECT_THAT(comparison_text(changes, {0, false}), HasSubstr("seen in 2 of 3 repetitions"));
}

}  // namespace
}  // namespace consentry
