// SPDX-License-Identifier: Apache-2.0
// Names as declarations write them, and what they mean.
#include "core/judge/declared_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(DeclaredName, PlacesForOtherTextBecomeAStar) {
  EXPECT_THAT(declared_names("_ga_<container-id>"), ElementsAre("_ga_*"));
  EXPECT_THAT(declared_names("_ga_*"), ElementsAre("_ga_*"));
  EXPECT_THAT(declared_names("_ga_XXXXXXX"), ElementsAre("_ga_*"));
  EXPECT_THAT(declared_names("_gat_[property]"), ElementsAre("_gat_*"));
  EXPECT_THAT(declared_names("_hjSession_{site_id}"), ElementsAre("_hjsession_*"));
  EXPECT_THAT(declared_names("_pk_id#"), ElementsAre("_pk_id*"));
  EXPECT_THAT(declared_names("wp-settings-..."), ElementsAre("wp-settings-*"));
}

TEST(DeclaredName, SeveralMayStandInOneCell) {
  EXPECT_THAT(declared_names("_ga, _gid, _gat"), ElementsAre("_ga", "_gid", "_gat"));
  EXPECT_THAT(declared_names("_ga / _gid"), ElementsAre("_ga", "_gid"));
  EXPECT_THAT(declared_names("__utma __utmb"), ElementsAre("__utma", "__utmb"));
  EXPECT_THAT(declared_names("IDE"), ElementsAre("ide"));
  EXPECT_THAT(declared_names("_ga (Google)"), ElementsAre("_ga"));
}

TEST(DeclaredName, ServicesAndSentencesAreNoNames) {
  EXPECT_THAT(declared_names("Google Analytics"), IsEmpty());
  EXPECT_THAT(declared_names("We use cookies to count visits"), IsEmpty());
  EXPECT_THAT(declared_names(""), IsEmpty());
  EXPECT_THAT(declared_names(" – "), IsEmpty());
}

TEST(DeclaredName, MeansItselfAndWhatGoesOnAfterASeparator) {
  EXPECT_TRUE(covers("_ga", "_ga"));
  EXPECT_TRUE(covers("_ga", "_GA"));
  EXPECT_TRUE(covers("_ga", "_ga_ABC123"));
  EXPECT_TRUE(covers("_pk_id", "_pk_id.7.1f3a"));
  EXPECT_TRUE(covers("_ga_*", "_ga_ABC123"));
  EXPECT_TRUE(covers("intercom-", "intercom-id"));
  EXPECT_TRUE(covers("*_session", "shop_session"));
  EXPECT_FALSE(covers("_ga", "_gat"));
  EXPECT_FALSE(covers("_ga_*", "_gid"));
  EXPECT_FALSE(covers("", "_ga"));
}

TEST(DeclaredName, ManyStarsSayNothingAndCostNothing) {
  EXPECT_FALSE(covers("*a*a*a*a*a*a*a*b", std::string(400, 'a')));
}

TEST(DeclaredName, ProseNamesWhatIsNoWord) {
  EXPECT_THAT(names_in_prose("The cookie _gid, set by Google, lasts a day (see also __cf_bm)."),
              ElementsAre("_gid", "__cf_bm"));
  EXPECT_THAT(names_in_prose("Nothing is named here."), IsEmpty());
}

}  // namespace
}  // namespace consentry
