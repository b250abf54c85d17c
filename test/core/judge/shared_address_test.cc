// SPDX-License-Identifier: Apache-2.0
// PRE-09 without an alias: a name of the site's own domain at a tracker's address.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kPixel = "https://px.shop.example/p.gif";
constexpr const char* kAds = "https://ads.example/p.gif";
constexpr const char* kTheirs = "203.0.113.10";
constexpr const char* kOurs = "198.51.100.20";

void answers_from(RunMaker& run, std::string url, const char* address, RequestFacts facts = {}) {
  run.request(std::move(url), std::move(facts)).last_request().remote_address = address;
}

// Pages, a name of their own and a tracker, each asked before the choice from where it says.
SiteMaker site_with(const char* pages, const char* own, const char* tracker_address) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    answers_from(*run, "https://shop.example/a.css", pages);
    answers_from(*run, kPixel, own);
    answers_from(*run, kAds, tracker_address, tracker("Ads Inc"));
    run->run().host_aliases.push_back(
        {{run->run().name, 900}, {}, "px.shop.example", true, {}, {}});
  }
  return site;
}

TEST(SharedAddress, ANameAloneWithATrackerIsARisk) {
  const Finding finding = judged(site_with(kOurs, kTheirs, kTheirs), "PRE-09");
  EXPECT_EQ(finding.verdict, Verdict::risk);
  EXPECT_EQ(finding.runs_agreeing, 2);
  ASSERT_FALSE(finding.evidence.empty());
  EXPECT_NE(finding.evidence[0].text.find(
                "px.shop.example answers from 203.0.113.10, as ads.example of Ads Inc does"),
            std::string::npos)
      << finding.evidence[0].text;
}

TEST(SharedAddress, OtherAddressesPass) {
  EXPECT_EQ(verdict(site_with(kOurs, kOurs, kTheirs), "PRE-09"), "pass");
  EXPECT_EQ(verdict(site_with(kOurs, "203.0.113.11", kTheirs), "PRE-09"), "pass");
}

TEST(SharedAddress, TheSitesOwnPagesThereAcquit) {
  EXPECT_EQ(verdict(site_with(kTheirs, kTheirs, kTheirs), "PRE-09"), "pass");
}

TEST(SharedAddress, WhereThePagesComeFromMustBeKnown) {
  EXPECT_EQ(verdict(site_with("", kTheirs, kTheirs), "PRE-09"), "pass");
  EXPECT_EQ(verdict(site_with("through a proxy", kTheirs, kTheirs), "PRE-09"), "pass");
}

TEST(SharedAddress, AnybodyElseThereAcquits) {
  for (const RequestFacts& facts :
       {RequestFacts{}, party("Carrier", Function::cdn), tracker("Others Inc")}) {
    SiteMaker site = site_with(kOurs, kTheirs, kTheirs);
    answers_from(site.run("accept"), "https://other.example/x.js", kTheirs, facts);
    EXPECT_EQ(verdict(site, "PRE-09"), "pass") << facts.party.company;
  }
  SiteMaker same = site_with(kOurs, kTheirs, kTheirs);
  answers_from(same.run("accept"), "https://more-ads.example/x.js", kTheirs, tracker("Ads Inc"));
  EXPECT_EQ(verdict(same, "PRE-09"), "risk") << "another host of the same company";
}

TEST(SharedAddress, NetworksOfEverybodyAcquit) {
  for (const char* address : {"104.16.1.2", "151.101.1.140", "142.250.1.1"}) {
    EXPECT_EQ(verdict(site_with(kOurs, address, address), "PRE-09"), "pass") << address;
  }
}

TEST(SharedAddress, AddressesThatManyMachinesBearSayNothing) {
  for (const char* address : {"127.0.0.1", "10.0.0.7", "192.168.1.1", "[2001:db8::1]", ""}) {
    EXPECT_EQ(verdict(site_with(kOurs, address, address), "PRE-09"), "pass") << address;
  }
}

TEST(SharedAddress, AListStandsInPlaceOfWhatTheBrowserMet) {
  SiteMaker site = site_with("127.0.0.1", "127.0.0.1", "127.0.0.1");
  const auto listed = [&site](const char* host, const char* address) {
    site.run("refuse").run().host_aliases.push_back(
        {{"refuse", 901}, {}, host, true, {}, {address}});
  };
  listed("shop.example", kOurs);
  listed("px.shop.example", kTheirs);
  EXPECT_EQ(verdict(site, "PRE-09"), "pass");
  listed("ads.example", kTheirs);
  EXPECT_EQ(verdict(site, "PRE-09"), "risk");
}

TEST(SharedAddress, AnAliasThatLeadsToATrackerWeighsMore) {
  SiteMaker site = site_with(kOurs, kTheirs, kTheirs);
  site.run("refuse").run().host_aliases.push_back(
      {{"refuse", 901}, {}, "px.shop.example", true, {"shop.eulerian.net"}, {}});
  site.run("accept").run().host_aliases.clear();
  EXPECT_EQ(verdict(site, "PRE-09"), "likely-breach");
}

}  // namespace
}  // namespace consentry
