// SPDX-License-Identifier: Apache-2.0
#include "io/store/case_folder.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

#include "io/store/private_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const UtcTime kNow = *parse_rfc3339("2026-11-23T12:00:00Z");
const std::vector<ClockRule> kRules{
    {"SILENCE", "complaint-lodged", {3, TermUnit::months}, false, "f", "b", 'M', {}}};

class CaseFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "consentry-cases-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    write("ours.toml",
          "name='A v B'\nsummary='s'\nrespondents=['B']\nstate='open'\nstate_on='2026-01-02'\n");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static CaseLogEntry event() {
    CaseLogEntry entry;
    entry.kind = "event";
    entry.on = *parse_date("2026-11-01");
    entry.text = "Sent";
    entry.starts = "complaint-lodged";
    return entry;
  }
  [[nodiscard]] CaseFolder cases() const { return {folder_, kRules}; }

  fs::path folder_;
};

TEST_F(CaseFolderTest, KeepsALogBesideTheFileAndLetsItTell) {
  CaseFolder cases = this->cases();
  const auto written = cases.log("ours", event(), "J. Doe", kNow);
  ASSERT_TRUE(written) << written.error().text();
  EXPECT_EQ(written->entry.salt.size(), 32U);
  ASSERT_TRUE(cases.log("ours", event(), "J. Doe", kNow));
  const auto found = cases.find("ours");
  ASSERT_TRUE(found) << found.error().text();
  EXPECT_EQ(found->log.entries.size(), 2U);
  EXPECT_NE(found->log.entries[0].entry.salt, found->log.entries[1].entry.salt);
  EXPECT_EQ(standing_of(found->file, kRules, *parse_date("2026-11-11")).silence, 10);
  EXPECT_TRUE(fs::exists(folder_ / "ours.log.ndjson"));
}

TEST_F(CaseFolderTest, WritesNothingAfterABrokenChain) {
  CaseFolder cases = this->cases();
  ASSERT_TRUE(cases.log("ours", event(), "J. Doe", kNow));
  std::string record = read("ours.log.ndjson");
  record.replace(record.find("Sent"), 4, "Lost");
  record += record;
  write("ours.log.ndjson", record);
  const auto refused = cases.log("ours", event(), "J. Doe", kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind(), ErrorKind::corrupt);
  EXPECT_EQ(read("ours.log.ndjson"), record);
  EXPECT_FALSE(cases.find("ours"));
}

TEST_F(CaseFolderTest, LetsOneWriteAtATime) {
  const auto lock = FolderLock::take(folder_ / ".ours.log.ndjson.lock");
  ASSERT_TRUE(lock);
  const auto refused = cases().log("ours", event(), "J. Doe", kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind(), ErrorKind::conflict);
}

TEST_F(CaseFolderTest, NamesFilesThatAreNoCase) {
  write("another.toml", "name='unfinished'\n");
  write("notes.txt", "no case");
  write("UPPER.toml", "no name of a case");
  const auto shelf = cases().all();
  ASSERT_TRUE(shelf) << shelf.error().text();
  ASSERT_EQ(shelf->cases.size(), 1U);
  EXPECT_EQ(shelf->cases[0].id, "ours");
  ASSERT_EQ(shelf->unread.size(), 1U);
  EXPECT_EQ(shelf->unread[0].id, "another");
  EXPECT_THAT(shelf->unread[0].why, HasSubstr("summary"));
}

TEST_F(CaseFolderTest, LeavesItsFolderForNoName) {
  fs::create_directory(folder_ / "inner");
  const CaseFolder inner(folder_ / "inner", kRules);
  for (const char* id : {"../ours", "", "ours.toml", "OURS", "a/b"}) {
    const auto found = inner.find(id);
    ASSERT_FALSE(found) << id;
    EXPECT_EQ(found.error().kind(), ErrorKind::not_found);
  }
  EXPECT_FALSE(CaseFolder(folder_ / "missing", kRules).all());
}

}  // namespace
}  // namespace consentry
