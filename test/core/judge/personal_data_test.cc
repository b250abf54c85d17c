// SPDX-License-Identifier: Apache-2.0
// E-mail addresses, their hashes and search words in what third parties receive (PRE-13).
#include <gtest/gtest.h>

#include "core/base/digest.h"
#include "core/judge/book_under_test.h"
#include "core/judge/mail_address.h"

namespace consentry {
namespace {

using Strings = std::vector<std::string>;

TEST(MailAddresses, AreFoundInQueriesAndBodies) {
  EXPECT_EQ(mail_addresses_in("a=1&mail=Jan.de-Vries+x@Post.example&b"),
            Strings{"jan.de-vries+x@post.example"});
  EXPECT_EQ(mail_addresses_in(R"({"u":"p.jansen@mail.co.uk."})"), Strings{"p.jansen@mail.co.uk"});
}

TEST(MailAddresses, AreNotFilesPackagesCredentialsOrOffices) {
  for (const char* text :
       {"/npm/lazysizes@5.3.2/lazysizes.min.js", "/img/logo@2x.png", "jquery@3.7.1.min.js",
        "/@scope/pkg", R"({"dsn":"https://ab12cd@o1.ingest.sentry.io/7"})", "info@post.example",
        "@post.example", "jan@localhost", "jan@", "1@2.nl", "a@b..nl", "user:pass@host.example",
        ""}) {
    EXPECT_EQ(mail_addresses_in(text), Strings{}) << text;
  }
}

TEST(MailHashes, StandUnderANameThatIsUsedForThem) {
  const std::string hash = sha256_hex("jan@post.example");
  EXPECT_EQ(mail_hashes_in("em=" + hash), Strings{hash});
  EXPECT_EQ(mail_hashes_in("ud[em]=" + hash + "&x=1"), Strings{hash});
  EXPECT_EQ(mail_hashes_in(R"({"user":{"email":")" + hash + "\"}}"), Strings{hash});
  EXPECT_EQ(mail_hashes_in("email=" + md5_hex("x")), Strings{md5_hex("x")});
}

TEST(MailHashes, AreNotOtherDigestsNorTheHashOfNothing) {
  for (const std::string& text :
       {"v=" + sha256_hex("x"), "em=" + sha256_hex(""), "em=" + sha256_hex("x").substr(1),
        "item=" + md5_hex("x"), "em=" + sha256_hex("x") + "ff", std::string("em=")}) {
    EXPECT_EQ(mail_hashes_in(text), Strings{}) << text;
  }
}

SiteMaker sending(const std::string& url, const RequestFacts& to,
                  const std::string& page = "https://shop.example/") {
  SiteMaker site(page);
  for (RunMaker* run : site.both()) run->request(url, to);
  return site;
}

TEST(PersonalData, ToATrackerIsALikelyBreachAndToOthersARisk) {
  EXPECT_EQ(
      verdict(sending("https://ads.example/p?u=jan%40post.example", tracker("Ads")), "PRE-13"),
      "likely-breach");
  EXPECT_EQ(verdict(sending("https://x.example/p?u=jan%40post.example", {}), "PRE-13"), "risk");
  EXPECT_EQ(
      verdict(sending("https://ads.example/p?em=" + sha256_hex("jan@post.example"), tracker("Ads")),
              "PRE-13"),
      "likely-breach");
}

TEST(PersonalData, IsNotTheSitesOwnAddressNorToItself) {
  EXPECT_EQ(
      verdict(sending("https://ads.example/p?u=jan%40shop.example", tracker("Ads")), "PRE-13"),
      "pass");
  EXPECT_EQ(verdict(sending("https://shop.example/p?u=jan%40post.example", {}), "PRE-13"), "pass");
  EXPECT_EQ(verdict(sending("https://pay.example/p?u=jan%40post.example",
                            party("Pay", Function::payment)),
                    "PRE-13"),
            "pass");
}

TEST(PersonalData, SearchWordsCountWhereATrackerGetsThem) {
  constexpr const char* kPage = "https://shop.example/search?q=hiv+test";
  EXPECT_EQ(
      verdict(
          sending("https://ads.example/p?dl=https%3A%2F%2Fshop.example%2Fsearch%3Fq%3Dhiv%2520test",
                  tracker("Ads"), kPage),
          "PRE-13"),
      "likely-breach");
  EXPECT_EQ(verdict(sending("https://ads.example/p?x=1", tracker("Ads"), kPage), "PRE-13"), "pass");
  EXPECT_EQ(
      verdict(sending("https://cdn.example/p?q=hiv%20test", party("Cdn", Function::cdn), kPage),
              "PRE-13"),
      "pass");
}

}  // namespace
}  // namespace consentry
