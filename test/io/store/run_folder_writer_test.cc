// SPDX-License-Identifier: Apache-2.0
#include "io/store/run_folder_writer.h"

#include <fstream>
#include <gtest/gtest.h>

namespace consentry {
namespace {

namespace fs = std::filesystem;

class RunFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "run-folder-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }
  static std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  fs::path root_;
  SiteAllowance allowance_;
};

TEST_F(RunFolder, a_finished_run_holds_its_log_and_pictures_and_nothing_else) {
  auto writer = RunFolderWriter::create(root_ / "site" / "before", allowance_);
  ASSERT_TRUE(writer) << writer.error().text();
  ASSERT_TRUE((*writer)->line("{\"n\":0}\n"));
  ASSERT_TRUE((*writer)->picture("01-loaded.jpg", "JPEG"));
  ASSERT_TRUE((*writer)->line("{\"n\":1}\n"));
  ASSERT_TRUE((*writer)->finish());
  const fs::path folder = root_ / "site" / "before";
  EXPECT_EQ(read(folder / "events.ndjson"), "{\"n\":0}\n{\"n\":1}\n");
  EXPECT_EQ(read(folder / "01-loaded.jpg"), "JPEG");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2);
}

TEST_F(RunFolder, an_unfinished_run_has_no_log_but_what_was_written_is_kept) {
  {
    auto writer = RunFolderWriter::create(root_ / "run", allowance_);
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->line("{\"n\":0}\n"));
  }
  EXPECT_FALSE(fs::exists(root_ / "run" / "events.ndjson"));
  EXPECT_EQ(read(root_ / "run" / "events.ndjson.part"), "{\"n\":0}\n");
}

TEST_F(RunFolder, a_folder_in_use_is_a_conflict) {
  std::ofstream(root_ / "x") << "x";
  auto writer = RunFolderWriter::create(root_, allowance_);
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().kind(), ErrorKind::conflict);
  auto file = RunFolderWriter::create(root_ / "x", allowance_);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind(), ErrorKind::conflict);
}

TEST_F(RunFolder, a_picture_cannot_leave_the_folder) {
  auto writer = RunFolderWriter::create(root_ / "run", allowance_);
  ASSERT_TRUE(writer);
  EXPECT_FALSE((*writer)->picture("../evil.jpg", "x"));
  EXPECT_FALSE(fs::exists(root_ / "evil.jpg"));
}

TEST_F(RunFolder, a_log_beyond_its_limit_is_exhausted_and_stays_so) {
  auto writer = RunFolderWriter::create(root_ / "run", allowance_);
  ASSERT_TRUE(writer);
  const std::string huge(kMaxLogBytes + 1, 'x');
  auto status = (*writer)->line(huge);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind(), ErrorKind::exhausted);
  EXPECT_FALSE((*writer)->line("{}\n"));
  EXPECT_FALSE((*writer)->finish());
}

TEST_F(RunFolder, runs_of_a_site_draw_on_one_allowance) {
  SiteAllowance small(100, 20);
  auto first = RunFolderWriter::create(root_ / "refuse", small);
  auto second = RunFolderWriter::create(root_ / "accept", small);
  ASSERT_TRUE(first && second);
  EXPECT_TRUE((*first)->has_room(80));
  ASSERT_TRUE((*first)->line(std::string(50, 'x')));
  EXPECT_FALSE((*second)->has_room(31)) << "what a run needs to end is left";
  EXPECT_TRUE((*second)->has_room(30));
  ASSERT_TRUE((*second)->line(std::string(50, 'x'))) << "its closing lines may take that";
  auto beyond = (*first)->picture("01.jpg", "x");
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().kind(), ErrorKind::exhausted);
  EXPECT_FALSE(fs::exists(root_ / "refuse/01.jpg"));
}

TEST_F(RunFolder, what_was_removed_is_given_back) {
  SiteAllowance small(100, 0);
  {
    auto writer = RunFolderWriter::create(root_ / "run", small);
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->line(std::string(60, 'x')));
    ASSERT_TRUE((*writer)->picture("01.jpg", std::string(40, 'x')));
    EXPECT_FALSE(small.has_room(1));
    small.give_back((*writer)->bytes());
  }
  EXPECT_TRUE(small.has_room(100));
  EXPECT_FALSE(small.take(101));
  EXPECT_TRUE(small.take(100)) << "what was refused was not taken";
}

TEST_F(RunFolder, a_full_disk_is_said) {
  auto file = GrowingFile::create(root_ / "a");
  ASSERT_TRUE(file);
  // /dev/full answers every write with ENOSPC.
  fs::remove(root_ / "a.part");
  fs::create_symlink("/dev/full", root_ / "b.part");
  auto status = write_whole_file(root_ / "b", "bytes");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind(), ErrorKind::unavailable);
  EXPECT_NE(status.error().text().find("No space left"), std::string::npos);
}

TEST_F(RunFolder, a_whole_file_replaces_the_old_one) {
  ASSERT_TRUE(write_whole_file(root_ / "f", "old"));
  ASSERT_TRUE(write_whole_file(root_ / "f", "new"));
  EXPECT_EQ(read(root_ / "f"), "new");
  EXPECT_FALSE(fs::exists(root_ / "f.part"));
}

}  // namespace
}  // namespace consentry
