// SPDX-License-Identifier: Apache-2.0
#include "core/classify/classify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/origin.h"
#include "core/classify/company.h"
#include "core/classify/cookie_catalogue.h"
#include "core/classify/reference_files.h"
#include "core/classify/request_matcher.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double kYear = 365 * 86'400;

// Reference data as shipped, with the lists a test brings.
class Reference {
 public:
  explicit Reference(std::vector<std::string> lists = {})
      : company_files_("data/companies"),
        cookie_files_("data/cookies"),
        tsv_(test::companies_tsv()),
        companies_(
            std::move(*CompanyCatalogue::parse(company_files_.data(), {"third-party-web", tsv_}))),
        cookies_(std::move(*CookieCatalogue::parse(cookie_files_.data(), {}))),
        trackers_(parse_lists(std::move(lists))) {}

  [[nodiscard]] Classification classify(const SiteObservation& site) const {
    return consentry::classify(site, {companies_, cookies_, trackers_});
  }

 private:
  static std::vector<FilterList> parse_lists(std::vector<std::string> texts) {
    std::vector<FilterList> lists;
    for (std::string& text : texts) {
      lists.push_back(
          std::move(*FilterList::parse("list" + std::to_string(lists.size()), std::move(text))));
    }
    return lists;
  }

  test::Files company_files_;
  test::Files cookie_files_;
  std::string tsv_;
  CompanyCatalogue companies_;
  CookieCatalogue cookies_;
  RequestMatcher trackers_;
};

SiteObservation site_of(const std::string& url,
                        std::vector<std::string> runs = {"refuse", "accept"}) {
  SiteObservation site;
  site.url = url;
  for (std::string& name : runs) {
    RunObservation run;
    run.name = std::move(name);
    run.site_url = url;
    run.final_url = url;
    site.runs.push_back(std::move(run));
  }
  return site;
}

Request request(const std::string& url, const std::string& page,
                const std::string& type = "script") {
  Request out;
  out.url = url;
  out.page_url = page;
  out.frame_url = page;
  out.type = type;
  out.third_party = !same_site(parse_url(url)->host, parse_url(page)->host);
  return out;
}

CookieWrite cookie(const std::string& name, const std::string& value, const std::string& domain,
                   const std::string& setter, const std::string& page) {
  CookieWrite write;
  write.name = name;
  write.value = value;
  write.domain = domain;
  write.path = "/";
  write.lifetime_s = kYear;
  write.origin = CookieOrigin::script;
  write.setter_url = setter;
  write.page_url = page;
  write.third_party =
      !same_site(domain.front() == '.' ? domain.substr(1) : domain, parse_url(page)->host);
  return write;
}

RequestFacts facts_of(const Reference& reference, Request observed) {
  SiteObservation site = site_of(observed.page_url, {"refuse"});
  site.runs[0].requests.push_back(std::move(observed));
  return reference.classify(site).requests[0][0];
}

const std::string kShop = "https://shop.test/";

TEST(Classify, KnownTrackerIsTrackerWithoutAnyList) {
  const auto facts = facts_of(
      Reference(), request("https://www.google-analytics.com/g/collect?v=2", kShop, "ping"));
  EXPECT_TRUE(facts.tracker);
  EXPECT_EQ(facts.party.company, "Google");
  EXPECT_EQ(facts.party.domain, "google-analytics.com");
  EXPECT_EQ(facts.party.function, Function::analytics);
  EXPECT_FALSE(facts.party.sources.empty());
  EXPECT_TRUE(facts.tracker_rules.empty());
}

TEST(Classify, HarmlessThirdPartiesAreNoTrackers) {
  const Reference reference;
  for (const char* url :
       {"https://cdnjs.cloudflare.com/x.js", "https://fonts.gstatic.com/f.woff2",
        "https://js.stripe.com/v3/", "https://consent.cookiebot.com/uc.js",
        "https://unknown-partner.test/x.js", "https://www.googletagmanager.com/gtm.js?id=G",
        "https://bucket.s3.amazonaws.com/a.png"}) {
    EXPECT_FALSE(facts_of(reference, request(url, kShop)).tracker) << url;
  }
}

