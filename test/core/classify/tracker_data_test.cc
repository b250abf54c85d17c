// SPDX-License-Identifier: Apache-2.0
// data/trackers: our own selection, with which a scan works without any list of the user's.
#include <gtest/gtest.h>

#include "core/base/origin.h"
#include "core/classify/reference_files.h"
#include "core/classify/request_matcher.h"

namespace consentry {
namespace {

const RequestMatcher& shipped() {
  static const RequestMatcher matcher = [] {
    const test::Files files("data/trackers");
    std::vector<FilterList> lists;
    for (std::size_t i = 0; i < files.names.size(); ++i) {
      lists.push_back(std::move(*FilterList::parse(files.names[i], files.texts[i])));
    }
    return RequestMatcher(std::move(lists));
  }();
  return matcher;
}

Function function_at(std::string_view url, std::string_view page = "shop.test",
                     ResourceType type = ResourceType::script) {
  const std::string host = parse_url(url)->host;
  const auto matches = shipped().all_matches({url, host, page, type});
  if (!matches.blocked()) return Function::unknown;
  const RuleHit& hit = matches.blocking.front();
  return hit.list->section_of(*hit.rule)->function;
}

TEST(TrackerData, EveryRuleHasCompanyTrackingFunctionAndSource) {
  int rules = 0;
  for (const FilterList& list : shipped().lists()) {
    EXPECT_EQ(list.counts().bad + list.counts().unsupported + list.counts().modifiers +
                  list.counts().cosmetic,
              0)
        << list.name();
    EXPECT_FALSE(list.header().title.empty()) << list.name();
    EXPECT_EQ(list.header().version, "2026-11-22") << list.name();
    for (const FilterRule& rule : list.rules()) {
      ++rules;
      const ListSection* section = list.section_of(rule);
      ASSERT_NE(section, nullptr) << rule.text;
      EXPECT_TRUE(is_tracking(section->function))
          << list.name() << ":" << rule.line << " " << section->text;
      EXPECT_FALSE(section->company.empty()) << rule.text;
      const std::string_view source = section->text.substr(section->text.rfind('|') + 1);
      EXPECT_TRUE(source.find("https://") != std::string_view::npos ||
                  source.find("observed") != std::string_view::npos)
          << section->text;
    }
  }
  EXPECT_GE(rules, 400);
}

TEST(TrackerData, WellKnownEndpointsAreKnown) {
  const std::vector<std::pair<const char*, Function>> expected{
      {"https://www.google-analytics.com/g/collect?v=2", Function::analytics},
      {"https://region1.google-analytics.com/g/collect", Function::analytics},
      {"https://securepubads.g.doubleclick.net/tag/js/gpt.js", Function::advertising},
      {"https://www.google.com/pagead/1p-user-list/1/", Function::advertising},
      {"https://www.google.nl/ads/ga-audiences?v=1", Function::advertising},
      {"https://www.googletagmanager.com/gtag/js?id=G-ABC", Function::analytics},
      {"https://www.facebook.com/tr/?id=1&ev=PageView", Function::advertising},
      {"https://www.facebook.com/tr?id=1", Function::advertising},
      {"https://connect.facebook.net/en_US/fbevents.js", Function::advertising},
      {"https://connect.facebook.net/nl_NL/sdk.js", Function::social},
      {"https://www.facebook.com/plugins/like.php?x", Function::social},
      {"https://px.ads.linkedin.com/collect/?pid=1", Function::advertising},
      {"https://www.linkedin.com/px/li_sync", Function::advertising},
      {"https://snap.licdn.com/li.lms-analytics/insight.min.js", Function::advertising},
      {"https://ct.pinterest.com/v3/?tid=1", Function::advertising},
      {"https://alb.reddit.com/rp.gif?id=1", Function::advertising},
      {"https://bat.bing.com/bat.js", Function::advertising},
      {"https://www.clarity.ms/tag/abc", Function::analytics},
      {"https://analytics.tiktok.com/i18n/pixel/events.js", Function::advertising},
      {"https://static.hotjar.com/c/hotjar-1.js", Function::analytics},
      {"https://static.criteo.net/js/ld/ld.js", Function::advertising},
      {"https://cdn.taboola.com/libtrc/x/loader.js", Function::advertising},
      {"https://ib.adnxs.com/ut/v3/prebid", Function::advertising},
      {"https://stats.example-shop.test/matomo.php?idsite=1", Function::unknown},
      {"https://c.amazon-adsystem.com/aax2/apstag.js", Function::advertising},
      {"https://aax-eu.amazon.de/e/xsp/getAdj", Function::advertising},
      {"https://mads-fe.amazon.com/x", Function::advertising},
      {"https://video-ads.a2z.com/x", Function::advertising},
      {"https://aan.amazon.de/cem", Function::advertising},
      {"https://unagi.amazon.de/1/events/x", Function::analytics},
      {"https://fls-eu.amazon.de/1/batch/1/OP/", Function::analytics}};
  for (const auto& [url, function] : expected) {
    const std::string_view page =
        std::string_view(url).find("example-shop") != std::string_view::npos ? "example-shop.test"
                                                                             : "shop.test";
    EXPECT_EQ(name_of(function_at(url, page)), name_of(function)) << url;
  }
}

TEST(TrackerData, FirstPartyTelemetryOfAmazonIsKnownOnItsOwnPages) {
  EXPECT_EQ(function_at("https://unagi.amazon.de/1/events/x", "www.amazon.de", ResourceType::ping),
            Function::analytics);
  EXPECT_EQ(
      function_at("https://fls-eu.amazon.de/1/batch/1/OP/x", "www.amazon.de", ResourceType::image),
      Function::analytics);
  EXPECT_EQ(function_at("https://aax-eu.amazon.de/s/x", "www.amazon.de"), Function::advertising);
}

TEST(TrackerData, HarmlessPathsOfMixedHostsAreLeftAlone) {
  for (const char* url : {"https://www.google.com/recaptcha/api.js",
                          "https://www.google.com/maps/embed",
                          "https://www.googletagmanager.com/gtm.js?id=GTM-X",
                          "https://fonts.googleapis.com/css",
                          "https://www.amazon.de/dp/B000",
                          "https://m.media-amazon.com/images/I/x.jpg",
                          "https://d111.cloudfront.net/app.js",
                          "https://i.pinimg.com/a.jpg",
                          "https://media.licdn.com/dms/image/x",
                          "https://pbs.twimg.com/media/x.jpg",
                          "https://www.youtube-nocookie.com/embed/x",
                          "https://player.vimeo.com/video/1",
                          "https://js.stripe.com/v3/",
                          "https://cdn.jsdelivr.net/npm/x",
                          "https://consent.cookiebot.com/uc.js",
                          "https://cdn.cookielaw.org/scripttemplates/otSDKStub.js",
                          "https://cdn.shopify.com/s/files/1/x.css",
                          "https://challenges.cloudflare.com/turnstile/v0/api.js",
                          "https://www.bing.com/maps",
                          "https://yastatic.net/jquery/x.js",
                          "https://www.linkedin.com/in/someone"}) {
    EXPECT_EQ(function_at(url), Function::unknown) << url;
  }
}

}  // namespace
}  // namespace consentry
