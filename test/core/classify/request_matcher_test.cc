// SPDX-License-Identifier: Apache-2.0
#include "core/classify/request_matcher.h"

#include <gtest/gtest.h>

#include "core/base/origin.h"
#include "core/classify/reference_files.h"
#include "core/classify/url_pattern.h"

namespace consentry {
namespace {

RequestMatcher matcher_of(std::vector<std::string> texts) {
  std::vector<FilterList> lists;
  for (std::string& text : texts) {
    lists.push_back(
        std::move(*FilterList::parse("list" + std::to_string(lists.size()), std::move(text))));
  }
  return RequestMatcher(std::move(lists));
}

RequestMatches match(const RequestMatcher& matcher, std::string_view url,
                     std::string_view page = "shop.test",
                     ResourceType type = ResourceType::script) {
  const std::string host = parse_url(url)->host;
  return matcher.all_matches({url, host, page, type});
}

// Whether a single rule fits.
bool fits(const std::string& rule, std::string_view url, std::string_view page = "shop.test",
          ResourceType type = ResourceType::script) {
  return !match(matcher_of({rule + "\n"}), url, page, type).blocking.empty();
}

TEST(RequestMatcher, NoListSaysNothing) {
  const RequestMatcher matcher({});
  EXPECT_FALSE(match(matcher, "https://ads.test/x").blocked());
}

TEST(RequestMatcher, HostRuleCoversTheHostAndThoseBelow) {
  EXPECT_TRUE(fits("||ads.test^", "https://ads.test/"));
  EXPECT_TRUE(fits("||ads.test^", "https://a.b.ads.test/x?y"));
  EXPECT_TRUE(fits("||ads.test^", "https://ads.test:8443/"));
  EXPECT_TRUE(fits("||ads.test^", "https://ads.test"));
  EXPECT_FALSE(fits("||ads.test^", "https://bads.test/"));
  EXPECT_FALSE(fits("||ads.test^", "https://ads.test.evil/"));
  EXPECT_FALSE(fits("||ads.test^", "https://shop.test/?u=//ads.test/"));
}

TEST(RequestMatcher, HostRuleWithPath) {
  EXPECT_TRUE(fits("||big.test/tr^", "https://www.big.test/tr?id=1"));
  EXPECT_TRUE(fits("||big.test/tr/", "https://www.big.test/tr/?id=1"));
  EXPECT_FALSE(fits("||big.test/tr^", "https://www.big.test/trade"));
  EXPECT_FALSE(fits("||big.test/tr^", "https://www.big.test/a/tr"));
}

TEST(RequestMatcher, HostLeftOpenAtTheRight) {
  EXPECT_TRUE(fits("||ads.exam", "https://ads.example/"));
  EXPECT_TRUE(fits("||aax-eu.amazon.*^", "https://aax-eu.amazon.de/x"));
  EXPECT_FALSE(fits("||ads.exam", "https://bads.example/"));
}

TEST(RequestMatcher, SubstringsAnchorsAndWildcards) {
  EXPECT_TRUE(fits("/collect?", "https://a.test/g/collect?v=2"));
  EXPECT_FALSE(fits("/collect?", "https://a.test/g/collection"));
  EXPECT_TRUE(fits("|https://a.test/x", "https://a.test/xyz"));
  EXPECT_FALSE(fits("|a.test/x", "https://a.test/xyz"));
  EXPECT_TRUE(fits("/pixel.gif|", "https://a.test/pixel.gif"));
  EXPECT_FALSE(fits("/pixel.gif|", "https://a.test/pixel.gif?x"));
  EXPECT_TRUE(fits("/ads/*/b.js", "https://a.test/ads/1/2/b.js"));
  EXPECT_FALSE(fits("/ads/*/b.js", "https://a.test/ads/b.js"));
  EXPECT_TRUE(fits("/ads/*/b.js|", "https://a.test/ads/1/b.js/b.js"));
}

TEST(RequestMatcher, SeparatorIsNoWordCharacterOrTheEnd) {
  EXPECT_TRUE(fits("^ad^", "https://a.test/ad/x"));
  EXPECT_TRUE(fits("^ad^", "https://a.test/x?ad=1"));
  EXPECT_TRUE(fits("/ad^", "https://a.test/ad"));
  EXPECT_FALSE(fits("^ad^", "https://a.test/ad-x"));
  EXPECT_FALSE(fits("^ad^", "https://a.test/add"));
  EXPECT_FALSE(fits("/ad^", "https://a.test/ad%20"));
}

TEST(RequestMatcher, CaseDoesNotMatterUnlessAskedFor) {
  EXPECT_TRUE(fits("/AdServer/", "https://a.test/adserver/x"));
  EXPECT_TRUE(fits("/adserver/", "https://a.test/AdServer/x"));
  EXPECT_FALSE(fits("/AdServer/$match-case", "https://a.test/adserver/x"));
  EXPECT_TRUE(fits("/AdServer/$match-case", "https://a.test/AdServer/x"));
}

TEST(RequestMatcher, UpperCaseHostInTheUrl) {
  EXPECT_TRUE(fits("||ads.test^", "https://ADS.test/x"));
}

TEST(RequestMatcher, PartyFollowsTheRegistrableDomain) {
  EXPECT_TRUE(fits("||ads.test^$third-party", "https://ads.test/", "shop.test"));
  EXPECT_FALSE(fits("||ads.test^$third-party", "https://x.ads.test/", "www.ads.test"));
  EXPECT_TRUE(fits("||ads.test^$~third-party", "https://x.ads.test/", "www.ads.test"));
  EXPECT_TRUE(fits("||a.github.io^$third-party", "https://a.github.io/", "b.github.io"));
}

TEST(RequestMatcher, DomainOptionLooksAtThePage) {
  EXPECT_TRUE(fits("/x.js$domain=shop.test", "https://a.test/x.js", "www.shop.test"));
  EXPECT_FALSE(fits("/x.js$domain=shop.test", "https://a.test/x.js", "other.test"));
  EXPECT_FALSE(
      fits("/x.js$domain=shop.test|~www.shop.test", "https://a.test/x.js", "www.shop.test"));
  EXPECT_FALSE(fits("/x.js$domain=~shop.test", "https://a.test/x.js", "shop.test"));
  EXPECT_TRUE(fits("/x.js$domain=~shop.test", "https://a.test/x.js", "other.test"));
  EXPECT_TRUE(fits("*$script,domain=shop.test", "https://a.test/y", "shop.test"));
  EXPECT_FALSE(fits("*$script,domain=shop.test", "https://a.test/y", "other.test"));
}

TEST(RequestMatcher, EntityStandsForEveryPublicSuffix) {
  EXPECT_TRUE(fits("/x.js$domain=google.*", "https://a.test/x.js", "www.google.co.uk"));
  EXPECT_TRUE(fits("/x.js$domain=google.*", "https://a.test/x.js", "google.de"));
  EXPECT_FALSE(fits("/x.js$domain=google.*", "https://a.test/x.js", "google.evil.com"));
}

TEST(RequestMatcher, ToAndDenyallowLookAtTheRequest) {
  EXPECT_TRUE(fits("*$script,to=a.test", "https://x.a.test/y"));
  EXPECT_FALSE(fits("*$script,to=a.test", "https://b.test/y"));
  EXPECT_FALSE(fits("*$script,to=~a.test", "https://a.test/y"));
  EXPECT_TRUE(fits("*$script,denyallow=a.test", "https://b.test/y"));
  EXPECT_FALSE(fits("*$script,denyallow=a.test", "https://a.test/y"));
}

TEST(RequestMatcher, TypesAreHonoured) {
  EXPECT_TRUE(fits("||ads.test^$script", "https://ads.test/"));
  EXPECT_FALSE(fits("||ads.test^$image", "https://ads.test/"));
  EXPECT_FALSE(fits("||ads.test^$~script", "https://ads.test/"));
  EXPECT_FALSE(fits("||ads.test^$popup", "https://ads.test/"));
  EXPECT_TRUE(
      fits("||ads.test^$frame", "https://ads.test/", "shop.test", ResourceType::subdocument));
}

TEST(RequestMatcher, TopDocumentIsReportedApartAndNeverBlocked) {
  const RequestMatcher matcher = matcher_of({"||ads.test^\n/landing/*\n||ads.test^$document\n"});
  const auto matches =
      match(matcher, "https://ads.test/landing/", "ads.test", ResourceType::document);
  EXPECT_TRUE(matches.blocking.empty());
  EXPECT_FALSE(matches.blocked());
  EXPECT_EQ(matches.document.size(), 2U);
}

TEST(RequestMatcher, RegularExpressions) {
  EXPECT_TRUE(fits("/^https?:\\/\\/ad[0-9]+\\.test\\//", "https://ad42.test/x"));
  EXPECT_FALSE(fits("/^https?:\\/\\/ad[0-9]+\\.test\\//", "https://add.test/x"));
  EXPECT_TRUE(fits("/(https?:\\/\\/)104\\.154\\..{5,}/", "https://104.154.1.1/abcdef"));
  EXPECT_TRUE(fits("/BANNER[0-9]/", "https://a.test/banner1"));
  EXPECT_FALSE(fits("/BANNER[0-9]/$match-case", "https://a.test/banner1"));
  EXPECT_TRUE(fits("/colou?r[a-z]*x/", "https://a.test/colorsx"));
}

TEST(RequestMatcher, AllMatchingRulesAreNamedInOrder) {
  const RequestMatcher matcher =
      matcher_of({"/pixel?\n||ads.test^\n||ads.test^$third-party\n",
                  "! Version: 9\nads.test\n@@||ads.test/pixel$script\n"});
  const auto matches = match(matcher, "https://ads.test/pixel?x=1");
  ASSERT_EQ(matches.blocking.size(), 4U);
  EXPECT_EQ(matches.blocking[0].rule->text, "/pixel?");
  EXPECT_EQ(matches.blocking[1].rule->line, 2);
  EXPECT_EQ(matches.blocking[3].list->name(), "list1");
  EXPECT_EQ(matches.blocking[3].source().version, "9");
  ASSERT_EQ(matches.exceptions.size(), 1U);
  EXPECT_FALSE(matches.blocked());
}

TEST(RequestMatcher, ImportantOverridesExceptions) {
  const RequestMatcher matcher = matcher_of({"||ads.test^$important\n@@||ads.test^\n"});
  const auto matches = match(matcher, "https://ads.test/");
  EXPECT_TRUE(matches.important);
  EXPECT_TRUE(matches.blocked());
}

TEST(RequestMatcher, BadfilterReachesOtherLists) {
  const RequestMatcher matcher = matcher_of({"||ads.test^\n", "||ads.test^$badfilter\n"});
  EXPECT_FALSE(match(matcher, "https://ads.test/").blocked());
}

TEST(RequestMatcher, HostsFileLineMeansTheHost) {
  EXPECT_TRUE(fits("0.0.0.0 ads.test", "https://ads.test/x"));
  EXPECT_TRUE(fits("0.0.0.0 ads.test", "https://www.ads.test/x"));
  EXPECT_FALSE(fits("0.0.0.0 ads.test", "https://ads.test.evil/x"));
  EXPECT_FALSE(fits("0.0.0.0 ads.test", "https://shop.test/ads.test"));
}

TEST(RequestMatcher, HostileUrlsAreHandled) {
  const RequestMatcher matcher =
      matcher_of({"/a*b*c*d*e*f*g\n/x^*^*^*^y\n||ads.test^\n/(a+)+b/\n"});
  const std::string url = "https://a.test/" + std::string(200'000, 'a');
  EXPECT_TRUE(match(matcher, url).blocking.empty());
  EXPECT_TRUE(matcher.all_matches({"", "", "", ResourceType::other}).blocking.empty());
  EXPECT_TRUE(matcher.all_matches({"wss:", "x", "y", ResourceType::other}).blocking.empty());
}

class RealMatcher : public ::testing::Test {
 protected:
  static const RequestMatcher* lists() {
    static const RequestMatcher* matcher = [] {
      std::vector<FilterList> lists;
      for (const char* name : {"easylist.txt", "easyprivacy.txt"}) {
        auto text = test::shared_file(name);
        if (!text) return static_cast<RequestMatcher*>(nullptr);
        lists.push_back(std::move(*FilterList::parse(name, std::move(*text))));
      }
      return new RequestMatcher(std::move(lists));
    }();
    return matcher;
  }
};

TEST_F(RealMatcher, FindsWellKnownTrackersAndLeavesTheRest) {
  if (lists() == nullptr)
    GTEST_SKIP() << "../shared/data/easylist.txt and easyprivacy.txt are not here";
  for (const char* url :
       {"https://www.google-analytics.com/g/collect?v=2&tid=G-1", "https://bat.bing.com/bat.js",
        "https://securepubads.g.doubleclick.net/tag/js/gpt.js",
        "https://static.criteo.net/js/ld/publishertag.js",
        "https://static.hotjar.com/c/hotjar-1.js?sv=6",
        "https://c.amazon-adsystem.com/aax2/apstag.js", "https://mads-fe.amazon.com/x",
        "https://connect.facebook.net/en_US/fbevents.js"}) {
    EXPECT_TRUE(match(*lists(), url).blocked()) << url;
  }
  for (const char* url :
       {"https://cdn.jsdelivr.net/npm/vue@3", "https://fonts.gstatic.com/s/a.woff2",
        "https://upload.wikimedia.org/a.png", "https://shop.test/app.js"}) {
    EXPECT_FALSE(match(*lists(), url).blocked()) << url;
  }
}

// An index must find what comparing rule by rule finds.
TEST_F(RealMatcher, EveryHostRuleFindsItsOwnHost) {
  if (lists() == nullptr)
    GTEST_SKIP() << "../shared/data/easylist.txt and easyprivacy.txt are not here";
  int missed = 0;
  int tried = 0;
  for (const FilterList& list : lists()->lists()) {
    for (std::size_t i = 0; i < list.rules().size(); i += 37) {
      const FilterRule& rule = list.rules()[i];
      const bool plain = rule.host_anchor && !rule.exception && rule.options == nullptr &&
                         rule.pattern.find_first_of("*/") == std::string_view::npos &&
                         rule.pattern.back() == '^';
      if (!plain || (rule.types & static_cast<std::uint32_t>(ResourceType::script)) == 0) continue;
      const std::string host(rule.pattern.substr(0, rule.pattern.size() - 1));
      const std::string url = "https://" + host + "/";
      const auto matches = lists()->all_matches(
          {url, host, rule.party == PartyOption::first ? host : "page.test", ResourceType::script});
      ++tried;
      bool found = false;
      for (const RuleHit& hit : matches.blocking) found = found || hit.rule == &rule;
      if (!found) ++missed;
    }
  }
  EXPECT_GT(tried, 1000);
  EXPECT_EQ(missed, 0);
}

// The index only leaves out what cannot match: comparing every rule without options finds the same.
TEST_F(RealMatcher, IndexFindsWhatComparingEveryRuleFinds) {
  if (lists() == nullptr) {
    GTEST_SKIP() << "../shared/data/easylist.txt and easyprivacy.txt are not here";
  }
  std::size_t total = 0;
  for (const std::string& url :
       {std::string("https://www.google-analytics.com/g/collect?v=2&t=pageview&tid=G-1&_p=3"),
        std::string("https://x.test/ads/banner/468x60.gif?ad_id=1&clicktag=https%3A%2F%2Fy.test"),
        std::string("https://pixel.x.test/pixel.gif?event=view&uid=42&/track/impression.js"),
        std::string("https://static.x.test/wp-content/plugins/ads/ad-loader.min.js?ver=1"),
        std::string("https://x.test/piwik.js"),
        std::string("https://x.test/beacon.min.js?/log/hit")}) {
    const std::string host = parse_url(url)->host;
    const UrlText text{url, url, 8, 8 + host.size()};
    std::vector<const FilterRule*> expected;
    for (const FilterList& list : lists()->lists()) {
      for (const FilterRule& rule : list.rules()) {
        const bool plain = rule.options == nullptr && rule.party != PartyOption::first &&
                           !rule.exception &&
                           (rule.types & static_cast<std::uint32_t>(ResourceType::script)) != 0;
        if (plain && pattern_matches(rule, text)) expected.push_back(&rule);
      }
    }
    const RequestMatches matches = match(*lists(), url);
    std::vector<const FilterRule*> found;
    for (const RuleHit& hit : matches.blocking) {
      if (hit.rule->options == nullptr) found.push_back(hit.rule);
    }
    EXPECT_EQ(found, expected) << url;
    total += expected.size();
  }
  EXPECT_GT(total, 5U);
}

}  // namespace
}  // namespace consentry
