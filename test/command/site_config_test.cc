// SPDX-License-Identifier: Apache-2.0
#include "command/site_config.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "command/consent_data.h"
#include "command/service_entries.h"
#include "command/site_publishing.h"
#include "command/tag_compression.h"

namespace consentry {
namespace {

namespace json = boost::json;

NewSiteWords words_for(const std::string& address) {
  NewSiteWords words;
  words.address = address;
  return words;
}

const ServiceRegistry& registry() {
  static const Result<ServiceRegistry> parsed = embedded_service_registry();
  return *parsed;
}

Result<NewSite> new_site(const NewSiteWords& words) { return new_site(words, registry()); }

TEST(NewSite, TakesItsIdFromTheAddress) {
  EXPECT_EQ(new_site(words_for("https://www.shop.example/a?b"))->id, "shop-example");
  EXPECT_EQ(new_site(words_for("http://127.0.0.1:8080"))->id, "127-0-0-1-8080");
  EXPECT_EQ(new_site(words_for("http://127.0.0.1:8080"))->origin, "http://127.0.0.1:8080");
  EXPECT_FALSE(new_site(words_for("ftp://shop.example")));
  NewSiteWords words = words_for("https://shop.example");
  words.id = "My Shop";
  EXPECT_EQ(new_site(words).error().kind(), ErrorKind::invalid_input);
}

TEST(NewSite, CanBePublishedAsItIs) {
  NewSiteWords words = words_for("https://shop.example");
  words.languages = {"nl", "en"};
  words.server = "https://consent.example";
  const auto site = new_site(words);
  ASSERT_TRUE(site);
  const auto publication = make_publication(site->config, {1000});
  ASSERT_TRUE(publication) << publication.error().text();
  EXPECT_EQ(publication->files.size(), 9U) << "script, panel and form, for both and for each";
  EXPECT_EQ(publication->files.front().name, "shop-example.js");
  EXPECT_LT(publication->files.front().brotli.size(), publication->files.front().gzip.size());
  EXPECT_EQ(make_publication(site->config, {2000})->sha256, publication->sha256);
}

TEST(NewSite, HoldsEverythingBackUnlessItsPagesAreMarked) {
  NewSiteWords words = words_for("https://shop.example");
  EXPECT_EQ(json::parse(new_site(words)->config).at("autoblock"), "strict");
  words.marked_only = true;
  const auto marked = new_site(words);
  EXPECT_FALSE(json::parse(marked->config).as_object().contains("autoblock"));
  EXPECT_LT(make_publication(marked->config, {1000})->files.front().brotli.size(), 4'000U);
}

TEST(NewSite, TakesServicesFromAScan) {
  NewSiteWords words = words_for("https://shop.example");
  words.scan_report = R"({"sites":[{"third_parties":[
    {"host":"www.counter.example","company":"Counter Inc.","function":"analytics"},
    {"host":"cdn.counter.example","company":"Counter Inc.","function":"analytics"},
    {"host":"ads.example","company":"","function":"advertising"},
    {"host":"cmp.example","company":"Manager","function":"consent-manager"},
    {"host":"video.example","company":"Film","function":"video"}]}]})";
  const auto site = new_site(words);
  ASSERT_TRUE(site) << site.error().text();
  const json::value config = json::parse(site->config);
  const auto& services = config.at("services").as_array();
  ASSERT_EQ(services.size(), 3U);
  EXPECT_EQ(services[0].at("id"), "ads-example");
  EXPECT_EQ(services[0].at("category"), "marketing");
  EXPECT_EQ(services[1].at("id"), "counter-inc-statistics");
  EXPECT_EQ(services[1].at("hosts").as_array().size(), 2U);
  EXPECT_EQ(services[2].at("category"), "media");
  EXPECT_TRUE(make_publication(site->config, {1000}));
  for (const char* report : {"[]", "{", "{\"sites\":1}", "{\"sites\":[{}]}"}) {
    words.scan_report = report;
    EXPECT_EQ(new_site(words).error().kind(), ErrorKind::invalid_input) << report;
  }
}

