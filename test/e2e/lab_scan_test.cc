// SPDX-License-Identifier: Apache-2.0
// The main job from end to end: the lab's fictional web is scanned in a real browser, and the
// report is held against the lab's truth.
#include <cstdio>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <sys/wait.h>

#include "e2e/lab_child.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kScan{600};

struct Comparison {
  bool good = false;
  std::string text;
};

// The same comparison that the demo prints.
Comparison compare_with_truth(const std::string& truth, const std::string& report) {
  const std::string line = "node '" CONSENTRY_SOURCE_DIR "/test/e2e/compare_truth.mjs' '" + truth +
                           "' '" + report + "' 2>&1";
  FILE* pipe = ::popen(line.c_str(), "r");
  std::string text;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
  const int status = ::pclose(pipe);
  return {WIFEXITED(status) && WEXITSTATUS(status) == 0, text};
}

// Everything that is computed from the captures, by path.
std::map<std::string, std::string> computed_files(const fs::path& out) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(out)) {
    const bool computed =
        entry.path().filename() == "report.json" || entry.path().extension() == ".html";
    if (entry.is_regular_file() && computed)
      files[entry.path().string()] = read_whole(entry.path());
  }
  return files;
}

// One scan of 40 sites in all phases, shared by the tests: they look at it from different sides.
class LabScan : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    lab = std::make_unique<LabChild>(40, 1);
    folder = std::make_unique<TemporaryFolder>();
    std::vector<std::string> words{"scan", "--list", lab->file("sites.txt"), "--out", out()};
    for (const std::string& word : lab->way_here()) words.push_back(word);
    scan = run(words, kScan);
  }
  static void TearDownTestSuite() {
    folder.reset();
    lab.reset();
  }
  static std::string out() { return *folder / "out"; }

  static std::unique_ptr<LabChild> lab;
  static std::unique_ptr<TemporaryFolder> folder;
  static Ended scan;
};
std::unique_ptr<LabChild> LabScan::lab;
std::unique_ptr<TemporaryFolder> LabScan::folder;
Ended LabScan::scan;

TEST_F(LabScan, FindsSomethingAndSaysSoByItsStatus) { EXPECT_EQ(scan.status, 1) << scan.err; }

TEST_F(LabScan, HasNoFalseBreachAndMissesAtMostOneInAHundred) {
  const Comparison comparison = compare_with_truth(lab->file("truth.json"), out() + "/report.json");
  std::fputs(comparison.text.c_str(), stdout);
  EXPECT_TRUE(comparison.good);
}

TEST_F(LabScan, JudgedAgainGivesTheSameBytesForEverySite) {
  const auto before = computed_files(out());
  ASSERT_GT(before.size(), 40U) << "a report for each site, and one for all";
  for (const auto& [path, bytes] : before) {
    (void)bytes;
    fs::remove(path);
  }
  const Ended judged = run({"judge", out()}, kScan);
  EXPECT_EQ(judged.status, scan.status) << judged.err;
  const auto after = computed_files(out());
  EXPECT_EQ(after.size(), before.size());
  for (const auto& [path, bytes] : before)
    EXPECT_TRUE(after.contains(path) && after.at(path) == bytes) << path;
}

TEST_F(LabScan, NeverPassesSentence) {
  for (const auto& [path, bytes] : computed_files(out()))
    EXPECT_EQ(bytes.find("illegal"), std::string::npos) << path;
}

}  // namespace
}  // namespace consentry::e2e
