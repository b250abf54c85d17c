// SPDX-License-Identifier: Apache-2.0
// test/web/tag/policy.test.mjs holds what the tag itself enforces against the same example.
#include "core/consent/tag_policy.h"

#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace consentry {
namespace {

namespace json = boost::json;

json::value example() {
  std::ifstream file(CONSENTRY_SOURCE_DIR "/test/data/wire/tag-policy.json");
  return json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

TagConfig config() { return *parse_tag_config(json::serialize(example().at("config"))); }

TEST(TagPolicy, AllowsWhatTheTagAllows) {
  const json::value wanted = example();
  const TagConfig site = config();
  for (const json::value& each : wanted.at("policies").as_array()) {
    const auto granted = json::value_to<std::vector<std::string>>(each.at("granted"));
    EXPECT_EQ(tag_policy(site, granted), json::value_to<std::string>(each.at("policy")));
  }
}

TEST(TagPolicy, KeepsToThePageItselfWhenNothingIsDeclared) {
  TagConfig site = config();
  site.services.clear();
  site.own_hosts.clear();
  site.server.clear();
  EXPECT_EQ(tag_policy(site, {"statistics"}),
            "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:");
  EXPECT_TRUE(hosts_of(site, "statistics").empty());
}

TEST(TagPolicy, NamesWhatACategoryAdds) {
  EXPECT_EQ(hosts_of(config(), "statistics"),
            (std::vector<std::string>{"*.third.example:*", "cdn.shop.example:*"}));
  EXPECT_EQ(hosts_of(config(), "marketing"), std::vector<std::string>{"ads.example:*"});
  EXPECT_TRUE(hosts_of(config(), "media").empty());
}

}  // namespace
}  // namespace consentry
