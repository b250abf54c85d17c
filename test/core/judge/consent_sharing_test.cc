// SPDX-License-Identifier: Apache-2.0
#include "core/judge/consent_sharing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "fakes/shared_consent.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string address(int number) { return "https://site" + std::to_string(number) + ".example/"; }

std::vector<SiteFacts> sharing(int count) {
  std::vector<SiteFacts> sites;
  for (int i = 0; i < count; ++i) sites.push_back(SharingSite(address(i)).facts());
  return sites;
}

std::set<std::string> carriers(const SiteMaker& site) {
  return consent_carriers(site.facts(), shipped_book());
}

// A site that asked the host before the choice; then a cookie of it comes.
SiteMaker with_cookie(const std::string& name, Function function = Function::unknown) {
  SiteMaker site(address(0));
  RunMaker& run = site.run("accept").request("https://a.hub.example/x.js", party("Hub", function));
  run.choose(Phase::accept).http_cookie(".hub.example", name, "1", kSharedHost);
  return site;
}

TEST(ConsentSharing, ARecordThatAcceptingLeavesAtAThirdPartyCarriesConsent) {
  EXPECT_THAT(consent_carriers(SharingSite(address(0)).facts(), shipped_book()),
              ElementsAre("cookie shared_consent at hub.example"));
}

TEST(ConsentSharing, OtherCookiesDoNot) {
  EXPECT_THAT(carriers(with_cookie("uid")), IsEmpty());
  EXPECT_THAT(carriers(with_cookie("uid", Function::consent_manager)),
              ElementsAre("cookie uid at hub.example"));
  SiteMaker catalogued = with_cookie("uid", Function::consent_manager);
  catalogued.cookie("hub.example", "uid").catalogued = true;
  EXPECT_THAT(carriers(catalogued), IsEmpty()) << "known to be something else";
}

TEST(ConsentSharing, ARecordThatWasThereBeforeOrWhoseHostWasNotDoesNot) {
  SiteMaker before(address(0));
  RunMaker& run = before.run("accept").request(kSharedHost);
  run.http_cookie(".hub.example", "shared_consent", "granted", kSharedHost);
  run.choose(Phase::accept).http_cookie(".hub.example", "shared_consent", "granted", kSharedHost);
  EXPECT_THAT(carriers(before), IsEmpty());
  SiteMaker later(address(0));
  later.run("accept")
      .choose(Phase::accept)
      .http_cookie(".hub.example", "shared_consent", "granted", kSharedHost);
  EXPECT_THAT(carriers(later), IsEmpty()) << "an embedded player's, not the banner's";
}

TEST(ConsentSharing, OnlyAChoiceThatWasMadeCounts) {
  SiteMaker site(address(0));
  RunMaker& run = site.run("accept").request(kSharedHost).at(Phase::accept, Step::choice);
  run.outcome(Phase::accept, ChoiceResult::unproven);
  run.http_cookie(".hub.example", "shared_consent", "granted", kSharedHost);
  EXPECT_THAT(carriers(site), IsEmpty());
}

TEST(ConsentSharing, AManagersAccountCarriesConsent) {
  constexpr const char* kAccount =
      "https://cmp.hub.example/0190C2A4-7b1e-7c3d-8e4f-0123456789ab/loader.js";
  SiteMaker site(address(0));
  site.run("accept")
      .request(kAccount, party("Hub", Function::consent_manager))
      .choose(Phase::accept);
  EXPECT_THAT(carriers(site),
              ElementsAre("account 0190c2a4-7b1e-7c3d-8e4f-0123456789ab at hub.example"));
  SiteMaker file(address(0));
  file.run("accept").request(kAccount, party("Hub", Function::cdn)).choose(Phase::accept);
  EXPECT_THAT(carriers(file), IsEmpty());
}

TEST(ConsentSharing, EachSiteOfAPairIsVisitedAfterTheOther) {
  const ConsentSharing plan = consent_sharing(sharing(2), shipped_book());
  EXPECT_THAT(plan.visits, ElementsAre(ConsentVisit{1, 0}, ConsentVisit{0, 1}));
  EXPECT_THAT(plan.shared, ElementsAre(true, true));
}

TEST(ConsentSharing, OneSiteUnderTwoAddressesIsNoPair) {
  const std::vector<SiteFacts> sites{SharingSite("https://a.shop.example/").facts(),
                                     SharingSite("https://b.shop.example/").facts()};
  const ConsentSharing plan = consent_sharing(sites, shipped_book());
  EXPECT_THAT(plan.visits, IsEmpty());
  EXPECT_THAT(plan.shared, ElementsAre(false, false));
}

TEST(ConsentSharing, ManySitesWithOneRecordAreSampled) {
  const ConsentSharing plan = consent_sharing(sharing(20), shipped_book());
  EXPECT_EQ(plan.visits.size(), kMaxVisitsPerCarrier);
  EXPECT_EQ(std::ranges::count(plan.shared, true), 20);
}

TEST(ConsentSharing, SitesWithoutACommonRecordAreLeftAlone) {
  std::vector<SiteFacts> sites = sharing(1);
  sites.push_back(with_cookie("my_consent").facts());
  EXPECT_THAT(consent_sharing(sites, shipped_book()).visits, IsEmpty());
}

}  // namespace
}  // namespace consentry
