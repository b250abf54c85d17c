// SPDX-License-Identifier: Apache-2.0
#include "command/site_list.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(SiteList, ReadsOneSiteALineAndNamesEachBadOne) {
  SiteList list;
  add_site_lines(
      "# sites\n"
      "https://a.example/\n"
      "\n"
      "not a site\n"
      "b.example   \r\n"
      "3,c.example\n"
      "d.example,17\n"
      "e.example # the shop\n"
      "ftp://f.example\n"
      "https://a.example\n",
      "list.txt", list);
  EXPECT_EQ(list.urls, (std::vector<std::string>{"https://a.example/", "https://b.example/",
                                                 "https://c.example/", "https://d.example/",
                                                 "https://e.example/"}));
  ASSERT_EQ(list.problems.size(), 2U);
  EXPECT_TRUE(list.problems[0].starts_with("list.txt:4: 'not a site'")) << list.problems[0];
  EXPECT_TRUE(list.problems[1].starts_with("list.txt:9:")) << list.problems[1];
}

TEST(SiteList, TakesAByteOrderMarkAndALastLineWithoutEnd) {
  SiteList list;
  add_site_lines("\xEF\xBB\xBFhttps://a.example/x?y=1#z", "l", list);
  EXPECT_EQ(list.urls, std::vector<std::string>{"https://a.example/x?y=1"});
  EXPECT_TRUE(list.problems.empty());
}

TEST(SiteList, AFileThatIsNotThereIsAnErrorThatNamesIt) {
  SiteList list;
  const Status status = add_site_file("/nonexistent/sites.txt", list);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().text().find("/nonexistent/sites.txt"), std::string::npos);
}

}  // namespace
}  // namespace consentry
