// SPDX-License-Identifier: Apache-2.0
#include "lab/hostile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace consentry::lab {
namespace {

using ::testing::HasSubstr;

http::Request get(const std::string& host, const std::string& path) {
  http::Request request;
  request.method = "GET";
  request.host = host;
  request.path = path;
  return request;
}

const HostileSite& site_of(const std::vector<HostileSite>& sites, std::string_view kind) {
  for (const HostileSite& site : sites) {
    if (site.kind->name == kind) return site;
  }
  throw std::runtime_error("no such kind");
}

TEST(Hostile, ThereAreAtLeastTwentyKindsOfDifferentNames) {
  std::set<std::string_view> names;
  for (const HostileKind& kind : hostile_kinds()) names.insert(kind.name);
  EXPECT_GE(names.size(), 20U);
  EXPECT_EQ(names.size(), hostile_kinds().size());
}

TEST(Hostile, MoreSitesThanKindsHaveNamesOfTheirOwn) {
  const auto sites = hostile_sites(2 * hostile_kinds().size());
  std::set<std::string> hosts;
  for (const HostileSite& site : sites) {
    hosts.insert(site.host);
    EXPECT_EQ(find_hostile(sites, site.host), &site);
  }
  EXPECT_EQ(hosts.size(), sites.size());
  EXPECT_EQ(find_hostile(sites, "shop.example"), nullptr);
}

TEST(Hostile, OnlyTheCertificateTrapHasAnothersCertificate) {
  const auto sites = hostile_sites(hostile_kinds().size());
  for (const HostileSite& site : sites) {
    EXPECT_EQ(certified_name(site) == site.host, site.kind->name != "invalid-tls") << site.host;
  }
}

TEST(Hostile, AnswersCanBeSentAndAreWhatTheirNameSays) {
  const auto sites = hostile_sites(hostile_kinds().size());
  for (const HostileSite& site : sites) {
    std::string wire;
    EXPECT_TRUE(http::serialise(hostile_answer(site, get(site.host, "/")), {}, wire)) << site.host;
  }
  const auto answer = [&](std::string_view kind, const std::string& path) {
    return hostile_answer(site_of(sites, kind), get("", path));
  };
  EXPECT_EQ(answer("endless-redirects", "/x").status, 302);
  const http::Response huge = answer("huge-document", "/");
  EXPECT_GE(huge.body.size() * (1 + huge.repeats), 200UL << 20U);
  EXPECT_GT(answer("stalled", "/").delay, std::chrono::minutes(5));
  EXPECT_GT(answer("trickled", "/").repeats * answer("trickled", "/").pause,
            std::chrono::minutes(5));
  EXPECT_THAT(answer("hanging-worker", "/sw.js").body, HasSubstr("onfetch"));
  EXPECT_THAT(answer("busy-page", "/").body, HasSubstr("for(;;)"));
  for (const char* shown : {"busy-worker", "trickled", "detecting", "huge-head"})
    EXPECT_THAT(answer(shown, "/").body, HasSubstr("google-analytics.com/collect")) << shown;
}

}  // namespace
}  // namespace consentry::lab
