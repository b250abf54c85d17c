// SPDX-License-Identifier: Apache-2.0
#include "io/dns/listed_names.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

using namespace std::chrono_literals;
using Chain = std::vector<std::string>;

TEST(ListedNames, GiveEachNameItsChain) {
  auto list = ListedNames::parse(
      "# what names point to\nmetrics.shop.example  a.example b.example # two\n\n"
      "images.shop.example\tcdn.example\r\n");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->answer("metrics.shop.example", 0ms).aliases, (Chain{"a.example", "b.example"}));
  EXPECT_EQ(list->answer("images.shop.example", 0ms).aliases, Chain{"cdn.example"});
}

TEST(ListedNames, TellAddressesApartFromAliases) {
  auto list =
      ListedNames::parse("shop.example 203.0.113.7\npx.shop.example a.example 203.0.113.8\n");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->addresses("shop.example"), Chain{"203.0.113.7"});
  EXPECT_TRUE(list->answer("shop.example", 0ms).aliases.empty());
  EXPECT_EQ(list->addresses("px.shop.example"), Chain{"203.0.113.8"});
  EXPECT_EQ(list->answer("px.shop.example", 0ms).aliases, Chain{"a.example"});
  EXPECT_TRUE(list->addresses("other.example").empty());
}

TEST(ListedNames, ANameThatIsNotListedPointsToNothingElse) {
  auto list = ListedNames::parse("");
  ASSERT_TRUE(list);
  list->ask("www.shop.example");
  const NameAnswer answer = list->answer("www.shop.example", 0ms);
  EXPECT_TRUE(answer.answered);
  EXPECT_TRUE(answer.aliases.empty());
}

TEST(ListedNames, ALineWithoutATargetIsNamed) {
  const auto list = ListedNames::parse("a.example b.example\nmetrics.shop.example\n");
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().kind(), ErrorKind::invalid_input);
  EXPECT_NE(list.error().text().find("line 2: 'metrics.shop.example'"), std::string::npos);
}

}  // namespace
}  // namespace consentry
