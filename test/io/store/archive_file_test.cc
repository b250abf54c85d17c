// SPDX-License-Identifier: Apache-2.0
#include "io/store/archive_file.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <unistd.h>

namespace consentry {
namespace {

namespace fs = std::filesystem;

class ArchiveFile : public ::testing::Test {
 protected:
  ArchiveFile() { fs::create_directories(folder_); }
  ~ArchiveFile() override { fs::remove_all(folder_); }

  static std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  [[nodiscard]] fs::path write(const std::string& name) const {
    auto archive = ArchiveWriter::create(folder_ / name);
    EXPECT_TRUE(archive);
    EXPECT_TRUE(archive->put("b/second.txt", "two"));
    EXPECT_TRUE(archive->begin("first.bin", 6));
    EXPECT_TRUE(archive->add("abc"));
    EXPECT_TRUE(archive->add("def"));
    EXPECT_TRUE(archive->put("empty", ""));
    EXPECT_TRUE(archive->finish());
    return folder_ / name;
  }

  const fs::path folder_ =
      fs::temp_directory_path() / ("consentry-archive-" + std::to_string(::getpid()));
};

TEST_F(ArchiveFile, ReadsBackInTheOrderWritten) {
  auto archive = ArchiveReader::open(write("a.zip"));
  ASSERT_TRUE(archive) << archive.error().text();
  std::string all;
  for (auto entry = archive->next(); entry && *entry; entry = archive->next()) {
    all += (*entry)->name + "=";
    for (auto piece = archive->read(); piece && !piece->empty(); piece = archive->read())
      all += *piece;
    all += ";";
  }
  EXPECT_EQ(all, "b/second.txt=two;first.bin=abcdef;empty=;");
}

TEST_F(ArchiveFile, HasTheSameBytesEachTime) {
  const std::string first = bytes_of(write("a.zip"));
  EXPECT_EQ(first, bytes_of(write("b.zip")));
  EXPECT_NE(first.find("abcdef"), std::string::npos) << "stored, not packed";
}

TEST_F(ArchiveFile, IsNotThereUntilItIsFinished) {
  {
    auto archive = ArchiveWriter::create(folder_ / "a.zip");
    ASSERT_TRUE(archive->put("x", "y"));
    EXPECT_FALSE(fs::exists(folder_ / "a.zip"));
  }
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(ArchiveFile, HoldsAFileToItsSize) {
  auto archive = ArchiveWriter::create(folder_ / "a.zip");
  ASSERT_TRUE(archive->begin("x", 2));
  EXPECT_FALSE(archive->add("abc"));
  EXPECT_FALSE(archive->finish());
}

TEST_F(ArchiveFile, IsRefusedWhenDamaged) {
  const fs::path path = write("a.zip");
  std::string bytes = bytes_of(path);
  EXPECT_FALSE(ArchiveReader::open(folder_ / "none.zip"));
  bytes[bytes.find("abcdef")] = 'X';
  std::ofstream(path, std::ios::binary) << bytes;
  auto archive = ArchiveReader::open(path);
  ASSERT_TRUE(archive);
  ASSERT_TRUE(archive->next());
  ASSERT_TRUE(archive->next());
  bool failed = false;
  for (int i = 0; i < 3 && !failed; ++i) failed = !archive->read();
  EXPECT_TRUE(failed) << "the archive's own check sum does not fit";
  std::ofstream(path, std::ios::binary) << "no archive";
  const auto none = ArchiveReader::open(path);
  EXPECT_EQ(none.error().kind(), ErrorKind::invalid_input);
}

}  // namespace
}  // namespace consentry
