// SPDX-License-Identifier: Apache-2.0
#include "lab/stored_truth.h"

#include <gtest/gtest.h>

namespace consentry::lab {
namespace {

Site site_with(PartyId id, Gate gate) {
  Site site;
  site.banner.manager = Manager::own;
  site.banner.store_name = "consent";
  site.tags.push_back({&party(id), gate, "42"});
  return site;
}

using Names = std::set<StoredName>;

TEST(StoredTruth, ListsWhatATagStoresUnderItsCategory) {
  const auto stored = stored_by(site_with(PartyId::hotjar, Gate::after_consent));
  EXPECT_EQ(stored.at("statistics"),
            (Names{{"cookie", "_hjSessionUser_42"}, {"cookie", "_hjSession_42"}}));
  EXPECT_EQ(stored.at("necessary"), (Names{{"cookie", "consent"}, {"local", "cc_was"}}));
  EXPECT_FALSE(stored.contains("marketing"));
}

TEST(StoredTruth, ListsThirdPartiesCookiesAndOtherStorage) {
  EXPECT_EQ(stored_by(site_with(PartyId::mirovante, Gate::always)).at("marketing"),
            (Names{{"cookie", "mv_id"}}));
  EXPECT_EQ(stored_by(site_with(PartyId::kelder, Gate::always)).at("statistics"),
            (Names{{"indexeddb", "kelder/ids/visitor"}}));
  EXPECT_EQ(stored_by(site_with(PartyId::tellusa, Gate::always)).at("statistics"),
            (Names{{"local", "tls.visitor"}}));
}

TEST(StoredTruth, LeavesOutWhatNeverRuns) {
  Site site = site_with(PartyId::meta, Gate::after_consent);
  site.banner.manager = Manager::none;
  EXPECT_TRUE(stored_by(site).empty());
}

TEST(StoredTruth, TellsPreferencesFromWhatIsNeeded) {
  Site site;
  site.preferences = true;
  site.necessary_cookies = {"PHPSESSID={random}; Path=/", "pll_language=nl; Path=/"};
  const auto stored = stored_by(site);
  EXPECT_EQ(stored.at("necessary"), (Names{{"cookie", "PHPSESSID"}}));
  EXPECT_EQ(stored.at("functional"),
            (Names{{"cookie", "pll_language"}, {"local", "cart"}, {"local", "theme"}}));
}

}  // namespace
}  // namespace consentry::lab
