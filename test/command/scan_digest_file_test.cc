// SPDX-License-Identifier: Apache-2.0
#include "command/scan_digest_file.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/consent_data.h"
#include "core/watch/watch_memory.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<Phase> kAll{kPhases.begin(), kPhases.end()};

ScanDigest digest(const SiteReport& site, const DigestWords& words = {}) {
  static const auto registry = embedded_service_registry();
  return digest_of(site, kAll, words, *registry);
}

const Sighting* sighting(const ScanDigest& digest, const std::string& key) {
  const auto found = std::ranges::find(digest.sightings, key, &Sighting::key);
  return found == digest.sightings.end() ? nullptr : &*found;
}

SiteReport with_item(SiteReport site, const ItemFacts& item) {
  site.facts.classification.items.emplace(item.key, item);
  return site;
}

TEST(Digest, NamesPartiesAndWhatLiesUnderTheSitesDomain) {
  const ScanDigest seen = digest(make_tracking_site());
  const Sighting* party = sighting(seen, "party:AdNet Inc");
  ASSERT_NE(party, nullptr);
  EXPECT_THAT(party->words, HasSubstr("ads.adnet.example"));
  EXPECT_TRUE(party->leaks);
  EXPECT_THAT(party->phases, Contains(Phase::before));
  const Sighting* cookie = sighting(seen, "cookie:anid@AdNet Inc");
  ASSERT_NE(cookie, nullptr);
  EXPECT_THAT(cookie->parents, ElementsAre("party:AdNet Inc"));
  ASSERT_NE(sighting(seen, "cookie:sid"), nullptr);
  EXPECT_THAT(sighting(seen, "cookie:sid")->parents, IsEmpty());
  EXPECT_EQ(sighting(seen, "party:News Media BV"), nullptr) << "the site's own company";
  EXPECT_EQ(seen.verdict, "breach");
}

TEST(Digest, IsReadByItsReader) {
  const ScanDigest seen = digest(make_tracking_site());
  const auto read = parse_scan_digest(scan_digest_json(seen));
  ASSERT_TRUE(read) << scan_digest_json(seen);
  EXPECT_EQ(scan_digest_json(*read), scan_digest_json(seen));
}

TEST(Digest, ANewTrackerWithItsCookiesIsOneAlert) {
  WatchMemory memory;
  SiteReport before = make_tracking_site();
  for (std::vector<RequestFacts>& run : before.facts.classification.requests) run.resize(0);
  for (RunObservation& run : before.facts.observation.runs) run.requests.clear();
  before.facts.classification.items.clear();
  before.judgement.findings.clear();
  EXPECT_THAT(learn(memory, digest(before)), IsEmpty());
  SiteReport after = before;
  after.facts.observation.runs[0].requests = {
      make_request("refuse", 12, Phase::before, "https://ads.adnet.example/tag.js")};
  after.facts.classification.requests[0] = {make_party("AdNet Inc", Function::advertising, true)};
  ItemFacts own = make_item("cookie", "news.example", "_ad");
  own.setter_company = "AdNet Inc";
  after = with_item(std::move(after), own);
  Finding leak = make_finding("PRE-01", Phase::before, Verdict::breach, 3, "Asked.");
  leak.evidence = {make_evidence("refuse", 12, "GET", "AdNet Inc", "ads.adnet.example")};
  after.judgement.findings = {
      leak, make_finding("PRE-18", Phase::before, Verdict::breach, 3, "Nobody is asked.")};
  const auto alerts = learn(memory, digest(after));
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts.front().subject, "party:AdNet Inc");
  EXPECT_EQ(alerts.front().kind, AlertKind::leaks);
  EXPECT_THAT(learn(memory, digest(after)), IsEmpty());
}

TEST(Digest, KnownServicesTakeTheirHostsAlong) {
  SiteReport site = make_clean_site();
  site.facts.observation.runs[0].requests = {
      make_request("refuse", 3, Phase::before, "https://player.vimeo.com/video/1")};
  site.facts.classification.requests[0] = {make_party("Vimeo", Function::video, false)};
  const ScanDigest seen = digest(site);
  ASSERT_NE(sighting(seen, "service:vimeo"), nullptr);
  ASSERT_NE(sighting(seen, "party:Vimeo"), nullptr);
  EXPECT_THAT(sighting(seen, "party:Vimeo")->parents, ElementsAre("service:vimeo"));
}

TEST(Digest, NamesWithAMadeUpNumberAreOne) {
  SiteReport site = make_clean_site();
  for (const char* name : {"visit_17638468", "visit_99120011", "visit_2", "u-0a1b2c3d4e5f6071"})
    site = with_item(std::move(site), make_item("local", "https://shop.example", name));
  const ScanDigest seen = digest(site);
  EXPECT_NE(sighting(seen, "local:visit_*"), nullptr);
  EXPECT_NE(sighting(seen, "local:visit_2"), nullptr);
  EXPECT_NE(sighting(seen, "local:u-*"), nullptr);
  EXPECT_EQ(seen.sightings.size(), 3U);
}

TEST(Digest, HostileNamesStayReadable) {
  SiteReport site = make_clean_site();
  site = with_item(std::move(site), make_item("cookie", "shop.example", "a\r\n\x1b[31m\xFF\xFE"));
  site = with_item(std::move(site), make_item("cookie", "shop.example", std::string(5000, 'x')));
  std::string wide;
  for (int i = 0; i < 300; ++i) wide += "日";
  site = with_item(std::move(site), make_item("cookie", "shop.example", wide));
  std::string marks = "e";
  for (int i = 0; i < 3000; ++i) marks += "\u0301";
  site = with_item(std::move(site), make_item("cookie", "shop.example", marks));
  EXPECT_TRUE(parse_scan_digest(scan_digest_json(digest(site))));
}

TEST(Digest, NamesWithoutEndDoNotHideAParty) {
  SiteReport site = make_tracking_site();
  for (int i = 0; i < 2500; ++i)
    site = with_item(std::move(site),
                     make_item("cookie", "news.example",
                               "a" + std::string(1 + static_cast<std::size_t>(i) / 60, 'z') + "-" +
                                   std::to_string(i % 60)));
  const ScanDigest seen = digest(site);
  EXPECT_EQ(seen.sightings.size(), kMaxSightings);
  EXPECT_NE(sighting(seen, "party:AdNet Inc"), nullptr);
}

TEST(Digest, TellsWhetherTheTagIsThere) {
  SiteReport site = make_clean_site();
  EXPECT_EQ(digest(site).tag, TagSeen::unknown);
  EXPECT_EQ(digest(site, {true, "shop.js", "0a1b2c3d"}).tag, TagSeen::absent);
  Request tag = make_request("refuse", 3, Phase::before, "https://consent.example/t/shop.js");
  tag.status = 200;
  site.facts.observation.runs[0].requests = {tag};
  EXPECT_EQ(digest(site, {true, "shop.js", "0a1b2c3d"}).tag, TagSeen::present);
}

TEST(Digest, OfASiteThatWasNotMeasuredSaysWhy) {
  const ScanDigest seen = digest(make_missing_site("https://gone.example/", "it does not answer"));
  EXPECT_THAT(seen.measured, IsEmpty());
  EXPECT_EQ(seen.reason, "it does not answer");
}

}  // namespace
}  // namespace consentry