TEST(Classify, OwnersOtherDomainIsNoThirdPartyOwner) {
  const auto facts = facts_of(
      Reference(), request("https://m.media-amazon.com/i.jpg", "https://www.amazon.de/", "image"));
  EXPECT_TRUE(facts.first_party_owner);
  EXPECT_FALSE(facts.tracker);
}

TEST(Classify, OwnersTrackerCountsOnlyWhenAListNamesIt) {
  const auto observed = request("https://aax-eu.amazon-adsystem.com/x", "https://www.amazon.de/");
  const auto unlisted = facts_of(Reference(), observed);
  EXPECT_TRUE(unlisted.first_party_owner);
  EXPECT_FALSE(unlisted.tracker);
  const auto listed = facts_of(Reference({"||amazon-adsystem.com^$third-party\n"}), observed);
  EXPECT_TRUE(listed.first_party_owner);
  EXPECT_TRUE(listed.tracker);
}

TEST(Classify, RentedGroundIsNotTheLandlords) {
  const auto classification =
      Reference().classify(site_of("https://mysite.s3.eu-west-1.amazonaws.com/"));
  EXPECT_EQ(classification.site_company, "");
  EXPECT_EQ(Reference().classify(site_of("https://www.amazon.nl/")).site_company, "Amazon");
}

TEST(Classify, ListRuleIsQuotedWithLineAndVersion) {
  const Reference reference({"! Title: EasyPrivacy\n! Version: 5\n||meter.test^\n"});
  const auto facts = facts_of(reference, request("https://a.meter.test/m.js", kShop));
  EXPECT_TRUE(facts.tracker);
  EXPECT_EQ(facts.party.function, Function::analytics);
  ASSERT_EQ(facts.tracker_rules.size(), 1U);
  EXPECT_EQ(facts.tracker_rules[0].version, "5");
  EXPECT_EQ(facts.tracker_rules[0].line, 3);
  EXPECT_EQ(facts.tracker_rules[0].text, "||meter.test^");
}

TEST(Classify, ExceptionTakesTheRuleBackAndIsShown) {
  const Reference reference({"||meter.test^\n@@||meter.test/ok.js$domain=shop.test\n"});
  const auto excepted = facts_of(reference, request("https://meter.test/ok.js", kShop));
  EXPECT_FALSE(excepted.tracker);
  EXPECT_EQ(excepted.tracker_rules.size(), 1U);
  EXPECT_EQ(excepted.exceptions.size(), 1U);
  EXPECT_TRUE(facts_of(reference, request("https://meter.test/other.js", kShop)).tracker);
}

TEST(Classify, OwnSectionStatesFunctionPathByPath) {
  const Reference reference(
      {"! section: Big Portal | advertising | https://portal.test/docs\n||portal.test/pixel^\n"});
  EXPECT_EQ(facts_of(reference, request("https://portal.test/pixel?x=1", kShop)).party.function,
            Function::advertising);
  EXPECT_EQ(facts_of(reference, request("https://portal.test/pixel?x=1", kShop)).party.company,
            "Big Portal");
  EXPECT_FALSE(facts_of(reference, request("https://portal.test/news", kShop)).tracker);
}

TEST(Classify, GenericAdvertRuleOnOwnPicturesProvesNothing) {
  const Reference reference({"! Title: EasyList\n/banner-ads/*\n"});
  EXPECT_FALSE(
      facts_of(reference, request("https://shop.test/banner-ads/1.png", kShop, "image")).tracker);
  EXPECT_TRUE(
      facts_of(reference, request("https://other.test/banner-ads/1.png", kShop, "image")).tracker);
}

