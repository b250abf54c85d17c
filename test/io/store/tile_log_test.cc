// SPDX-License-Identifier: Apache-2.0
#include "io/store/tile_log.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "core/proof/merkle_tree.h"
#include "io/store/private_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

class TileLog : public ::testing::Test {
 protected:
  ~TileLog() override { fs::remove_all(folder_); }

  Result<LogProof> add(const std::string& entry) { return append_to_log(folder_, key_, entry); }

  const SigningKey key_ = *SigningKey::create("log.example", {1});
  const fs::path folder_ =
      fs::temp_directory_path() / ("consentry-tiles-" + std::to_string(::getpid()));
};

TEST_F(TileLog, ProvesEveryEntryWhenItIsAdded) {
  for (std::uint64_t i = 0; i < 9; ++i) {
    const std::string entry = "entry " + std::to_string(i);
    const auto proof = add(entry);
    ASSERT_TRUE(proof) << proof.error().text();
    EXPECT_EQ(proof->index, i);
    const auto head = check_log_proof(*proof, entry, key_.verifier());
    ASSERT_TRUE(head) << head.error().text();
    EXPECT_EQ(head->size, i + 1);
  }
}

// A log of 255 entries as 255 appends would have left it, without their 1,000 writes to the disk.
void write_nearly_full_tile(const fs::path& folder, const SigningKey& key) {
  CompactTree tree;
  std::string hashes;
  std::string entries;
  for (int i = 0; i < 255; ++i) {
    const Sha256 leaf = TreeHasher().leaf("e");
    hashes.append(leaf.begin(), leaf.end());
    entries += std::string("\0\1e", 3);
    tree.append(leaf);
  }
  fs::create_directories(folder / "tile/0/000.p");
  fs::create_directories(folder / "tile/entries/000.p");
  std::ofstream(folder / "tile/0/000.p/255", std::ios::binary) << hashes;
  std::ofstream(folder / "tile/entries/000.p/255", std::ios::binary) << entries;
  std::ofstream(folder / "checkpoint")
      << *sign_checkpoint({key.verifier().name(), 255, tree.root()}, key);
}

TEST_F(TileLog, GoesOnBeyondAFullTile) {
  write_nearly_full_tile(folder_, key_);
  for (const char* entry : {"255", "256", "257"}) {
    const auto proof = add(entry);
    ASSERT_TRUE(proof) << proof.error().text();
    EXPECT_TRUE(check_log_proof(*proof, entry, key_.verifier()));
  }
  EXPECT_TRUE(fs::exists(folder_ / "tile/0/000"));
  EXPECT_TRUE(fs::exists(folder_ / "tile/entries/000"));
  EXPECT_TRUE(fs::exists(folder_ / "tile/0/001.p/2"));
  EXPECT_TRUE(fs::exists(folder_ / "tile/1/000.p/1"));
}

TEST_F(TileLog, KeepsEntriesWithTheirLengths) {
  ASSERT_TRUE(add("abc"));
  std::ifstream in(folder_ / "tile/entries/000.p/1", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(bytes, std::string("\0\3abc", 5));
}

TEST_F(TileLog, TakesNoOtherKey) {
  ASSERT_TRUE(add("a"));
  const auto other = *SigningKey::create("log.example", {2});
  EXPECT_EQ(append_to_log(folder_, other, "b").error().kind(), ErrorKind::conflict);
}

TEST_F(TileLog, SeesAChangedTile) {
  ASSERT_TRUE(add("a"));
  ASSERT_TRUE(add("b"));
  std::ofstream(folder_ / "tile/0/000.p/2", std::ios::binary) << std::string(64, 'x');
  EXPECT_EQ(add("c").error().kind(), ErrorKind::corrupt);
}

TEST_F(TileLog, GoesOnAfterACrashBeforeTheCheckpoint) {
  ASSERT_TRUE(add("a"));
  const fs::path checkpoint = folder_ / "checkpoint";
  fs::copy_file(checkpoint, folder_ / "kept");
  ASSERT_TRUE(add("lost"));
  fs::copy_file(folder_ / "kept", checkpoint, fs::copy_options::overwrite_existing);
  const auto proof = add("b");
  ASSERT_TRUE(proof) << proof.error().text();
  EXPECT_EQ(proof->index, 1U);
  EXPECT_TRUE(check_log_proof(*proof, "b", key_.verifier()));
}

TEST_F(TileLog, LetsOneProcessAppendAtATime) {
  ASSERT_TRUE(add("a"));
  const auto lock = FolderLock::take(folder_ / "lock");
  EXPECT_EQ(add("b").error().kind(), ErrorKind::conflict);
}

TEST_F(TileLog, TakesNoEntryThatItsFormatCannotHold) {
  EXPECT_EQ(add(std::string(kMaxLogEntry + 1, 'a')).error().kind(), ErrorKind::exhausted);
}

}  // namespace
}  // namespace consentry
