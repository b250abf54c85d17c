// SPDX-License-Identifier: Apache-2.0
#include "core/consent/visit_tally.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(ParseShown, ReadsWhatTheTagSends) {
  const auto banner = parse_shown("shop 0a1b2c3d zh-Hans");
  ASSERT_TRUE(banner) << banner.error().text();
  EXPECT_EQ(banner->site, "shop");
  EXPECT_EQ(banner->notice, "0a1b2c3d");
  EXPECT_EQ(banner->language, "zh-Hans");
  EXPECT_EQ(banner->from.country, "");
  EXPECT_EQ(banner->from.device, Device::unknown);
}

TEST(ParseShown, RefusesEverythingElse) {
  for (const std::string& text :
       {std::string(), std::string("shop"), std::string("shop 0a1b2c3d"),
        std::string("shop 0a1b2c3d "), std::string("shop 0a1b2c3d nl "),
        std::string("shop 0a1b2c3d nl x"), std::string("shop  0a1b2c3d nl"),
        std::string("Shop 0a1b2c3d nl"), std::string("shop 0A1B2C3D nl"),
        std::string("shop 0a1b2c3 nl"), std::string("shop 0a1b2c3d n\nl"),
        std::string("shop 0a1b2c3d n_l"), "shop 0a1b2c3d " + std::string(17, 'a'),
        "shop 0a1b2c3d " + std::string(4000, 'a')}) {
    EXPECT_FALSE(parse_shown(text)) << text;
  }
}

TEST(VisitTally, CrossesNoDimensionWithAnother) {
  VisitTally tally;
  tally.add_shown({"shop", "0a1b2c3d", "nl", {"NL", Device::phone}}, 20'000);
  tally.add_shown({"shop", "0a1b2c3d", "en", {"NL", Device::desktop}}, 20'000);
  tally.add_choice("shop", 20'000, Act::accept_all, {"NL", Device::phone});
  tally.add_choice("shop", 20'001, Act::custom, {});
  const auto rows = tally.rows();
  std::string text;
  for (const VisitRow& row : rows) {
    text += std::string(row.kind) + " " + row.site + " " + std::to_string(row.day) + " '" +
            row.value + "' " + std::to_string(row.counts.shown) + " " +
            std::to_string(row.counts.chosen()) + "\n";
  }
  EXPECT_EQ(text,
            "country shop 20000 'NL' 2 1\n"
            "country shop 20001 '' 0 1\n"
            "device shop 20000 'desktop' 1 0\n"
            "device shop 20000 'phone' 1 1\n"
            "device shop 20001 '' 0 1\n"
            "language shop 20000 'en' 1 0\n"
            "language shop 20000 'nl' 1 0\n"
            "notice shop 20000 '0a1b2c3d' 2 0\n");
}

TEST(VisitTally, AddsWhatAnotherHasGathered) {
  VisitTally all;
  VisitTally one;
  one.add_choice("shop", 1, Act::withdraw, {});
  all.add(one);
  all.add(one);
  one.clear();
  EXPECT_TRUE(one.empty());
  ASSERT_EQ(all.rows().size(), 2U);
  EXPECT_EQ(all.rows().front().counts, (EventCounts{0, 0, 0, 0, 2}));
}

}  // namespace
}  // namespace consentry
