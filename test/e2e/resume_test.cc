// SPDX-License-Identifier: Apache-2.0
// A scan that is killed again and again, and goes on each time, ends like one that never was.
#include <boost/json.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <poll.h>
#include <random>

#include "e2e/lab_child.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using std::chrono::milliseconds;
using ::testing::HasSubstr;

constexpr std::chrono::seconds kScan{300};
constexpr int kKills = 4;

class Resume : public ::testing::Test {
 protected:
  std::vector<std::string> words(const std::string& out, bool resume) const {
    std::vector<std::string> words{"scan",          "--list", lab_.file("sites.txt"), "--phases",
                                   "before,refuse", "--out",  folder_ / out};
    for (const std::string& word : lab_.way_here()) words.push_back(word);
    if (resume) words.emplace_back("--resume");
    return words;
  }
  fs::path path(const std::string& name) const { return folder_.path() / name; }

  const LabChild lab_{5, 3};
  const TemporaryFolder folder_;
};

// Every site with its rules, phases and verdicts, in the report's order.
std::string findings_in(const fs::path& report) {
  const json::value whole = json::parse(read_whole(report));
  std::string text;
  for (const json::value& site : whole.at("sites").as_array()) {
    text +=
        std::string(site.at("url").as_string()) + " " + json::serialize(site.at("status")) + "\n";
    for (const json::value& finding : site.at("findings").as_array()) {
      for (const char* member : {"rule", "phase", "verdict"}) {
        text += " " + json::serialize(finding.at(member));
      }
      text += "\n";
    }
  }
  return text;
}

// The logs of sites and visits that are marked as finished, with the time of their last change.
std::map<std::string, fs::file_time_type> finished_logs(const fs::path& out) {
  std::map<std::string, fs::file_time_type> logs;
  if (!fs::exists(out)) return logs;
  for (const auto& entry : fs::recursive_directory_iterator(out)) {
    if (entry.path().filename() != "finished.json") continue;
    for (const auto& below : fs::recursive_directory_iterator(entry.path().parent_path())) {
      if (below.path().filename() != "events.ndjson") continue;
      logs[below.path().string()] = fs::last_write_time(below.path());
    }
  }
  return logs;
}

TEST_F(Resume, AfterKillsAtAnyMomentLosesAndRepeatsNothing) {
  const auto begun = std::chrono::steady_clock::now();
  const Ended whole = run(words("whole", false), kScan);
  const auto took =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun);
  ASSERT_TRUE(whole.status == 0 || whole.status == 1) << whole.err;

  std::mt19937 dice(20261122);
  std::uniform_int_distribution<int> moment(100, static_cast<int>(took.count()) / 2);
  std::map<std::string, fs::file_time_type> finished;
  for (int kill = 0; kill < kKills; ++kill) {
    RunningProgram scan(words("broken", true));
    // No event marks a random moment.
    ::poll(nullptr, 0, moment(dice));
    scan.signal_group(SIGKILL);
    (void)scan.wait(kScan);
    const auto now = finished_logs(path("broken"));
    for (const auto& [log, written] : finished) {
      EXPECT_TRUE(now.contains(log) && now.at(log) == written) << log;
    }
    finished = now;
  }
  std::printf("%zu logs were finished when the last part began\n", finished.size());
  const Ended ended = run(words("broken", true), kScan);
  EXPECT_EQ(ended.status, whole.status) << ended.err;
  const auto last = finished_logs(path("broken"));
  for (const auto& [log, written] : finished) {
    EXPECT_TRUE(last.contains(log) && last.at(log) == written) << log;
  }
  EXPECT_EQ(findings_in(path("broken") / "report.json"),
            findings_in(path("whole") / "report.json"));
}

TEST_F(Resume, AfterCtrlCTheScanSaysHowToGoOn) {
  RunningProgram scan(words("broken", false));
  ASSERT_TRUE(wait_for_path(path("broken"), kScan));
  ASSERT_TRUE(wait_for_path(path("broken") / "sites", kScan));
  scan.signal_group(SIGINT);
  const Ended cut = scan.wait(kScan);
  EXPECT_THAT(cut.err, HasSubstr("--resume"));

  const Ended again = run(words("broken", false), kScan);
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.err, HasSubstr("--resume"));

  auto other = words("broken", true);
  other.insert(other.end(), {"--pages", "2"});
  const Ended refused = run(other, kScan);
  EXPECT_NE(refused.status, 0);
  EXPECT_THAT(refused.err, HasSubstr("--pages was 1 and is 2"));

  const Ended ended = run(words("broken", true), kScan);
  EXPECT_TRUE(ended.status == 0 || ended.status == 1) << ended.err;
  EXPECT_THAT(read_whole(path("broken") / "report.json"), ::testing::Not(HasSubstr("interrupted")));
}

TEST_F(Resume, NeedsTheFolderOfAScan) {
  const TemporaryFolder empty;
  const Ended nameless = run({"scan", "https://shop.example", "--resume"});
  EXPECT_EQ(nameless.status, 2);
  EXPECT_THAT(nameless.err, HasSubstr("--out"));
  (void)empty.write("notes.txt", "mine");
  const Ended strange =
      run({"scan", "https://shop.example", "--resume", "--out", empty.path().string()});
  EXPECT_NE(strange.status, 0);
  EXPECT_THAT(strange.err, HasSubstr("not the folder of a scan"));
}

}  // namespace
}  // namespace consentry::e2e
