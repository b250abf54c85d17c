// SPDX-License-Identifier: Apache-2.0
#include "core/judge/site_naming.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

Naming of(std::string_view domain, std::string_view text, std::string_view company = {}) {
  return SiteName(domain, company).in(text);
}

TEST(SiteNaming, ADomainNamesItsSite) {
  EXPECT_EQ(of("garden.example", "Also valid for Garden.Example."), Naming::named);
  EXPECT_EQ(of("garden.example", "https://www.garden.example/legal"), Naming::named);
  EXPECT_EQ(of("garden.example", "first line\nsecond: garden.example, and more"), Naming::named);
}

TEST(SiteNaming, ADomainWithinAnotherDoesNot) {
  EXPECT_EQ(of("ab.example", "see my-ab.example"), Naming::unclear)
      << "its short name stands there";
  EXPECT_EQ(of("kwikfiets.example", "superkwikfietser"), Naming::unclear);
  EXPECT_EQ(of("garden.example", "We use cookies."), Naming::unnamed);
}

TEST(SiteNaming, TheNameInTheDomainNamesTheSiteInAnySpacing) {
  EXPECT_EQ(of("corner-shop.example", "Corner Shop and its partners"), Naming::named);
  EXPECT_EQ(of("cornershop.example", "CORNER SHOP"), Naming::named);
  EXPECT_EQ(of("corner-shop.example", "the cornershop"), Naming::named);
  EXPECT_EQ(of("corner-shop.example", "around the corner, a shop"), Naming::unnamed);
}

TEST(SiteNaming, OtherSpellingsAndShortNamesAreUnclear) {
  EXPECT_EQ(of("mueller-bau.example", "Müller Bau"), Naming::unclear);
  EXPECT_EQ(of("xyz.example", "the XYZ group"), Naming::unclear);
  EXPECT_EQ(of("garden.example", "the Green Group", "Green Group"), Naming::unclear);
  EXPECT_EQ(of("xn--grten-gra.example", "We use cookies."), Naming::unclear)
      << "people read it in another script";
}

TEST(SiteNaming, OfWhatIsTooLongToReadNothingIsSaid) {
  EXPECT_EQ(of("garden.example", std::string(70'000, 'x')), Naming::unclear);
  EXPECT_EQ(of("garden.example", std::string(70'000, 'x') + " garden.example"), Naming::named);
  EXPECT_EQ(of("garden.example", ""), Naming::unnamed);
}

}  // namespace
}  // namespace consentry
