// SPDX-License-Identifier: Apache-2.0
// Requests judged by what they are: tag managers, pings, embedded content, collection on the site's
// own domain, redirects (PRE-10, PRE-11, PRE-12, PRE-15, PRE-20), each with its good twin.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

SiteMaker requesting(const std::string& url, const RequestFacts& facts,
                     const char* type = "image") {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->request(url, facts);
    run->last_request().type = type;
  }
  return site;
}

TEST(TagManagers, AreALikelyBreachInGermanyAndARiskElsewhere) {
  const auto site =
      requesting("https://tags.example/gtm.js", party("Tags", Function::tag_manager), "script");
  EXPECT_EQ(verdict(site, "PRE-10", "de"), "likely-breach");
  for (const char* profile : {"eu", "nl", "fr", "it", "be"}) {
    EXPECT_EQ(verdict(site, "PRE-10", profile), "risk") << profile;
  }
}

TEST(TagManagers, ThatWereNotLoadedAreNone) {
  EXPECT_EQ(verdict(requesting("https://tags.example/a.gif", party("Tags", Function::tag_manager)),
                    "PRE-10"),
            "pass");
  EXPECT_EQ(verdict(requesting("https://x.example/a.js", tracker("X"), "script"), "PRE-10"),
            "pass");
  auto failed =
      requesting("https://tags.example/gtm.js", party("Tags", Function::tag_manager), "script");
  for (RunMaker* run : failed.both()) run->last_request().status = 0;
  EXPECT_EQ(verdict(failed, "PRE-10"), "pass");
}

TEST(CookielessPings, SayOfThemselvesThatConsentIsDenied) {
  for (const char* url :
       {"https://stats.example/g/collect?v=2&gcs=G100&en=page_view",
        "https://stats.example/g/collect?gcs=G1-0", "https://bat.bing.com/action/0?asc=D"}) {
    EXPECT_EQ(verdict(requesting(url, tracker("Stats", Function::analytics)), "PRE-11"),
              "likely-breach")
        << url;
  }
  for (const char* url :
       {"https://stats.example/g/collect?gcs=G111", "https://stats.example/g/collect?gcs=G101",
        "https://stats.example/g/collect?gcs=G1--", "https://stats.example/g/collect?v=2",
        "https://other.example/?asc=D"}) {
    EXPECT_EQ(verdict(requesting(url, tracker("Stats", Function::analytics)), "PRE-11"), "pass")
        << url;
  }
}

TEST(EmbeddedContent, WeighsByWhatItLetsOthersDo) {
  const auto facts = party("Other", Function::unknown);
  EXPECT_EQ(verdict(requesting("https://www.youtube-nocookie.com/embed/abc", facts, "document"),
                    "PRE-12"),
            "likely-breach");
  EXPECT_EQ(
      verdict(requesting("https://www.google.com/recaptcha/api.js", facts, "script"), "PRE-12"),
      "likely-breach");
  EXPECT_EQ(
      verdict(requesting("https://fonts.googleapis.com/css2?family=Lora", facts, "stylesheet"),
              "PRE-12"),
      "risk");
  EXPECT_EQ(
      verdict(requesting("https://cdn.jsdelivr.net/npm/x@1.2.3/x.js", facts, "script"), "PRE-12"),
      "risk");
}

TEST(EmbeddedContent, IsNotWhatIsLikeItOrTheSitesOwn) {
  const auto facts = party("Other", Function::unknown);
  for (const char* url :
       {"https://www.google.com/search?q=recaptcha", "https://notyoutube.com/embed/abc",
        "https://img.cdn.example/fonts.googleapis.com/a.woff", "https://shop.example/embed/"}) {
    EXPECT_EQ(verdict(requesting(url, facts, "document"), "PRE-12"), "pass") << url;
  }
  RequestFacts own = facts;
  own.first_party_owner = true;
  EXPECT_EQ(verdict(requesting("https://www.youtube.com/embed/abc", own, "document"), "PRE-12"),
            "pass");
}

TEST(EmbeddedContent, AskedForByNobodyNeedsNoBanner) {
  auto site =
      requesting("https://www.youtube.com/embed/abc", party("Video", Function::video), "document");
  for (RunMaker* run : site.both()) run->no_banner();
  EXPECT_EQ(verdict(site, "PRE-12"), "likely-breach");
  EXPECT_EQ(verdict(site, "PRE-18"), "pass");
}

TEST(OwnDomainCollection, IsKnownByItsShapeAndWeighsMoreWithAnIdentifier) {
  constexpr const char* kHit =
      "https://metrics.shop.example/g/"
      "collect?v=2&tid=G-ABC123&cid=771234567.1763800000&en=page_view";
  EXPECT_EQ(verdict(requesting(kHit, {}, "ping"), "PRE-15"), "risk");
  SiteMaker identified;
  for (RunMaker* run : identified.both()) {
    run->script_cookie("shop.example", "FPID", "FPID2.2.771234567.1763800000",
                       "https://shop.example/t.js")
        .request(kHit);
  }
  EXPECT_EQ(verdict(identified, "PRE-15"), "likely-breach");
  for (const char* url : {"https://shop.example/tr/?id=123456789012345&ev=PageView",
                          "https://shop.example/gtm.js?id=GTM-ABC"}) {
    EXPECT_EQ(verdict(requesting(url, {}), "PRE-15"), "risk") << url;
  }
}

TEST(OwnDomainCollection, IsNotAnyOwnCountingNorAThirdPartys) {
  for (const char* url :
       {"https://shop.example/api/hit?page=/", "https://shop.example/api?v=2&tid=9&cid=7",
        "https://shop.example/tr/?id=5&ev=x",
        "https://shop.example/matomo.php?idsite=1&_id=abcdef0123456789",
        "https://www.google-analytics.com/g/collect?v=2&tid=G-ABC123&cid=7.7"}) {
    EXPECT_EQ(verdict(requesting(url, {}), "PRE-15"), "pass") << url;
  }
}

// A page whose first request was redirected by way of another host.
SiteMaker bounced(const RequestFacts& hop, bool cookie) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->request("https://go.hop.example/b?to=shop", hop);
    Request& through = run->last_request();
    through.type = "document";
    through.id = "chain";
    through.status = 302;
    if (cookie) {
      run->http_cookie("go.hop.example", "hid", "v-" + run->run().name,
                       "https://go.hop.example/b?to=shop");
    }
    run->request("https://shop.example/");
    run->last_request().type = "document";
    run->last_request().id = "chain";
  }
  if (cookie) site.cookie("go.hop.example", "hid").identifier = IdentifierStrength::strong;
  return site;
}

TEST(BounceTracking, IsAStopThatKeepsACookie) {
  EXPECT_EQ(verdict(bounced(tracker("Hop"), true), "PRE-20"), "likely-breach");
  EXPECT_EQ(verdict(bounced({}, true), "PRE-20"), "risk");
  EXPECT_EQ(verdict(bounced(tracker("Hop"), false), "PRE-20"), "pass")
      << "a redirect alone is none";
}

TEST(BounceTracking, IsNotADocumentInAFrame) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->request("https://go.hop.example/f", tracker("Hop"))
        .http_cookie("go.hop.example", "hid", "v-" + run->run().name, "https://go.hop.example/f");
    run->last_request().type = "document";
  }
  site.cookie("go.hop.example", "hid").identifier = IdentifierStrength::strong;
  EXPECT_EQ(verdict(site, "PRE-20"), "pass");
}

}  // namespace
}  // namespace consentry
