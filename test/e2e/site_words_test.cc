// SPDX-License-Identifier: Apache-2.0
// The verbs of `consentry site` that need no server, as their user types them.
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SiteWords : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string data_ = (folder_.path() / "data").string();

  Ended site(std::vector<std::string> words) {
    words.insert(words.begin(), "site");
    words.insert(words.end(), {"--data", data_});
    return run(words);
  }
};

TEST_F(SiteWords, AServiceOfTheRegistryIsAddedAndMustBeFilledInBeforePublishing) {
  const Ended added = site({"add", "https://shop.example", "--service", "google-analytics"});
  EXPECT_EQ(added.status, 0) << added.err;
  EXPECT_THAT(added.err, HasSubstr("{measurement}"));
  EXPECT_THAT(site({"services", "shop-example"}).out, HasSubstr("google-analytics  statistics"));
  const Ended published = site({"publish", "shop-example", "--no-pictures"});
  EXPECT_EQ(published.status, 2);
  EXPECT_THAT(published.err, HasSubstr("fill in {measurement}"));
  EXPECT_EQ(site({"add", "https://b.example", "--service", "nope"}).status, 2);
}

TEST_F(SiteWords, APolicyIsPrintedForASite) {
  ASSERT_EQ(site({"add", "https://shop.example", "--service", "vimeo"}).status, 0);
  const Ended policy = site({"csp", "shop-example"});
  EXPECT_EQ(policy.status, 0);
  EXPECT_THAT(policy.out, HasSubstr("Content-Security-Policy: default-src 'self'"));
  EXPECT_THAT(policy.out, HasSubstr("  media: player.vimeo.com:*"));
  EXPECT_EQ(site({"csp", "nope"}).status, 2);
}

TEST_F(SiteWords, AHoldIsSetShownAndReleased) {
  ASSERT_EQ(site({"add", "https://shop.example"}).status, 0);
  EXPECT_EQ(site({"hold", "shop-example"}).status, 2) << "without a reason";
  EXPECT_EQ(site({"hold", "nope", "--reason", "case 12"}).status, 2);
  ASSERT_EQ(site({"hold", "shop-example", "--reason", "case 12"}).status, 0);
  EXPECT_THAT(site({"show", "shop-example"}).err, HasSubstr(": case 12"));
  EXPECT_EQ(site({"release", "shop-example"}).status, 0);
  EXPECT_THAT(site({"show", "shop-example"}).err, Not(HasSubstr("case 12")));
  EXPECT_EQ(site({"release", "shop-example"}).status, 2);
}

TEST_F(SiteWords, AGroupIsPublishedWithWhatItSharesOrNotAtAll) {
  for (const char* address : {"https://shop.example", "https://cafe.example"})
    ASSERT_EQ(site({"add", address}).status, 0);
  const std::string sites = R"({"sites": ["shop-example", "cafe-example"], )";
  const std::string group = folder_.write(
      "group.json", sites + R"("texts": {"en": {"title": "Cookies here and there"}}})");
  const Ended published = site({"publish", "--group", group, "--no-pictures"});
  ASSERT_EQ(published.status, 0) << published.err;
  EXPECT_THAT(published.out, HasSubstr("/t/cafe-example.js"));
  const std::string unfair =
      folder_.write("unfair.json", sites + R"("months": 3, "texts": {"en": {"title": "Worse"}}})");
  const Ended refused = site({"publish", "--group", unfair, "--no-pictures"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("months"));
  for (const char* id : {"shop-example", "cafe-example"})
    EXPECT_THAT(site({"show", id}).out, HasSubstr("Cookies here and there")) << id;
  EXPECT_EQ(site({"publish"}).status, 2) << "neither a site nor a group";
  EXPECT_EQ(site({"publish", "shop-example", "--group", group}).status, 2);
  EXPECT_EQ(site({"publish", "--group", folder_.write("n.json", R"({"sites": ["nope"],
    "months": 6})"),
                  "--no-pictures"})
                .status,
            2);
}

