// SPDX-License-Identifier: Apache-2.0
#include "core/observe/document_page.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(DocumentPage, HasItsBlocksInOrder) {
  const auto page = read_document_page(
      R"({"lang":"nl-BE","cut":true,"written":"Cookiebot","links":[],"blocks":)"
      R"([["h","Cookies"],["p","Een regel."],["t",[["Naam","Doel"],["_ga","Tellen"]]]]})");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->language, "nl-BE");
  EXPECT_TRUE(page->cut);
  EXPECT_EQ(page->written, "Cookiebot");
  ASSERT_EQ(page->blocks.size(), 3U);
  EXPECT_EQ(page->blocks[0].kind, DocumentBlock::Kind::heading);
  EXPECT_EQ(page->blocks[1].text, "Een regel.");
  EXPECT_EQ(page->blocks[2].rows[1][1], "Tellen");
}

TEST(DocumentPage, LeavesOutWhatIsNoBlock) {
  const auto page = read_document_page(
      R"({"blocks":[7,[],["p"],["p",3],["x","y"],["t","no rows"],["t",[1,["a",2]]],["p","last"]]})");
  ASSERT_TRUE(page);
  ASSERT_EQ(page->blocks.size(), 3U);
  EXPECT_EQ(page->blocks[0].text, "");
  EXPECT_EQ(page->blocks[1].rows[1][0], "a");
  EXPECT_EQ(page->blocks[2].text, "last");
}

TEST(DocumentPage, IsNoneInOtherText) {
  for (const char* text : {"", "[]", "{}", "{\"blocks\":1}", "<html>", "{\"blocks\":[", "null"}) {
    EXPECT_FALSE(read_document_page(text)) << text;
  }
}

TEST(DocumentPage, IsHeldToItsBounds) {
  std::string json = "{\"blocks\":[";
  for (std::size_t i = 0; i < kMaxDocumentBlocks + 10; ++i)
    json += i == 0 ? "[\"p\",\"x\"]" : ",[\"p\",\"x\"]";
  EXPECT_EQ(read_document_page(json + "]}")->blocks.size(), kMaxDocumentBlocks);
}

}  // namespace
}  // namespace consentry
