// SPDX-License-Identifier: Apache-2.0
#include "command/site_group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/consent/tag_config.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kShop = R"({"site": "shop", "owner": "Corner Shop", "layout": "bar",
  "categories": ["necessary", "statistics"], "services": [], "languages": ["en", "nl"],
  "texts": {"en": {"title": "Own title", "reopen": "Own button"}, "nl": {"title": "Eigen"}}})";

TagConfig shared_into(const std::string& group, const char* config = kShop) {
  const auto parsed = SiteGroup::parse(group);
  if (!parsed) throw std::runtime_error(parsed.error().text());
  const auto merged = parsed->config_of(config);
  if (!merged) throw std::runtime_error(merged.error().text());
  return *parse_tag_config(*merged);
}

TEST(SiteGroup, SharesTextsOneByOneAndAnythingElseAsAWhole) {
  const TagConfig config = shared_into(
      R"({"sites": ["shop", "cafe"], "layout": "box", "categories": ["necessary", "marketing"],
          "texts": {"en": {"title": "One title"}, "de": {"title": "Ein Titel"}}})");
  EXPECT_EQ(config.site, "shop");
  EXPECT_EQ(config.owner, "Corner Shop");
  EXPECT_EQ(config.layout, "box");
  EXPECT_EQ(config.categories.back().id, "marketing");
  EXPECT_EQ(config.texts.at("en"), (Texts{{"reopen", "Own button"}, {"title", "One title"}}));
  EXPECT_EQ(config.texts.at("nl"), (Texts{{"title", "Eigen"}}));
  EXPECT_EQ(config.texts.at("de"), (Texts{{"title", "Ein Titel"}}));
}

TEST(SiteGroup, GivesTextsToASiteThatHasNoneAndChangesNothingWhenSharedAgain) {
  const std::string group = R"({"sites": ["shop"], "texts": {"en": {"title": "One title"}}})";
  const auto parsed = SiteGroup::parse(group);
  ASSERT_TRUE(parsed);
  const auto once =
      parsed->config_of(R"({"site": "shop", "owner": "Shop", "categories": ["necessary"]})");
  ASSERT_TRUE(once) << once.error().text();
  EXPECT_EQ(parse_tag_config(*once)->texts.at("en"), (Texts{{"title", "One title"}}));
  EXPECT_EQ(parsed->config_of(*once).value(), *once);
}

TEST(SiteGroup, HidesNoFaultFromPublishing) {
  EXPECT_EQ(shared_into(R"({"sites": ["shop"], "months": 3})").months, 3);
}

TEST(SiteGroup, NamesItsSitesInOrder) {
  EXPECT_THAT(SiteGroup::parse(R"({"sites": ["b", "a"], "months": 12})")->sites(),
              ElementsAre("b", "a"));
}

TEST(SiteGroup, RefusesWhatIsNone) {
  const auto error_of = [](const char* text) {
    const auto group = SiteGroup::parse(text);
    return group ? std::string() : group.error().text();
  };
  EXPECT_THAT(error_of("{"), HasSubstr("not JSON"));
  EXPECT_THAT(error_of("[]"), HasSubstr("object"));
  for (const char* none : {R"({"layout": "bar"})", R"({"sites": []})", R"({"sites": "shop"})"})
    EXPECT_THAT(error_of(none), HasSubstr("a list of sites")) << none;
  EXPECT_THAT(error_of(R"({"sites": [7], "months": 6})"), HasSubstr("id of a site"));
  EXPECT_THAT(error_of(R"({"sites": ["a", "a"], "months": 6})"), HasSubstr("twice"));
  EXPECT_THAT(error_of(R"({"sites": ["a"]})"), HasSubstr("shares nothing"));
  EXPECT_THAT(error_of(R"({"sites": ["a"], "site": "b"})"), HasSubstr("one site only"));
  EXPECT_FALSE(SiteGroup::parse(R"({"sites": ["a"], "texst": {}})")->config_of(kShop));
}

TEST(SiteGroup, WithANameNeedsNoListOfSites) {
  const auto group = SiteGroup::parse(R"({"group": "shops", "layout": "box"})");
  ASSERT_TRUE(group) << group.error().text();
  EXPECT_EQ(group->id(), "shops");
  EXPECT_THAT(group->sites(), ::testing::IsEmpty());
  EXPECT_EQ(shared_into(R"({"group": "shops", "layout": "box"})").group, "shops");
  EXPECT_EQ(SiteGroup::parse(R"({"sites": ["a"], "months": 6})")->id(), "");
  for (const char* none :
       {R"({"group": 7, "months": 6})", R"({"group": "The Shops", "months": 6})"})
    EXPECT_FALSE(SiteGroup::parse(none)) << none;
  EXPECT_FALSE(SiteGroup::parse(R"({"group": "shops"})")) << "shares nothing";
}

TEST(SiteGroup, NamesWhatASiteSaysOtherwise) {
  const auto group = SiteGroup::parse(
      R"({"group": "shops", "layout": "bar", "months": 12,
          "texts": {"en": {"title": "One title"}, "nl": {"title": "Eigen"}, "de": {"title": "T"}}})");
  ASSERT_TRUE(group);
  EXPECT_THAT(group->differences(kShop).value(),
              ElementsAre("group", "months", "texts.en.title", "texts.de.title"));
  EXPECT_THAT(group->differences(group->config_of(kShop).value()).value(), ::testing::IsEmpty());
  EXPECT_FALSE(group->differences("{"));
}

}  // namespace
}  // namespace consentry
