// SPDX-License-Identifier: Apache-2.0
#include "command/site_services.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "command/consent_data.h"
#include "command/scan_parties.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr const char* kReport = R"({"sites":[{"third_parties":[
  {"host":"www.clarity.ms","company":"Microsoft","function":"analytics"},
  {"host":"odd.example","company":"","function":"unknown"}],
  "items":[{"kind":"cookie","name":"_clck","third_party":false,"purpose":"statistics"},
    {"kind":"session","name":"mine","third_party":false,"purpose":"unknown"}]}]})";

class SiteServices : public testing::Test {
 protected:
  ServiceRegistry registry_ = *embedded_service_registry();
  TagConfig config_ = *parse_tag_config(R"({"site":"shop","services":[
    {"id":"microsoft-clarity","category":"statistics","hosts":["www.clarity.ms"]},
    {"id":"basket","category":"necessary","stores":["basket"]}]})");
};

TEST_F(SiteServices, AreListedFromTheRegistry) {
  const std::string table = registry_listing(registry_, ListFormat::table);
  EXPECT_TRUE(table.starts_with("ID  ")) << table.substr(0, 80);
  EXPECT_NE(table.find("\nmicrosoft-clarity "), std::string::npos);
  const json::value listed = json::parse(registry_listing(registry_, ListFormat::json));
  ASSERT_EQ(listed.at("services").as_array().size(), registry_.services().size());
  const json::value& first = listed.at("services").at(0);
  EXPECT_EQ(first.at("id").as_string(), registry_.services().front().id);
  EXPECT_EQ(first.at("vendor").as_string(), registry_.services().front().vendor);
}

TEST_F(SiteServices, OfASiteSayWhichTheRegistryKnows) {
  const json::value listed = json::parse(site_listing(config_, registry_, ListFormat::json));
  EXPECT_EQ(listed.at("site"), "shop");
  EXPECT_EQ(listed.at("services").at(0).at("known"), true);
  EXPECT_EQ(listed.at("services").at(1).at("known"), false);
  EXPECT_NE(site_listing(config_, registry_, ListFormat::table).find("basket"), std::string::npos);
}

TEST_F(SiteServices, AreSuggestedWithTheirReasonAndWhatNobodyKnows) {
  const auto parts = scanned_parts(kReport);
  ASSERT_TRUE(parts);
  const ServiceSuggestions found = suggest_services(registry_, parts->seen());
  const json::value listed = json::parse(suggestion_listing(found, &config_, ListFormat::json));
  ASSERT_EQ(listed.at("suggestions").as_array().size(), 1U);
  const json::value& clarity = listed.at("suggestions").at(0);
  EXPECT_EQ(clarity.at("reason"), "requests to www.clarity.ms; stores _clck");
  EXPECT_EQ(clarity.at("in_site"), true);
  EXPECT_EQ(listed.at("unknown_hosts").at(0), "odd.example");
  EXPECT_EQ(listed.at("unknown_names").at(0), "mine");
  const std::string table = suggestion_listing(found, nullptr, ListFormat::table);
  EXPECT_NE(table.find("unknown hosts: odd.example\n"), std::string::npos) << table;
  EXPECT_NE(table.find("  no "), std::string::npos) << table;
}

TEST(ScannedParts, NeedAReport) {
  for (const char* report : {"", "[]", "{", "{\"sites\":1}", "{\"sites\":[{}]}", "{\"sites\":[1]}"})
    EXPECT_EQ(scanned_parts(report).error().kind(), ErrorKind::invalid_input) << report;
  EXPECT_TRUE(scanned_parts(R"({"sites":[{"third_parties":[1,{}],"items":[1,{"name":2}]}]})")
                  ->parties.empty());
}

}  // namespace
}  // namespace consentry
