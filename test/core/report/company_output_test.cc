// SPDX-License-Identifier: Apache-2.0
#include "core/report/company_output.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/report/company_graph.h"
#include "core/report/company_html.h"
#include "fakes/csv_reader.h"
#include "fakes/html_reader.h"
#include "fakes/json_schema.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kHostile = "<script>alert(1)</script>";

Evidence evidence(std::uint64_t line) { return {{"refuse", line}, "uid=… sent", "", "", {}}; }

CompanyOnSite site_number(int number) {
  CompanyOnSite site;
  site.url = "https://site" + std::to_string(number) + ".example/";
  site.folder = "sites/site" + std::to_string(number);
  site.domains = {"ads.example"};
  site.requests = {{Stage::before, 3}, {Stage::gpc, 1}};
  site.requested = {{Stage::before, {"refuse", 5}}, {Stage::gpc, {"gpc", 6}}};
  site.identifier.emplace(Stage::before, evidence(7));
  site.items.push_back({{"cookie", "ads.example", kHostile},
                        Purpose::marketing,
                        true,
                        std::nullopt,
                        {Stage::before},
                        {{"refuse", "0123456789abcdef"}},
                        {"refuse", 4}});
  site.data.push_back({"title of the page", "by its name", {Stage::before}, evidence(8)});
  site.exchanges.push_back({"Other Ltd", true, "uid", {Stage::before}, evidence(9)});
  site.logs = {{"refuse", std::string(64, 'a')}};
  return site;
}

CompanyProfile two_scans() {
  CompanyScan first;
  first.folder = "may";
  first.started = "2026-05-01T00:00:00.000Z";
  first.sites = 4;
  first.measured = {{Phase::before, 3}, {Phase::gpc, 3}};
  first.present = {site_number(1)};
  CompanyScan second = first;
  second.folder = "june";
  second.started = "2026-06-01T00:00:00.000Z";
  second.sealed.file = "evidence.zip";
  second.sealed.manifest = std::string(64, 'b');
  second.sealed.entries = {{"sites/site1/refuse/events.ndjson",
                            {"scan/sites/site1/refuse/events.ndjson", std::string(64, 'a')}},
                           {"sites/site2/refuse/events.ndjson",
                            {"scan/sites/site2/refuse/events.ndjson", std::string(64, 'f')}}};
  second.present.push_back(site_number(2));
  second.present.back().identifier.clear();
  second.followed_measured = true;
  second.followed.push_back({"Ads Inc",
                             "ads.example",
                             "uid",
                             "secret value",
                             Verdict::breach,
                             {{"site1.example", evidence(1)}, {"site2.example", evidence(2)}}});
  return {"Ads & Co", {first, second}};
}

TEST(CompanyFile, IsJsonOfItsSchema) {
  const auto json = boost::json::parse(company_json(two_scans()));
  const auto schema = JsonSchema::from_file(std::string(CONSENTRY_SOURCE_DIR) +
                                            "/docs/formats/company.schema.json");
  EXPECT_THAT(schema.faults_of(json), ::testing::IsEmpty());
  const auto& last = json.at("scans").at(1);
  EXPECT_EQ(last.at("sites_present"), 2);
  EXPECT_EQ(last.at("sites_with_identifier"), 2) << "one of them only lay there";
  EXPECT_EQ(last.at("by_phase").at(0).at("sites_with_identifier"), 1);
  EXPECT_EQ(last.at("by_phase").at(1).at("sites_measured"), 0);
}

TEST(CompanyFile, HasARowForEachSiteAndPhase) {
  const auto rows = CsvReader::read(company_csv(two_scans()));
  ASSERT_EQ(rows.size(), 6U);
  EXPECT_EQ(rows[0].at("site"), "https://site1.example/");
  EXPECT_EQ(rows[0].at("phase"), "before");
  EXPECT_EQ(rows[0].at("record"), "sites/site1/refuse/events.ndjson");
  EXPECT_EQ(rows[0].at("line"), "7");
  EXPECT_EQ(rows[1].at("identifier"), "no");
  EXPECT_EQ(rows[2].at("bundle_manifest_sha256"), std::string(64, 'b'));
}

TEST(CompanyFile, LeadsFromEachRowIntoTheBundle) {
  const auto rows = CsvReader::read(company_csv(two_scans()));
  EXPECT_EQ(rows[0].at("bundle_entry"), "") << "the first scan has no bundle";
  EXPECT_EQ(rows[1].at("record"), "sites/site1/gpc/events.ndjson") << "no identifier: a request";
  EXPECT_EQ(rows[1].at("line"), "6");
  EXPECT_EQ(rows[2].at("bundle_entry"), "scan/sites/site1/refuse/events.ndjson");
  EXPECT_EQ(rows[2].at("record_sha256"), std::string(64, 'a'));
  EXPECT_EQ(rows[4].at("bundle_entry"), "") << "the bundle holds other bytes under this name";
  const ReportLanguage english;
  const std::string html = company_html(two_scans(), english);
  EXPECT_THAT(html, HasSubstr("evidence.zip bbbbbbbbbbbbbbbb…: "
                              "scan/sites/site1/refuse/events.ndjson, line 7, SHA-256 <code>aaaa"));
  EXPECT_THAT(html, HasSubstr("sites/site2/refuse/events.ndjson, line 4, SHA-256"));
  EXPECT_THAT(html, HasSubstr("</code>, not in the bundle"));
}

TEST(CompanyFile, SaysWhatWasNotMeasured) {
  const std::string text = company_text(two_scans());
  EXPECT_THAT(text, HasSubstr("after refusing    not measured"));
  EXPECT_THAT(text, HasSubstr("1 of 3 sites where this was measured"));
  const ReportLanguage english;
  EXPECT_THAT(company_html(two_scans(), english), HasSubstr("not measured"));
}

TEST(CompanyFile, ShowsNoValueAndNoMarkupOfOthers) {
  const ReportLanguage english;
  for (const std::string& text : {company_html(two_scans(), english), company_json(two_scans())}) {
    EXPECT_THAT(text, Not(HasSubstr("secret value")));
  }
  const std::string html = company_html(two_scans(), english);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(html, HasSubstr("Ads &amp; Co"));
  EXPECT_THAT(html, Not(HasSubstr("style=\""))) << "the page's policy forbids it";
}

TEST(CompanyFile, DrawsSitesFollowedAndPartners) {
  const ReportLanguage english;
  const std::string html = company_html(two_scans(), english);
  EXPECT_THAT(html, HasSubstr("Ads &amp; Co between 2 sites and 1 partners"));
  EXPECT_THAT(html, HasSubstr("stroke-width=\"2.5\""));
  EXPECT_THAT(html, HasSubstr("Other Ltd</text>"));
}

TEST(CompanyFile, GraphStopsWhereThereIsNoRoomAndSaysSo) {
  CompanyProfile profile = two_scans();
  for (int i = 3; i < 60; ++i) profile.scans.back().present.push_back(site_number(i));
  const ReportLanguage english;
  const std::string html = company_html(profile, english);
  EXPECT_THAT(html, HasSubstr("Not all have room here"));
  EXPECT_THAT(html, HasSubstr("https://site59.example/"));
}

}  // namespace
}  // namespace consentry
