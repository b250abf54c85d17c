// SPDX-License-Identifier: Apache-2.0
// Ctrl-C leaves nothing behind: no browser process, no profile folder, no half-written report.
#include <csignal>
#include <filesystem>
#include <gtest/gtest.h>

#include "e2e/lab_child.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kStart{60};
constexpr std::chrono::seconds kEnd{20};

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

// Processes whose environment names the folder: the browser's home and temporary folder lie in it.
int processes_living_in(const fs::path& folder) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    if (!is_number(entry.path().filename().string())) continue;
    if (read_whole(entry.path() / "environ").find(folder.string()) != std::string::npos) ++count;
  }
  return count;
}

class Interruption : public ::testing::TestWithParam<int> {};

TEST_P(Interruption, LeavesNoProcessAndNoProfile) {
  const LabChild lab(4, 3);
  const TemporaryFolder temporary;
  const TemporaryFolder out;
  std::vector<std::string> words{"scan", "--list", lab.file("sites.txt"), "--out", out / "scan"};
  for (const std::string& word : lab.way_here()) words.push_back(word);
  RunningProgram scan(words, {"TMPDIR=" + temporary.path().string()});
  ASSERT_TRUE(wait_for_entry(temporary.path(), kStart)) << "no browser profile was made";
  ASSERT_TRUE(wait_for_path(out / "scan", kStart)) << "no output folder was made";
  ASSERT_TRUE(wait_for_path(out / "scan/sites", kStart)) << "nothing was captured";

  scan.signal_group(GetParam());
  const Ended ended = scan.wait(kEnd);

  EXPECT_FALSE(ended.late) << "it did not end in time";
  EXPECT_EQ(ended.status, 128 + GetParam()) << ended.err;
  EXPECT_EQ(processes_living_in(temporary.path()), 0);
  EXPECT_TRUE(fs::is_empty(temporary.path()));
}

INSTANTIATE_TEST_SUITE_P(BySignal, Interruption, ::testing::Values(SIGINT, SIGTERM));

}  // namespace
}  // namespace consentry::e2e