TEST(Classify, NuisanceListsAndConsentManagersAreNoTrackers) {
  const Reference cookie_list({"! Title: EasyList Cookie List\n||cmp.test^\n"});
  EXPECT_FALSE(facts_of(cookie_list, request("https://cmp.test/banner.js", kShop)).tracker);
  const Reference privacy({"! Title: EasyPrivacy\n||cookielaw.org^\n"});
  EXPECT_FALSE(
      facts_of(privacy, request("https://cdn.cookielaw.org/scripttemplates/otSDKStub.js", kShop))
          .tracker);
}

TEST(Classify, AnAdvertisersConsentManagerIsNotItsAdvertising) {
  const std::string section = "! section: InMobi | advertising | https://inmobi.test/docs\n";
  const Reference domain({section + "||inmobi.com^$third-party\n"});
  const RequestFacts manager =
      facts_of(domain, request("https://cmp.inmobi.com/choice/a1/site/choice.js", kShop));
  EXPECT_FALSE(manager.tracker);
  EXPECT_EQ(manager.party.function, Function::consent_manager);
  EXPECT_TRUE(facts_of(domain, request("https://api.w.inmobi.com/ad", kShop)).tracker);
  const Reference path({section + "||cmp.inmobi.com/pixel^$third-party\n"});
  EXPECT_TRUE(facts_of(path, request("https://cmp.inmobi.com/pixel?x=1", kShop)).tracker);
}

TEST(Classify, TheScannedPageItselfIsNoTracker) {
  const Reference reference({"||google-analytics.com^\n"});
  const std::string page = "https://www.google-analytics.com/";
  EXPECT_FALSE(facts_of(reference, request(page, page, "document")).tracker);
}

TEST(Classify, RequestsThatReachNobodyHaveNoParty) {
  const auto facts = facts_of(Reference(), [] {
    Request out;
    out.url = "data:image/png;base64,AAAA";
    out.page_url = kShop;
    return out;
  }());
  EXPECT_EQ(facts.party.domain, "");
  EXPECT_FALSE(facts.tracker);
}

ItemFacts item_of(const Classification& classification, const std::string& name) {
  for (const auto& [key, facts] : classification.items) {
    if (key.name == name) return facts;
  }
  ADD_FAILURE() << "no item " << name;
  return {};
}

TEST(Classify, CookieByNameWithVendorSourceAndIdentifier) {
  SiteObservation site = site_of(kShop);
  const std::string ga = "https://www.google-analytics.com/analytics.js";
  site.runs[0].cookie_writes = {
      cookie("_ga", "GA1.1.1283471203.1763819041", ".shop.test", ga, kShop)};
  site.runs[1].cookie_writes = {
      cookie("_ga", "GA1.1.640912378.1763819077", ".shop.test", ga, kShop)};
  const auto facts = item_of(Reference().classify(site), "_ga");
  EXPECT_EQ(facts.key.owner, "shop.test");
  EXPECT_EQ(facts.purpose, Purpose::statistics);
  EXPECT_EQ(facts.vendor, "Google Analytics");
  EXPECT_EQ(facts.setter_company, "Google");
  EXPECT_EQ(facts.setter_function, Function::analytics);
  EXPECT_EQ(facts.identifier, IdentifierStrength::strong);
  EXPECT_FALSE(facts.third_party);
  EXPECT_DOUBLE_EQ(*facts.lifetime_s, kYear);
  EXPECT_THAT(facts.values_by_run.at("refuse"), ElementsAre("GA1.1.1283471203.1763819041"));
}

