// SPDX-License-Identifier: Apache-2.0
#include "io/browser/page_choice.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

using Pages = std::vector<std::string>;
constexpr std::string_view kHere = "https://www.shop.example/";

TEST(PageChoice, TakesOneOfEachKindBeforeASecondOfAny) {
  EXPECT_EQ(choose_pages({"https://www.shop.example/p/1", "https://www.shop.example/p/2",
                          "https://www.shop.example/about", "https://blog.shop.example/news/x"},
                         kHere, 10),
            (Pages{"https://www.shop.example/p/1", "https://www.shop.example/about",
                   "https://blog.shop.example/news/x", "https://www.shop.example/p/2"}));
}

TEST(PageChoice, TakesNoMoreThanAskedForAndEachOnce) {
  EXPECT_EQ(choose_pages({"https://www.shop.example/a#top", "https://www.shop.example/a",
                          "https://www.shop.example/b", "https://www.shop.example/c"},
                         kHere, 2),
            (Pages{"https://www.shop.example/a", "https://www.shop.example/b"}));
  EXPECT_TRUE(choose_pages({"https://www.shop.example/a"}, kHere, 0).empty());
}

TEST(PageChoice, LeavesOutWhatIsNoPageOfTheSite) {
  EXPECT_TRUE(
      choose_pages({"https://www.shop.example/", "https://www.shop.example/#x",
                    "mailto:a@shop.example", "javascript:void(0)", "", "https://other.example/a",
                    "https://www.shop.example/list.PDF", "ftp://www.shop.example/a"},
                   kHere, 10)
          .empty());
}

TEST(PageChoice, LeavesOutWhatChangesSomethingForTheVisitor) {
  EXPECT_TRUE(choose_pages({"https://www.shop.example/account/Logout",
                            "https://www.shop.example/?add-to-cart=7",
                            "https://www.shop.example/newsletter/unsubscribe"},
                           kHere, 10)
                  .empty());
}

TEST(PageChoice, GivesNothingForAnAddressThatIsNone) {
  EXPECT_TRUE(choose_pages({"https://www.shop.example/a"}, "about:blank", 3).empty());
}

}  // namespace
}  // namespace consentry
