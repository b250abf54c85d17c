// SPDX-License-Identifier: Apache-2.0
// A sentence of fact stands and falls with its record, and so does the verdict behind it.
#include <algorithm>
#include <gtest/gtest.h>

#include "core/dossier/draft_facts.h"
#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr std::string_view kRule = "PRE-02";

// A cookie that needs consent, before any choice, in two fresh profiles.
SiteFacts breaking_site() {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->http_cookie(".ads.example", "uid", run->run().name + "-0123456789",
                     "https://ads.example/p.gif");
    run->choose(run->run().name == "refuse" ? Phase::refuse : Phase::accept);
  }
  ItemFacts& item = site.cookie("ads.example", "uid");
  item.purpose = Purpose::marketing;
  item.identifier = IdentifierStrength::strong;
  item.catalogued = true;
  return site.facts();
}

// As a scan's folder gives it when the records of these runs are gone.
ScanReport report_without(const std::vector<std::string>& runs) {
  SiteReport site;
  site.facts = breaking_site();
  site.folder = "sites/shop.example-1a2b3c4d";
  auto& observed = site.facts.observation.runs;
  auto& requests = site.facts.classification.requests;
  for (const std::string& name : runs) {
    const auto found = std::ranges::find(observed, name, &RunObservation::name);
    requests.erase(requests.begin() + (found - observed.begin()));
    observed.erase(found);
  }
  site.judgement = judge_site(site.facts, shipped_book(), "eu");
  ScanReport report;
  report.rules = rules_used(shipped_book(), "eu");
  report.sites = {site};
  return report;
}

std::size_t sentences(const ScanReport& report) {
  const DraftFacts facts = draft_facts(report);
  return static_cast<std::size_t>(std::ranges::count_if(
      facts.facts, [](const DraftFact& fact) { return fact.rule->id == kRule; }));
}

Verdict verdict(const ScanReport& report) {
  return finding_of(report.sites[0].judgement, kRule).verdict;
}

TEST(RemovingAnArtefact, LowersTheVerdictAndThenRemovesTheSentence) {
  const ScanReport whole = report_without({});
  EXPECT_EQ(verdict(whole), Verdict::breach);
  EXPECT_EQ(sentences(whole), 1U);
  const ScanReport one = report_without({"accept"});
  EXPECT_EQ(verdict(one), Verdict::likely_breach) << "one profile is no proof";
  EXPECT_EQ(sentences(one), 1U);
  const ScanReport none = report_without({"accept", "refuse"});
  EXPECT_EQ(verdict(none), Verdict::not_measured) << "and never a pass";
  EXPECT_EQ(sentences(none), 0U);
}

TEST(ASentence, NamesARecordOfItsOwnSite) {
  const ScanReport report = report_without({});
  for (const DraftFact& fact : draft_facts(report).facts) {
    EXPECT_TRUE(fact.path.starts_with("sites/shop.example-1a2b3c4d/")) << fact.path;
    EXPECT_GT(fact.line, 0U);
    EXPECT_EQ(fact.sha256.size(), 64U);
  }
}

}  // namespace
}  // namespace consentry
