// SPDX-License-Identifier: Apache-2.0
// Sites that try to harm a scan, among others in one browser: each ends as a stated result, and
// nobody else's findings change.
#include <boost/json.hpp>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

#include "e2e/lab_child.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using ::testing::AnyOf;

constexpr std::chrono::seconds kScan{600};
constexpr int kNormal = 4;
constexpr int kHostile = 28;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

struct SiteResult {
  std::string status;
  std::string reason;
  std::string findings;  // rule, phase and verdict of each
};

std::map<std::string, SiteResult> results_in(const fs::path& report) {
  std::map<std::string, SiteResult> results;
  const json::value whole = json::parse(read_whole(report));
  for (const json::value& site : whole.at("sites").as_array()) {
    SiteResult& result = results[std::string(site.at("url").as_string())];
    result.status = site.at("status").as_string();
    result.reason = site.at("reason").as_string();
    for (const json::value& finding : site.at("findings").as_array()) {
      for (const char* member : {"rule", "phase", "verdict"}) {
        result.findings += json::serialize(finding.at(member));
      }
    }
  }
  return results;
}

// Processes whose environment names the folder: the browser's home lies in it.
int processes_living_in(const fs::path& folder) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    if (read_whole(entry.path() / "environ").find(folder.string()) != std::string::npos) ++count;
  }
  return count;
}

class HostileScan : public ::testing::Test {
 protected:
  fs::path scan(const std::string& name, const std::string& list) const {
    const std::string sites = folder_.write(name + ".txt", list);
    std::vector<std::string> words{"scan",     "--list", sites,       "--out", folder_ / name,
                                   "--phases", "before", "--timeout", "5",     "--fail-on",
                                   "never"};
    for (const std::string& word : lab_.way_here()) words.push_back(word);
    RunningProgram program(words, {"TMPDIR=" + temporary_.path().string()});
    const Ended ended = program.wait(kScan);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_FALSE(ended.late);
    return folder_.path() / name;
  }

  const LabChild lab_{kNormal, 1, kHostile};
  const TemporaryFolder folder_;
  const TemporaryFolder temporary_;
};

TEST_F(HostileScan, EveryTrapEndsAsAStatedResultAndHarmsNobody) {
  const auto normal = lines_of(read_whole(lab_.file("sites.txt")));
  const auto hostile = lines_of(read_whole(lab_.file("hostile.txt")));
  ASSERT_EQ(normal.size(), static_cast<std::size_t>(kNormal));
  ASSERT_EQ(hostile.size(), static_cast<std::size_t>(kHostile));
  std::string alone;
  for (const std::string& url : normal) alone += url + "\n";
  std::string mixed;
  for (std::size_t i = 0; i < hostile.size(); ++i) {
    mixed += hostile[i] + "\n";
    if (i % (kHostile / kNormal) == 0) mixed += normal[i / (kHostile / kNormal)] + "\n";
  }

  const auto quiet = results_in(scan("quiet", alone) / "report.json");
  const auto result = results_in(scan("among", mixed) / "report.json");

  ASSERT_EQ(result.size(), normal.size() + hostile.size());
  for (const std::string& url : normal) {
    EXPECT_EQ(result.at(url).status, "measured") << url << ": " << result.at(url).reason;
    EXPECT_EQ(result.at(url).findings, quiet.at(url).findings) << url;
  }
  for (const std::string& url : hostile) {
    const SiteResult& trap = result.at(url);
    EXPECT_THAT(trap.status, AnyOf("measured", "partial", "not-measured")) << url;
    const bool unexplained = trap.status == "not-measured" && trap.reason.empty();
    EXPECT_FALSE(unexplained) << url;
  }
  for (const char* trap :
       {"busy-page", "stalled", "invalid-tls", "endless-redirects", "download"}) {
    const std::string url = "https://" + std::string(trap) + "-trap.example/";
    EXPECT_EQ(result.at(url).status, "not-measured") << url;
  }
  EXPECT_EQ(processes_living_in(temporary_.path()), 0);
  EXPECT_TRUE(fs::is_empty(temporary_.path()));
}

}  // namespace
}  // namespace consentry::e2e
