// SPDX-License-Identifier: Apache-2.0
#include "command/site_policy.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "core/consent/tag_policy.h"

namespace consentry {
namespace {

class SitePolicy : public testing::Test {
 protected:
  TagConfig config_ = *parse_tag_config(R"({"site":"shop","categories":
    ["necessary","statistics","marketing"],"services":[
    {"id":"counter","category":"statistics","hosts":["count.example"]}]})");
};

TEST_F(SitePolicy, IsPrintedForBeforeAndAfterAChoice) {
  const std::string text = policy_text(config_);
  const std::string header = "\n  Content-Security-Policy: ";
  EXPECT_NE(text.find(header + tag_policy(config_, {}) + "\n"), std::string::npos) << text;
  EXPECT_NE(text.find(header + tag_policy(config_, {"statistics"}) + "\n"), std::string::npos);
  EXPECT_NE(text.find("\n  statistics: count.example:*\n  marketing: nothing\n"),
            std::string::npos);
}

TEST_F(SitePolicy, IsPrintedForPrograms) {
  const boost::json::value value = boost::json::parse(policy_json(config_));
  EXPECT_EQ(value.at("site"), "shop");
  EXPECT_EQ(value.at("categories").at("statistics").at(0), "count.example:*");
  EXPECT_TRUE(value.at("categories").at("marketing").as_array().empty());
  EXPECT_FALSE(value.at("categories").as_object().contains("necessary"));
  EXPECT_NE(value.at("before"), value.at("after"));
}

}  // namespace
}  // namespace consentry