TEST(Classify, UnknownNameTakesThePurposeOfItsWriter) {
  SiteObservation site = site_of(kShop);
  site.runs[0].cookie_writes = {
      cookie("zz1", "1", "shop.test", "https://static.criteo.net/js/ld/ld.js", kShop),
      cookie("zz2", "1", "shop.test", "https://static.hotjar.com/c/hotjar.js", kShop),
      cookie("zz3", "1", "shop.test", "https://cdn.unknown.test/a.js", kShop),
      cookie("zz4", "1", "shop.test", "https://shop.test/app.js", kShop),
      cookie("zz5", "1", "shop.test", "https://www.googletagmanager.com/gtm.js", kShop)};
  const auto classification = Reference().classify(site);
  EXPECT_EQ(item_of(classification, "zz1").purpose, Purpose::marketing);
  EXPECT_THAT(item_of(classification, "zz1").sources.at(0).text,
              HasSubstr("written by Criteo (advertising)"));
  EXPECT_EQ(item_of(classification, "zz2").purpose, Purpose::statistics);
  for (const char* name : {"zz3", "zz4", "zz5"}) {
    EXPECT_EQ(item_of(classification, name).purpose, Purpose::unknown) << name;
  }
}

TEST(Classify, ANoteOfTheSiteIsNotWhatAPatternTakesItFor) {
  SiteObservation site = site_of(kShop);
  site.runs[0].cookie_writes = {
      cookie("_ga_optin", "denied", "shop.test", "https://shop.test/app.js", kShop),
      cookie("_ga_ABC123", "GS1.1.1763819041.1.0", "shop.test", "https://shop.test/app.js", kShop),
      cookie("_gat_UA-1", "1", "shop.test", "https://www.google-analytics.com/ga.js", kShop)};
  const auto classification = Reference().classify(site);
  EXPECT_EQ(item_of(classification, "_ga_optin").purpose, Purpose::unknown);
  EXPECT_EQ(item_of(classification, "_ga_ABC123").purpose, Purpose::statistics);
  EXPECT_EQ(item_of(classification, "_gat_UA-1").purpose, Purpose::statistics)
      << "a flag of the tracker itself";
}

TEST(Classify, CatalogueOutranksTheWriter) {
  SiteObservation site = site_of(kShop);
  site.runs[0].cookie_writes = {
      cookie("OptanonConsent", "groups=1", "shop.test", "https://static.criteo.net/x.js", kShop),
      cookie("__cf_bm", "abc", ".criteo.com", "https://dis.criteo.com/", kShop)};
  const auto classification = Reference().classify(site);
  EXPECT_EQ(item_of(classification, "OptanonConsent").purpose, Purpose::consent_record);
  EXPECT_EQ(item_of(classification, "__cf_bm").purpose, Purpose::necessary);
}

TEST(Classify, WhatTheCatalogueLeavesOpenIsNotSettledByTheWriter) {
  SiteObservation site = site_of(kShop);
  site.runs[0].cookie_writes = {
      cookie("_GRECAPTCHA", "1", "shop.test", "https://static.criteo.net/x.js", kShop)};
  const auto facts = item_of(Reference().classify(site), "_GRECAPTCHA");
  EXPECT_EQ(facts.purpose, Purpose::unknown);
  EXPECT_EQ(facts.setter_function, Function::advertising);
}

TEST(Classify, ThirdPartyCookieInTheJarIsItsDomains) {
  SiteObservation site = site_of(kShop);
  CookieRow row;
  row.name = "zz";
  row.value = "9f0c2e7745d1b3aa";
  row.domain = ".adsrvr.org";
  row.third_party = true;
  site.runs[0].cookie_rows = {row};
  const auto facts = item_of(Reference().classify(site), "zz");
  EXPECT_EQ(facts.key.owner, "adsrvr.org");
  EXPECT_EQ(facts.purpose, Purpose::marketing);
  EXPECT_TRUE(facts.third_party);
  EXPECT_EQ(facts.setter_company, "The Trade Desk");
}

TEST(Classify, OwnersScriptOnItsOwnSiteSaysNothing) {
  const std::string page = "https://www.facebook.com/";
  SiteObservation site = site_of(page);
  site.runs[0].cookie_writes = {
      cookie("zz", "1", ".facebook.com", "https://static.xx.fbcdn.net/a.js", page),
      cookie("zy", "1", ".facebook.com", "https://www.facebook.com/a.js", page)};
  EXPECT_EQ(item_of(Reference().classify(site), "zz").purpose, Purpose::unknown);
  EXPECT_EQ(item_of(Reference().classify(site), "zy").purpose, Purpose::unknown);
}