TEST(NewSite, TakesWhatTheRegistryKnowsOverWhatTheScanGuesses) {
  NewSiteWords words = words_for("https://shop.example");
  words.scan_report = R"({"sites":[{"third_parties":[
    {"host":"www.google-analytics.com","company":"Google","function":"advertising"},
    {"host":"player.vimeo.com","company":"Vimeo","function":"video"},
    {"host":"pay.example","company":"Payer","function":"payment"}],
    "items":[{"kind":"cookie","name":"_ga_X1","third_party":false,"purpose":"statistics"},
      {"kind":"local","name":"cart","third_party":false,"purpose":"unknown"},
      {"kind":"cookie","name":"euconsent","third_party":false,"purpose":"consent-record"},
      {"kind":"cookie","name":"vuid","third_party":true,"purpose":"statistics"},
      {"kind":"cache","name":"files","third_party":false,"purpose":"unknown"}]}]})";
  const auto site = new_site(words);
  ASSERT_TRUE(site) << site.error().text();
  const auto services = json::parse(site->config).at("services").as_array();
  ASSERT_EQ(services.size(), 3U) << site->config;
  EXPECT_EQ(services[0].at("id"), "google-analytics");
  EXPECT_EQ(services[0].at("name"), "Google Analytics");
  EXPECT_EQ(services[0].at("category"), "statistics");
  EXPECT_EQ(services[0].at("stores").as_array()[1], "_ga_*");
  EXPECT_FALSE(services[0].as_object().contains("scripts")) << "the pages load it themselves";
  EXPECT_EQ(services[1].at("id"), "vimeo");
  EXPECT_EQ(services[1].at("placeholder"), true);
  EXPECT_EQ(services[2].at("id"), "payer-functional") << "nobody knows it: not necessary";
  ASSERT_EQ(site->notes.size(), 2U);
  EXPECT_NE(site->notes[0].find("pay.example"), std::string::npos);
  EXPECT_TRUE(site->notes[1].ends_with(": cart")) << site->notes[1];
  EXPECT_TRUE(make_publication(site->config, {1000}));
}

TEST(NewSite, LoadsTheServicesThatItsOwnerNames) {
  NewSiteWords words = words_for("https://shop.example");
  words.services = {"stripe", "google-analytics", "stripe"};
  const auto site = new_site(words);
  ASSERT_TRUE(site) << site.error().text();
  const auto config = parse_tag_config(site->config);
  ASSERT_TRUE(config);
  ASSERT_EQ(config->services.size(), 2U);
  EXPECT_TRUE(config->services[0].scripts);
  EXPECT_EQ(config->services[1].category, "necessary");
  const auto places = unfilled_places(config->services);
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places[0], "{measurement} in the script of 'google-analytics'");
  EXPECT_NE(site->notes[0].find("taken for necessary: The visitor"), std::string::npos);
  words.services = {"google-analytic"};
  EXPECT_EQ(new_site(words).error().text(),
            "--service: there is no service 'google-analytic'; did you mean 'google-analytics'?");
}

TEST(NewSite, CanBePublishedWithEachServiceOfTheRegistry) {
  for (const KnownService& service : registry().services()) {
    NewSiteWords words = words_for("https://shop.example");
    words.services = {service.id};
    const auto site = new_site(words);
    ASSERT_TRUE(site) << service.id;
    const auto config = parse_tag_config(site->config);
    ASSERT_TRUE(config) << service.id;
    EXPECT_TRUE(tag_faults(*config, *embedded_tag_translations()).empty()) << service.id;
    EXPECT_EQ(config->services[0].category == "necessary", !service.reason.empty()) << service.id;
  }
}

TEST(TagCompression, IsReadByOthersAndTheSameEachTime) {
  const std::string text(10'000, 'a');
  EXPECT_LT(brotli_compressed(text)->size(), 50U);
  const std::string gzip = *gzip_compressed(text);
  EXPECT_EQ(gzip.substr(0, 3), "\x1f\x8b\x08");
  EXPECT_EQ(gzip.substr(4, 4), std::string(4, '\0')) << "no time in it";
  EXPECT_EQ(*gzip_compressed(text), gzip);
  EXPECT_TRUE(brotli_compressed(""));
}

}  // namespace
}  // namespace consentry
