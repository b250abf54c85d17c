// SPDX-License-Identifier: Apache-2.0
#include "command/site_declaration.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace consentry {
namespace {

std::string golden_report() {
  std::ifstream file(CONSENTRY_SOURCE_DIR "/test/data/goldens/report.json");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string report(const std::string& sites) { return R"({"sites":[)" + sites + "]}"; }

std::string site(const std::string& url, const std::string& name) {
  return R"({"url":")" + url +
         R"(","runs":[{"started":"2026-11-22T13:05:09.042Z"},{"started":"2026-11-22T13:09:00Z"}],
            "items":[{"kind":"cookie","owner":"shop.example","name":")" +
         name + R"(","third_party":false,"purpose":"statistics","lifetime_s":60},
            {"kind":"local","owner":"https://shop.example","name":"l","third_party":false},
            {"kind":"cachestorage","owner":"https://shop.example","name":"c"}]})";
}

TEST(ScannedSite, IsTheOneOfTheReportThatLiesAtTheOrigin) {
  const auto scan = scanned_site(
      report(site("https://other.example/", "a") + "," + site("https://shop.example/", "b")),
      {"https://shop.example"});
  ASSERT_TRUE(scan) << scan.error().text();
  ASSERT_EQ(scan->items.size(), 2U);
  EXPECT_EQ(scan->items[0].name, "b");
  EXPECT_EQ(scan->items[0].lifetime_s, 60);
  EXPECT_EQ(scan->items[1].host, "shop.example");
  EXPECT_EQ(to_rfc3339(scan->time), "2026-11-22T13:09:00.000Z");
}

TEST(ScannedSite, IsTheOnlyOneWhereverThatLies) {
  const auto scan =
      scanned_site(report(site("https://staging.example/", "a")), {"https://shop.example"});
  ASSERT_TRUE(scan);
  EXPECT_EQ(scan->items.size(), 2U);
}

TEST(ScannedSite, IsNotGuessedAmongSeveral) {
  EXPECT_FALSE(scanned_site(golden_report(), {"https://shop-of-nobody.example"}));
}

TEST(ScannedSite, RefusesWhatIsNoReport) {
  for (const char* text : {"", "[]", "{}", R"({"sites":[]})", R"({"sites":[{"url":"https://x/"}]})",
                           R"({"sites":[7]})"})
    EXPECT_FALSE(scanned_site(text, {"https://shop.example"})) << text;
}

}  // namespace
}  // namespace consentry
