// SPDX-License-Identifier: Apache-2.0
#include "core/judge/company_profile.h"

#include <gtest/gtest.h>

#include "core/base/digest.h"
#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kAds = "https://net.ads.example/p.gif";
constexpr const char* kPage = "https://shop.example/boots/12";

CompanyOnSite profile_of(const SiteMaker& site, const std::string& company = "Ads Inc") {
  const SiteFacts facts = site.facts();
  const auto all = presences(facts, proven_identifiers({facts}));
  return all.contains(company) ? company_on_site(facts, company, all.at(company)) : CompanyOnSite{};
}

std::set<std::string> what_of(const CompanyOnSite& site) {
  std::set<std::string> all;
  for (const DataSent& data : site.data) all.insert(data.what + ": " + data.how);
  return all;
}

// Sets its identifier before a choice; still there after refusing, in one of two runs.
SiteMaker site_with_identifier() {
  SiteMaker site(kPage);
  for (RunMaker* run : site.both()) {
    const std::string value = run->run().name + "-0123456789";
    run->request(kAds, tracker("Ads Inc")).request(kAds, tracker("Ads Inc"));
    run->http_cookie(".ads.example", "uid", value, kAds);
    if (run->run().name == "accept") continue;
    run->choose(Phase::refuse).at(Phase::refuse, Step::reload);
    run->request(kAds, tracker("Ads Inc"), {{"uid", value, ".ads.example"}});
  }
  ItemFacts& item = site.cookie("ads.example", "uid");
  item.identifier = IdentifierStrength::strong;
  item.purpose = Purpose::marketing;
  return site;
}

TEST(CompanyProfile, TellsPhasesRequestsAndDomains) {
  const CompanyOnSite site = profile_of(site_with_identifier());
  EXPECT_EQ(site.url, kPage);
  EXPECT_EQ(site.domains, std::set<std::string>{"ads.example"});
  EXPECT_EQ(site.requests.at(Stage::before), 2) << "the most in one run, not the sum";
  EXPECT_EQ(site.requests.at(Stage::after_refusal), 1);
  EXPECT_TRUE(site.identifier.contains(Stage::before));
  EXPECT_EQ(site.identifier.at(Stage::after_refusal).at.run, "refuse");
  EXPECT_FALSE(site.identifier.contains(Stage::after_acceptance));
  EXPECT_EQ(site.logs.size(), 2U);
}

TEST(CompanyProfile, TellsValuesByDigestOnly) {
  const CompanyOnSite site = profile_of(site_with_identifier());
  ASSERT_EQ(site.items.size(), 1U);
  EXPECT_TRUE(site.items[0].identifies);
  EXPECT_EQ(site.items[0].value_digests.size(), 2U) << "one a run";
  EXPECT_EQ(site.items[0].value_digests.at("refuse"),
            sha256_hex("refuse-0123456789").substr(0, 16));
}

TEST(CompanyProfile, KnowsTheAddressThatWasSentWholeOrInParts) {
  const auto sent = [](const std::string& query) {
    SiteMaker site(kPage);
    site.both().front()->request(kAds + query, tracker("Ads Inc"));
    return what_of(profile_of(site));
  };
  using Told = std::set<std::string>;
  EXPECT_EQ(sent("?u=https%3A%2F%2Fshop.example%2Fboots%2F12"),
            Told{"address of the page: it stands in the request"});
  EXPECT_EQ(sent("?p=%2Fboots%2F12"), Told{"address of the page: its path stands in the request"});
  EXPECT_EQ(sent("?at=shop.example"), Told{"name of the site: it stands in the request"});
  EXPECT_EQ(sent("?x=1"), Told{});
}

TEST(CompanyProfile, SaysOfNamedDataThatItIsTheName) {
  SiteMaker site(kPage);
  site.both().front()->request(std::string(kAds) + "?dt=Boots&SKU=12&search_term=red&title=",
                               tracker("Ads Inc"));
  EXPECT_EQ(what_of(profile_of(site)),
            (std::set<std::string>{"title of the page: by the name of the parameter dt",
                                   "product: by the name of the parameter sku",
                                   "search words: by the name of the parameter search_term"}));
}

TEST(CompanyProfile, TellsWithWhomAnIdentifierWasExchanged) {
  SiteMaker site(kPage);
  for (RunMaker* run : site.both()) {
    const bool refuse = run->run().name == "refuse";
    const std::string id = refuse ? "f3a91c07d2b84e65a0c1" : "0b7de2c96a5f4138b9d4";
    run->request(kAds, tracker("Ads Inc")).http_cookie(".ads.example", "uid", id, kAds);
    run->request("https://sync.other.example/m?id=" + id, tracker("Other Ltd"));
  }
  ItemFacts& item = site.cookie("ads.example", "uid");
  item.identifier = IdentifierStrength::strong;
  item.purpose = Purpose::marketing;
  item.catalogued = true;
  const CompanyOnSite owner = profile_of(site);
  ASSERT_EQ(owner.exchanges.size(), 1U);
  EXPECT_TRUE(owner.exchanges[0].told);
  EXPECT_EQ(owner.exchanges[0].other, "Other Ltd");
  const CompanyOnSite receiver = profile_of(site, "Other Ltd");
  ASSERT_EQ(receiver.exchanges.size(), 1U);
  EXPECT_FALSE(receiver.exchanges[0].told);
  EXPECT_EQ(receiver.exchanges[0].other, "Ads Inc");
}

}  // namespace
}  // namespace consentry
