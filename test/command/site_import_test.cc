// SPDX-License-Identifier: Apache-2.0
#include "command/site_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/consent/tag_config.h"

namespace consentry {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

const std::vector<RivalFile> kKlaro{
    {"config.js", "var klaroConfig = {services: [{name: 'ga', purposes: ['analytics']}]};"}};

TEST(NewImport, IsASiteThatCanBePublished) {
  ImportWords words;
  words.origin = "https://www.shop.example/a";
  words.owner = "Corner Shop";
  words.server = "https://consent.example";
  const auto made = new_import(words, kKlaro);
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_EQ(made->id, "shop-example");
  EXPECT_EQ(made->origin, "https://www.shop.example");
  const auto config = parse_tag_config(made->config);
  ASSERT_TRUE(config);
  EXPECT_EQ(config->owner, "Corner Shop");
  EXPECT_EQ(config->server, "https://consent.example");
  EXPECT_EQ(config->services.front().category, "analytics");
}

TEST(NewImport, TakesItsOwnerFromTheHostAndItsLanguageFromItsWords) {
  ImportWords words;
  words.origin = "https://shop.example";
  words.language = "nl";
  const auto made = new_import(words, kKlaro);
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_EQ(made->told.config.owner, "shop.example");
  EXPECT_EQ(made->told.config.languages, std::vector<std::string>{"nl"});
}

std::vector<RivalFile> klaro_for(const std::string& domain) {
  return {{"config.js", "var klaroConfig = {cookieDomain: '" + domain +
                            "', services: [{name: 'ga', purposes: ['analytics']}]};"}};
}

TEST(NewImport, KeepsACookieDomainThatBrowsersTakeFromItsOrigin) {
  ImportWords words;
  words.origin = "https://www.shop.example";
  const auto made = new_import(words, klaro_for("shop.example"));
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_EQ(parse_tag_config(made->config)->cookie_domain, "shop.example");
  EXPECT_THAT(made->told.carried, Contains("cookie domain: shop.example"));
}

TEST(NewImport, LeavesOutACookieDomainThatBrowsersWouldRefuseAndSaysWhatToWrite) {
  ImportWords words;
  words.origin = "https://www.shop.co.uk";
  for (const char* domain : {"other.example", "co.uk", "a.shop.co.uk"}) {
    const auto made = new_import(words, klaro_for(domain));
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_EQ(parse_tag_config(made->config)->cookie_domain, "") << domain;
    EXPECT_THAT(made->told.left, Contains(AllOf(HasSubstr("cookieDomain: '" + std::string(domain)),
                                                HasSubstr("write 'shop.co.uk'"))));
    EXPECT_THAT(made->told.carried, Each(Not(HasSubstr("cookie domain"))));
  }
}

TEST(NewImport, HoldsNothingAgainstACookieDomainWhereNoOriginIsSaid) {
  ImportWords words;
  words.dry_run = true;
  const auto made = new_import(words, klaro_for("other.example"));
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_EQ(parse_tag_config(made->config)->cookie_domain, "other.example");
}

TEST(NewImport, SaysWhatIsWrongWithWordsAndFiles) {
  ImportWords words;
  words.origin = "shop";
  EXPECT_THAT(new_import(words, kKlaro).error().text(), HasSubstr("--origin"));
  words.origin = "https://shop.example";
  words.id = "My Shop";
  EXPECT_THAT(new_import(words, kKlaro).error().text(), HasSubstr("is no id"));
  words.id.clear();
  words.format = "orejime";
  EXPECT_THAT(new_import(words, kKlaro).error().text(), HasSubstr("orejime"));
}

}  // namespace
}  // namespace consentry