TEST(Classify, BlockedAndDeletedWritesLeaveNoValue) {
  SiteObservation site = site_of(kShop);
  CookieWrite blocked = cookie("zb", "v", "shop.test", "", kShop);
  blocked.blocked = {"ThirdPartyPhaseout"};
  CookieWrite deleted = cookie("zd", "", "shop.test", "", kShop);
  deleted.lifetime_s = -1;
  site.runs[0].cookie_writes = {blocked, deleted};
  const auto classification = Reference().classify(site);
  EXPECT_TRUE(item_of(classification, "zb").values_by_run.empty());
  EXPECT_TRUE(item_of(classification, "zd").values_by_run.empty());
  EXPECT_EQ(item_of(classification, "zb").identifier, IdentifierStrength::none);
}

TEST(Classify, LocalStorageHasNoEndAndSessionStorageHasOne) {
  SiteObservation site = site_of(kShop);
  const std::array<const char*, 2> values{"kq83hf82hfk2zz9x", "u6r2b8n4c1d7yy0w"};
  for (std::size_t run = 0; run < 2; ++run) {
    StorageItem item;
    item.origin = "https://shop.test";
    item.key = "visitor";
    item.value = values[run];
    site.runs[run].storage.push_back(item);
    item.area = StorageArea::session;
    item.key = "tab";
    site.runs[run].storage.push_back(item);
  }
  const auto classification = Reference().classify(site);
  EXPECT_EQ(item_of(classification, "visitor").identifier, IdentifierStrength::strong);
  EXPECT_EQ(item_of(classification, "visitor").key.kind, "local");
  EXPECT_EQ(item_of(classification, "tab").identifier, IdentifierStrength::weak);
  EXPECT_EQ(item_of(classification, "tab").key.kind, "session");
}

// Entity tags that www.google-analytics.com gave to two profiles.
Classification tags_given(const std::array<const char*, 2>& values) {
  SiteObservation site = site_of(kShop);
  for (std::size_t run = 0; run < 2; ++run) {
    StorageItem item;
    item.area = StorageArea::http_cache;
    item.origin = "https://www.google-analytics.com";
    item.key = "ETag of /e.gif";
    item.value = values[run];
    item.script_url = "https://www.google-analytics.com/e.gif";
    item.third_party = true;
    site.runs[run].storage.push_back(item);
  }
  return Reference().classify(site);
}

TEST(Classify, AnEntityTagIsAnItemOnlyWhenItTellsProfilesApart) {
  const Classification own = tags_given({"kq83hf82hfk2zz9x", "u6r2b8n4c1d7yy0w"});
  const ItemFacts& item = item_of(own, "ETag of /e.gif");
  EXPECT_EQ(item.identifier, IdentifierStrength::strong);
  EXPECT_EQ(item.purpose, Purpose::statistics);
  EXPECT_FALSE(item.catalogued);
  EXPECT_TRUE(tags_given({"kq83hf82hfk2zz9x", "kq83hf82hfk2zz9x"}).items.empty());
}

TEST(Classify, EveryRequestOfEveryRunHasFacts) {
  SiteObservation site = site_of(kShop);
  site.runs[0].requests = {request("https://a.test/1", kShop), request("https://a.test/2", kShop)};
  site.runs[1].requests = {request("https://a.test/3", kShop)};
  const auto classification = Reference().classify(site);
  ASSERT_EQ(classification.requests.size(), 2U);
  EXPECT_EQ(classification.requests[0].size(), 2U);
  EXPECT_EQ(classification.requests[1].size(), 1U);
}

TEST(Classify, EmptySiteGivesEmptyFacts) {
  const auto classification = Reference().classify({});
  EXPECT_TRUE(classification.requests.empty());
  EXPECT_TRUE(classification.items.empty());
  EXPECT_EQ(classification.site_company, "");
}

}  // namespace
}  // namespace consentry