TEST_F(SiteWords, OneWayOfTellingIsTakenBackAloneAndASiteIsScannedInItsOwnWay) {
  ASSERT_EQ(site({"add", "https://shop.example"}).status, 0);
  EXPECT_EQ(site({"watch", "--no-mail"}).status, 2) << "of which site";
  const Ended both = site({"watch", "shop-example", "--every", "daily", "--webhook",
                           "https://h.example/", "--mail", "a@shop.example"});
  ASSERT_EQ(both.status, 0) << both.err;
  EXPECT_THAT(both.out, HasSubstr("secret that signs the webhook"));
  ASSERT_EQ(site({"watch", "shop-example", "--no-webhook"}).status, 0);
  // A webhook that comes back is signed by a new secret, so the old one was gone.
  EXPECT_THAT(site({"watch", "shop-example", "--webhook", "https://h.example/"}).out,
              HasSubstr("secret that signs the webhook"));
  EXPECT_EQ(site({"watch", "shop-example", "--no-mail"}).status, 0);
  EXPECT_EQ(site({"watch", "shop-example", "--no-mail", "--mail", "b@shop.example"}).status, 2);

  const Ended own =
      site({"watch", "shop-example", "--profile", "us-ca", "--language", "es", "--pages", "3"});
  EXPECT_THAT(own.out, HasSubstr("under us-ca, as a visitor who reads es, 3 pages\n")) << own.err;
  EXPECT_THAT(site({"watch", "shop-example", "--every", "weekly"}).out, HasSubstr("under us-ca"));
  EXPECT_EQ(site({"watch", "shop-example", "--as-usual", "--pages", "2"}).status, 2);
  EXPECT_THAT(site({"watch", "shop-example", "--as-usual"}).out, Not(HasSubstr("us-ca")));
  EXPECT_THAT(site({"watch", "shop-example", "--profile", "nowhere"}).err, HasSubstr("nowhere"));
  EXPECT_EQ(site({"watch", "shop-example", "--pages", "0"}).status, 2);
}

TEST_F(SiteWords, ASiteSaysInItsOwnConfigurationThatItIsInAGroup) {
  for (const std::string name : {"shop", "cafe"}) {
    const std::string config = folder_.write(
        name + ".json", R"({"site": ")" + name + R"(", "owner": "Shop", "group": "shops",
        "categories": ["necessary", "statistics"], "services": []})");
    ASSERT_EQ(site({"add", "https://" + name + ".example", "--config", config}).status, 0);
  }
  EXPECT_THAT(site({"list"}).out, HasSubstr("not published\tgroup shops\n"));
  EXPECT_THAT(site({"show", "shop"}).err, HasSubstr("in group shops with cafe"));
  EXPECT_EQ(site({"publish", "--group", "shops", "--no-pictures"}).status, 2) << "not known yet";
  EXPECT_THAT(site({"publish", "shop", "--no-pictures"}).err, HasSubstr("was not published yet"));

  const std::string group =
      folder_.write("shops.json", R"({"group": "shops", "texts": {"en": {"title": "Tea?"}}})");
  const Ended published = site({"publish", "--group", group, "--no-pictures"});
  ASSERT_EQ(published.status, 0) << published.err;
  for (const char* id : {"shop", "cafe"})
    EXPECT_THAT(site({"show", id}).out, HasSubstr("Tea?")) << id;
  EXPECT_THAT(site({"publish", "cafe", "--no-pictures"}).err, Not(HasSubstr("says otherwise")));

  const std::string own = folder_.write("own.json", R"({"site": "cafe", "owner": "Shop",
      "group": "shops", "categories": ["necessary", "statistics"], "services": [],
      "texts": {"en": {"title": "Coffee?"}}})");
  const Ended alone = site({"publish", "cafe", "--config", own, "--no-pictures"});
  EXPECT_EQ(alone.status, 0) << alone.err;
  EXPECT_THAT(alone.err, HasSubstr("its group shops says otherwise: texts.en.title"));
  ASSERT_EQ(site({"publish", "--group", "shops", "--no-pictures"}).status, 0) << "by its name";
  EXPECT_THAT(site({"show", "cafe"}).out, HasSubstr("Tea?"));
}

}  // namespace
}  // namespace consentry::e2e
