// SPDX-License-Identifier: Apache-2.0
#include "io/store/list_folder.h"

#include <fstream>
#include <gtest/gtest.h>

namespace consentry {
namespace {

namespace fs = std::filesystem;

class ListFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "consentry-lists-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(ListFolderTest, AddedListIsListedAndRead) {
  const ListFolder lists(folder_ / "deep" / "lists");
  const auto added = lists.add("/home/u/EasyPrivacy.txt", "||a.test^\n");
  ASSERT_TRUE(added) << added.error().text();
  EXPECT_EQ(added->name, "easyprivacy.txt");
  const auto all = lists.list();
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ((*all)[0].name, "easyprivacy.txt");
  EXPECT_EQ((*all)[0].bytes, 10U);
  EXPECT_EQ(*lists.read("easyprivacy.txt"), "||a.test^\n");
}

TEST_F(ListFolderTest, AddingAgainReplaces) {
  const ListFolder lists(folder_);
  ASSERT_TRUE(lists.add("a.txt", "one"));
  ASSERT_TRUE(lists.add("a.txt", "two"));
  EXPECT_EQ(lists.list()->size(), 1U);
  EXPECT_EQ(*lists.read("a.txt"), "two");
}

TEST_F(ListFolderTest, ListsComeByNameAndStrangersAreLeftAlone) {
  const ListFolder lists(folder_);
  ASSERT_TRUE(lists.add("b.txt", "x"));
  ASSERT_TRUE(lists.add("a.csv", "x"));
  std::ofstream(folder_ / "notes.md") << "x";
  fs::create_directory(folder_ / "c.txt");
  const auto all = lists.list();
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].name, "a.csv");
  EXPECT_EQ((*all)[1].name, "b.txt");
}

TEST_F(ListFolderTest, MissingFolderHoldsNoLists) {
  const ListFolder lists(folder_ / "none");
  ASSERT_TRUE(lists.list());
  EXPECT_TRUE(lists.list()->empty());
  EXPECT_EQ(lists.read("a.txt").error().kind(), ErrorKind::not_found);
  EXPECT_EQ(lists.remove("a.txt").error().kind(), ErrorKind::not_found);
}

TEST_F(ListFolderTest, RemovedListIsGone) {
  const ListFolder lists(folder_);
  ASSERT_TRUE(lists.add("a.txt", "one"));
  ASSERT_TRUE(lists.remove("a.txt"));
  EXPECT_TRUE(lists.list()->empty());
}

TEST_F(ListFolderTest, NoBytesAndNoNameAreRefused) {
  const ListFolder lists(folder_);
  EXPECT_EQ(lists.add("a.txt", "").error().kind(), ErrorKind::invalid_input);
  EXPECT_EQ(lists.add("", "x").error().kind(), ErrorKind::invalid_input);
  EXPECT_EQ(lists.add("...", "x").error().kind(), ErrorKind::invalid_input);
}

TEST_F(ListFolderTest, FolderThatIsAFileIsUnavailable) {
  std::ofstream(folder_ / "file") << "x";
  const ListFolder lists(folder_ / "file");
  EXPECT_EQ(lists.add("a.txt", "x").error().kind(), ErrorKind::unavailable);
}

TEST_F(ListFolderTest, NamesCannotLeaveTheFolder) {
  const ListFolder lists(folder_ / "lists");
  ASSERT_TRUE(lists.add("../../escape.txt", "x"));
  EXPECT_TRUE(fs::exists(folder_ / "lists" / "escape.txt"));
  EXPECT_FALSE(fs::exists(folder_ / "escape.txt"));
}

TEST(ListName, IsPlainWhateverTheSource) {
  EXPECT_EQ(list_name("https://easylist.to/easylist/easyprivacy.txt?x=1"), "easyprivacy.txt");
  EXPECT_EQ(list_name("My List (2).TXT"), "my-list--2-.txt");
  EXPECT_EQ(list_name("open-cookie-database.csv"), "open-cookie-database.csv");
  EXPECT_EQ(list_name("hosts"), "hosts.txt");
  EXPECT_EQ(list_name(".hidden"), "hidden.txt");
  EXPECT_EQ(list_name("/"), "");
  EXPECT_EQ(list_name(std::string(500, 'a')).size(), 132U);
}

TEST(DataFolder, FollowsTheEnvironmentInOrder) {
  EXPECT_EQ(*data_folder("/d", "/x", "/h"), fs::path("/d"));
  EXPECT_EQ(*data_folder("", "/x", "/h"), fs::path("/x/consentry"));
  EXPECT_EQ(*data_folder("", "relative", "/h"), fs::path("/h/.local/share/consentry"));
  EXPECT_EQ(data_folder("", "", "").error().kind(), ErrorKind::not_found);
}

}  // namespace
}  // namespace consentry
