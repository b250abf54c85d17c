// SPDX-License-Identifier: Apache-2.0
// One company on 120 of 300 sites: on 40 before a choice, on 30 only after a refusal, on 50 only with
// consent. What is told of it must be these numbers, and the identifier that it shares on each.
#include <gtest/gtest.h>
#include <map>

#include "core/judge/book_under_test.h"
#include "core/judge/company_profile.h"

namespace consentry {
namespace {

constexpr int kSites = 300;
constexpr int kBefore = 40;
constexpr int kAfterRefusal = 30;
constexpr int kWithConsent = 50;
constexpr int kPresent = kBefore + kAfterRefusal + kWithConsent;
constexpr const char* kNet = "https://px.net.example/p.gif";
constexpr const char* kCompany = "Net Inc";
constexpr const char* kVisitor = "one-visitor-7f3a91c0";

// Every fifth site has the company twice in five: spread over the list, as on the web.
bool is_present(int site) { return site % 5 < 2; }

enum class Habit { before, after_refusal, with_consent };
Habit habit_of(int nth) {
  if (nth < kBefore) return Habit::before;
  return nth < kBefore + kAfterRefusal ? Habit::after_refusal : Habit::with_consent;
}

std::string url_of(int site) { return "https://site" + std::to_string(site) + ".example/"; }

void know_identifier(SiteMaker& site) {
  ItemFacts& item = site.cookie("net.example", "nid");
  item.identifier = IdentifierStrength::strong;
  item.purpose = Purpose::marketing;
  item.setter_company = kCompany;
  item.catalogued = true;
}

void visit(RunMaker& run, int site, Habit habit) {
  const std::string value = run.run().name + "-" + std::to_string(site) + "-0123456789";
  const bool refuses = run.run().name == "refuse";
  if (habit == Habit::before)
    run.request(kNet, tracker(kCompany)).http_cookie(".net.example", "nid", value, kNet);
  run.choose(refuses ? Phase::refuse : Phase::accept);
  if (refuses) run.at(Phase::refuse, Step::reload);
  const bool after = refuses ? habit == Habit::after_refusal : habit != Habit::before;
  if (after) run.request(kNet, tracker(kCompany)).http_cookie(".net.example", "nid", value, kNet);
}

std::vector<SiteFacts> fleet() {
  std::vector<SiteFacts> sites;
  int nth = 0;
  for (int i = 0; i < kSites; ++i) {
    SiteMaker site(url_of(i));
    for (RunMaker* run : site.both()) {
      run->request("https://cdn.letters.example/f.woff2", party("Letters", Function::cdn));
      if (is_present(i)) {
        visit(*run, i, habit_of(nth));
      } else {
        run->choose(run->run().name == "refuse" ? Phase::refuse : Phase::accept);
      }
    }
    if (is_present(i)) know_identifier(site);
    nth += is_present(i) ? 1 : 0;
    sites.push_back(site.facts());
  }
  return sites;
}

// One profile that visits all of them and is the same visitor on each where the company is.
SiteFacts cross_visit() {
  SiteMaker cross(url_of(0));
  RunMaker& run = cross.add_run("cross-1", {Phase::before});
  for (int i = 0; i < kSites; ++i) {
    run.on(url_of(i));
    if (is_present(i)) run.request(kNet, tracker(kCompany), {{"nid", kVisitor, ".net.example"}});
  }
  know_identifier(cross);
  return cross.facts();
}

struct Fleet {
  std::vector<SiteFacts> sites = fleet();
  ProvenIdentifiers proven = proven_identifiers(sites);
  std::vector<std::map<std::string, Presence>> by_site;
  Fleet() {
    for (const SiteFacts& site : sites) by_site.push_back(presences(site, proven));
  }
};

TEST(FleetOf300, IsToldInExactNumbers) {
  const Fleet fleet;
  const std::vector<CompanyReach> companies = fold(fleet.sites, fleet.by_site);
  ASSERT_FALSE(companies.empty());
  const CompanyReach& net = companies.front();
  EXPECT_EQ(net.company, kCompany);
  EXPECT_EQ(net.sites, kPresent);
  EXPECT_EQ(net.sites_before_choice, kBefore);
  EXPECT_EQ(net.sites_after_refusal, kAfterRefusal);
  EXPECT_EQ(net.sites_after_withdrawal, 0);
  EXPECT_EQ(net.sites_with_identifier, kPresent);
  EXPECT_EQ(net.identifier_names, std::vector<std::string>{"nid"});
}

TEST(FleetOf300, HasTheCompanyOnEachOfItsSitesInTheStageWhereItBegins) {
  const Fleet fleet;
  int present = 0;
  std::map<Stage, int> first_stages;
  for (std::size_t i = 0; i < fleet.sites.size(); ++i) {
    const auto found = fleet.by_site[i].find(kCompany);
    EXPECT_EQ(found != fleet.by_site[i].end(), is_present(static_cast<int>(i))) << i;
    if (found == fleet.by_site[i].end()) continue;
    const CompanyOnSite site = company_on_site(fleet.sites[i], kCompany, found->second);
    ASSERT_FALSE(site.identifier.empty()) << i;
    ++first_stages[site.identifier.begin()->first];
    EXPECT_FALSE(site.identifier.contains(Stage::before) &&
                 site.identifier.contains(Stage::after_refusal))
        << i;
    ASSERT_EQ(site.items.size(), 1U);
    EXPECT_EQ(site.items[0].key.name, "nid");
    ++present;
  }
  EXPECT_EQ(present, kPresent);
  EXPECT_EQ(first_stages[Stage::before], kBefore);
  EXPECT_EQ(first_stages[Stage::after_refusal], kAfterRefusal);
  EXPECT_EQ(first_stages[Stage::after_acceptance], kWithConsent);
}

TEST(FleetOf300, IsFollowedOnEachOfTheCompanysSitesAndNoOther) {
  const Fleet fleet;
  const auto followed = followed_visitors(fleet.sites, {cross_visit()});
  ASSERT_EQ(followed.size(), 1U);
  EXPECT_EQ(followed[0].company, kCompany);
  EXPECT_EQ(followed[0].value, kVisitor);
  EXPECT_EQ(followed[0].by_site.size(), std::size_t{kPresent});
}

}  // namespace
}  // namespace consentry
