// SPDX-License-Identifier: Apache-2.0
#include "core/consent/page_scripts.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(PageScripts, GivesAttributesAndTextsInTheirOrder) {
  const auto scripts = page_scripts(
      "<!doctype html><!-- <script src=no></script> -->"
      "<SCRIPT ID=\"Cookiebot\" src='https://consent.cookiebot.com/uc.js' Data-Culture=NL "
      "async></SCRIPT>"
      "<script>a < b; \"<script\"</script><script src=\"x?a=1&amp;b=2\"/>");
  ASSERT_EQ(scripts.size(), 3U);
  EXPECT_EQ(scripts[0].attribute("id"), "Cookiebot");
  EXPECT_EQ(scripts[0].attribute("data-culture"), "NL");
  EXPECT_TRUE(scripts[0].has("async"));
  EXPECT_FALSE(scripts[0].has("defer"));
  EXPECT_EQ(scripts[1].text, "a < b; \"<script\"");
  EXPECT_EQ(scripts[2].attribute("src"), "x?a=1&b=2");
}

TEST(PageScripts, BearsWhatHasNoEnd) {
  EXPECT_TRUE(page_scripts("<!-- <script>").empty());
  EXPECT_EQ(page_scripts("<script>a").front().text, "a");
  EXPECT_EQ(page_scripts("<script src='a").size(), 1U);
  EXPECT_EQ(page_scripts("<script a=").size(), 1U);
  EXPECT_TRUE(page_scripts("<").empty());
}

TEST(IsMarkup, TellsPagesFromScripts) {
  EXPECT_TRUE(is_markup("  \n<script>"));
  EXPECT_FALSE(is_markup("{\"a\": \"<b>\"}"));
  EXPECT_FALSE(is_markup(""));
}

TEST(TextOfMarkup, IsWhatAReaderSees) {
  EXPECT_EQ(text_of_markup("See our <a href='/p'>privacy&nbsp;statement</a>.<br>Thanks &amp; bye"),
            "See our privacy statement. Thanks & bye");
  EXPECT_EQ(text_of_markup("1 < 2 <3"), "1 < 2 <3");
  EXPECT_EQ(text_of_markup("a <b"), "a");
  EXPECT_EQ(text_of_markup("&lt;b&gt; \n x"), "<b> x");
}

}  // namespace
}  // namespace consentry
