// SPDX-License-Identifier: Apache-2.0
#include "lab/lab_web.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "command/embedded.h"
#include "lab/consent_config.h"
#include "lab/facts.h"
#include "lab/page.h"
#include "lab/recipe.h"
#include "lab/truth.h"

namespace consentry::lab {
namespace {

const Assets kAssets = [](std::string_view name) { return embedded(name); };

LabWeb web_of(std::size_t sites, std::uint64_t seed = 1) {
  auto web = make_web(seed, sites, kAssets);
  EXPECT_TRUE(web) << (web ? "" : web.error().text());
  return std::move(*web);
}

// Everything a visitor could be served by the sites themselves.
std::string all_bytes(const LabWeb& web) {
  std::string bytes;
  for (const Site& site : web.sites) {
    bytes += site.url();
    for (const auto& [path, page] : pages_of(site)) bytes += path + page;
    bytes += picture(site, 3) + consent_config(site, kAssets, false);
  }
  return bytes;
}

TEST(LabWeb, IsTheSameByteForByteFromTheSameSeed) {
  const LabWeb one = web_of(60, 7);
  const LabWeb two = web_of(60, 7);
  EXPECT_TRUE(all_bytes(one) == all_bytes(two));
  EXPECT_EQ(to_json(one, truth_of(one), 7), to_json(two, truth_of(two), 7));
  EXPECT_FALSE(all_bytes(one) == all_bytes(web_of(60, 8)));
}

TEST(LabWeb, ALongerWebBeginsWithTheShorterOne) {
  const LabWeb few = web_of(12);
  const LabWeb many = web_of(50);
  for (std::size_t i = 0; i < few.sites.size(); ++i)
    EXPECT_EQ(few.sites[i].url(), many.sites[i].url());
}

TEST(LabWeb, FortySitesPlayTheMainScenariosOnce) {
  std::set<std::string> played;
  for (const Site& site : web_of(40).sites) played.insert(site.scenario);
  EXPECT_EQ(played.size(), 40U);
}

TEST(LabWeb, AsManySitesAsScenariosPlayEachOfThem) {
  std::set<std::string> played;
  for (const Site& site : web_of(recipes().size()).sites) played.insert(site.scenario);
  for (const Recipe& recipe : recipes())
    EXPECT_TRUE(played.contains(std::string(recipe.scenario))) << recipe.scenario;
}

TEST(LabWeb, GivesEachSiteANameOfItsOwnThatIsAHostName) {
  std::set<std::string> hosts;
  for (const Site& site : web_of(kMostSites).sites) {
    EXPECT_TRUE(hosts.insert(site.bare_host).second) << site.bare_host;
    EXPECT_EQ(site.bare_host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-."),
              std::string::npos)
        << site.bare_host;
    EXPECT_TRUE(site.bare_host.ends_with(".example") || site.bare_host.ends_with(".test"));
  }
}

TEST(LabWeb, UsesManyLanguagesLayoutsAndConsentManagers) {
  std::set<std::string> languages;
  std::set<Layout> layouts;
  std::set<Manager> managers;
  for (const Site& site : web_of(200, 3).sites) {
    languages.insert(site.language->code);
    layouts.insert(site.banner.layout);
    managers.insert(site.banner.manager);
  }
  EXPECT_EQ(languages.size(), 10U);
  EXPECT_EQ(layouts.size(), 6U);
  EXPECT_EQ(managers.size(), 8U);
}

TEST(LabWeb, CarriesTheNetworkOnMoreThanHalfOfItsSites) {
  for (const std::size_t size : {40U, 200U}) {
    const LabWeb web = web_of(size, size);
    const auto with_network =
        std::count_if(web.sites.begin(), web.sites.end(), [](const Site& site) {
          return std::any_of(site.tags.begin(), site.tags.end(),
                             [](const Tag& tag) { return tag.party->id == PartyId::mirovante; });
        });
    EXPECT_GT(with_network * 2, static_cast<long>(size));
  }
}

TEST(LabWeb, RefusalIsReadableWhereTheScenarioDoesNotSayOtherwise) {
  for (const Site& site : web_of(200, 5).sites) {
    if (site.scenario == "hard to read refusal" || site.banner.flaw == Flaw::pale_picture) continue;
    EXPECT_GE(facts_of(site).refuse_contrast, 4.5) << site.url();
    EXPECT_GE(contrast("#ffffff", site.palette.deep), 4.5) << site.palette.deep;
  }
}

TEST(LabWeb, RefusesSizesThatItCannotName) {
  EXPECT_EQ(make_web(1, 0, kAssets).error().kind(), ErrorKind::invalid_input);
  EXPECT_EQ(make_web(1, kMostSites + 1, kAssets).error().kind(), ErrorKind::invalid_input);
}

TEST(LabWeb, SaysWhichTextIsMissingOrBroken) {
  const auto without = make_web(1, 1, [](std::string_view) { return std::string_view(); });
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().kind(), ErrorKind::not_found);
  const auto broken =
      make_web(1, 1, [](std::string_view) { return std::string_view("{\"code\": \"nl\"}"); });
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().text(), ::testing::HasSubstr("nl.json: no usable member \"locale\""));
}

TEST(Contrast, FollowsTheStandardsFormula) {
  EXPECT_DOUBLE_EQ(contrast("#000000", "#ffffff"), 21);
  EXPECT_DOUBLE_EQ(contrast("#123456", "#123456"), 1);
  EXPECT_NEAR(contrast("#767676", "#ffffff"), 4.54, 0.01);
}

TEST(Pages, KeepForeignTextFromBecomingMarkup) {
  EXPECT_EQ(escape_html("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
}

}  // namespace
}  // namespace consentry::lab
