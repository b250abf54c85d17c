// SPDX-License-Identifier: Apache-2.0
#include "core/consent/service_suggestions.h"

#include <gmock/gmock.h>

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kServices = R"(
version = "1"
kind = "analytics"
[[service]]
id = "counter"
name = "Counter"
vendor = "V"
purposes = ["statistics"]
hosts = ["tags.example", "*.counter.example"]
shared = ["tags.example"]
stores = [{ name = ["_count*", "cn"], purpose = "statistics" }]
[[service]]
id = "adverts"
name = "Adverts"
vendor = "V"
purposes = ["marketing"]
hosts = ["tags.example", "ads.example"]
shared = ["tags.example"]
stores = [{ name = ["_adv"], purpose = "marketing" }, { name = ["_id"], purpose = "marketing", domain = "ads.example" }]
[[service]]
id = "own-counter"
name = "Own counter"
vendor = "the site itself"
purposes = ["statistics"]
stores = [{ name = ["_count*"], purpose = "statistics" }]
[[service]]
id = "player"
name = "Player"
vendor = "V"
purposes = ["media"]
hosts = ["play.example"]
stores = [{ name = ["p_*", "_adv"], purpose = "media" }]
)";

const ServiceRegistry& registry() {
  static const ServiceRegistry all = *ServiceRegistry::parse({{"a.toml", kServices}});
  return all;
}

std::vector<std::string> ids(const ServiceSuggestions& suggestions) {
  std::vector<std::string> all;
  for (const ServiceSuggestion& each : suggestions.services) all.push_back(each.service->id);
  return all;
}

TEST(SuggestServices, TellsWhatWasSeenOfEach) {
  const auto found =
      suggest_services(registry(), {{"a.counter.example", "tags.example"}, {"_count_1", "cn"}});
  ASSERT_THAT(ids(found), ElementsAre("counter"));
  EXPECT_THAT(found.services[0].hosts, ElementsAre("a.counter.example", "tags.example"));
  EXPECT_THAT(found.services[0].names, ElementsAre("_count_1", "cn"));
  EXPECT_THAT(found.unknown_hosts, IsEmpty());
  EXPECT_THAT(found.unknown_names, IsEmpty());
}

TEST(SuggestServices, ASharedHostProvesNobody) {
  const auto found = suggest_services(registry(), {{"tags.example"}, {}});
  EXPECT_THAT(ids(found), IsEmpty());
  EXPECT_THAT(found.unknown_hosts, ElementsAre("tags.example"));
}

TEST(SuggestServices, WhatNobodyExplainsStaysUnknown) {
  const auto found = suggest_services(registry(), {{"counter.example", "x.example"}, {"session"}});
  EXPECT_THAT(ids(found), IsEmpty());
  EXPECT_THAT(found.unknown_hosts, ElementsAre("counter.example", "x.example"));
  EXPECT_THAT(found.unknown_names, ElementsAre("session"));
}

TEST(SuggestServices, ANameOfSeveralServicesIsTheOneOnTheSitesOwnServer) {
  EXPECT_THAT(ids(suggest_services(registry(), {{}, {"_count_1"}})), ElementsAre("own-counter"));
}

TEST(SuggestServices, ANameOfSeveralVendorsProvesNone) {
  const auto found = suggest_services(registry(), {{}, {"_adv"}});
  EXPECT_THAT(ids(found), IsEmpty());
  EXPECT_THAT(found.unknown_names, ElementsAre("_adv"));
}

TEST(SuggestServices, ANameThatAnybodyMayUseCountsOnlyBesideAHost) {
  EXPECT_THAT(suggest_services(registry(), {{}, {"p_1", "cn"}}).unknown_names,
              ElementsAre("p_1", "cn"));
  const auto found = suggest_services(registry(), {{"play.example"}, {"p_1"}});
  ASSERT_THAT(ids(found), ElementsAre("player"));
  EXPECT_THAT(found.services[0].names, ElementsAre("p_1"));
}

TEST(SuggestServices, ANameUnderTheVendorsDomainIsNotLookedForUnderTheSite) {
  EXPECT_THAT(suggest_services(registry(), {{"ads.example"}, {"_id"}}).unknown_names,
              ElementsAre("_id"));
}

TEST(SuggestServices, TheOrderOfWhatWasSeenChangesNothing) {
  const auto found = suggest_services(registry(), {{"ads.example", "a.counter.example"}, {"cn"}});
  EXPECT_THAT(ids(found), ElementsAre("counter", "adverts"));
}

}  // namespace
}  // namespace consentry
