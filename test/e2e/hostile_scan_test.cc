// SPDX-License-Identifier: Apache-2.0
// Sites that try to harm a scan, among others in one browser: each ends as a visitor's browser
// would have shown it, or says why not, within its time; and nobody else's findings change.
#include <boost/json.hpp>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "e2e/lab_child.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::chrono::seconds kScan{600};
constexpr int kNormal = 4;
// A run may take a minute (site_scanner.cc), and its last command what commands may take.
constexpr double kLongestRun = 60'000 + 20'000;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// How a trap must end.
enum class End {
  shown,      // as any other page: measured, and its counter was seen before a choice
  forbidden,  // measured, and nothing was sent, as its own policy forbids it
  unknown,    // not measured, for the reason that stands beside it
  either,     // as `shown`, or `unknown`: how far a browser comes is the machine's doing
};

struct Trap {
  std::string_view kind;
  End end;
  std::string_view reason = {};  // words of why it is not measured
  std::string_view topic = {};   // of a limitation that has to be stated
  std::string_view seen = {};    // a host that counts, or a name that is kept, besides
};

constexpr std::string_view kStopped = "stopped answering";

constexpr Trap kTraps[] = {
    {"endless-redirects", End::unknown, "ERR_TOO_MANY_REDIRECTS"},
    {"dialogs", End::shown, {}, "dialog"},
    {"busy-page", End::unknown, kStopped},
    // It is busy when the visit may be over or not.
    {"busy-later", End::either, kStopped},
    {"busy-worker", End::shown},
    {"huge-document", End::either, kStopped},
    {"many-frames", End::either, kStopped},
    // A page may take two gigabytes, then it is ended.
    {"memory-bomb", End::either, "the page "},
    {"download", End::unknown, "a download, not a web page"},
    {"download-storm", End::shown},
    {"self-closing", End::shown, {}, "redirected"},
    {"stalled", End::unknown, "no answer within 5 s"},
    {"trickled", End::shown},
    {"invalid-tls", End::unknown, "the certificate is not trusted"},
    {"invalid-utf8", End::shown, {}, {}, "broken"},
    {"forbidding-csp", End::forbidden},
    {"permissions", End::shown},
    {"detecting", End::shown, {}, {}, "i.clarity.ms"},
    {"endless-history", End::shown},
    {"endless-refresh", End::shown},
    {"endless-navigation", End::shown},
    {"full-storage", End::shown, {}, {}, "k0"},
    {"huge-head", End::shown, {}, {}, "c0"},
    {"popup-storm", End::shown},
    {"log-flood", End::shown, {}, {}, "f"},
    {"fetch-loop", End::shown},
    {"hanging-worker", End::shown, {}, {}, "/"},
    {"printing", End::shown},
};

constexpr int kHostile = std::size(kTraps);
constexpr const char* kCounter = "www.google-analytics.com";

struct SiteResult {
  std::string status;
  std::string reason;
  std::string folder;
  std::string findings;  // rule, phase and verdict of each
  std::set<std::string, std::less<>> seen;    // hosts of trackers before a choice, names of items
  std::multiset<std::string, std::less<>> topics;  // of limitations
};

void add_finding(const json::value& finding, SiteResult& result) {
  for (const char* member : {"rule", "phase", "verdict"})
    result.findings += json::serialize(finding.at(member));
  if (finding.at("rule").as_string() != "PRE-01") return;
  for (const json::value& evidence : finding.at("evidence").as_array())
    result.seen.emplace(evidence.at("host").as_string());
}

std::map<std::string, SiteResult> results_in(const fs::path& report) {
  std::map<std::string, SiteResult> results;
  const json::value whole = json::parse(read_whole(report));
  for (const json::value& site : whole.at("sites").as_array()) {
    SiteResult& result = results[std::string(site.at("url").as_string())];
    result.status = site.at("status").as_string();
    result.reason = site.at("reason").as_string();
    result.folder = site.at("folder").as_string();
    for (const json::value& finding : site.at("findings").as_array()) add_finding(finding, result);
    for (const json::value& item : site.at("items").as_array())
      result.seen.emplace(item.at("name").as_string());
    for (const json::value& limitation : site.at("limitations").as_array())
      result.topics.emplace(limitation.at("topic").as_string());
  }
  return results;
}

// Milliseconds that the site's longest run took.
double longest_run(const fs::path& site) {
  double longest = 0;
  for (const auto& entry : fs::recursive_directory_iterator(site)) {
    if (entry.path().filename() != "events.ndjson") continue;
    const std::string last = lines_of(read_whole(entry.path())).back();
    longest = std::max(longest, json::parse(last).at("t").to_number<double>());
  }
  return longest;
}

void expect_end(const Trap& trap, const SiteResult& result) {
  const bool measured = result.status == "measured";
  const bool may_fail = trap.end == End::unknown || trap.end == End::either;
  if (!measured && may_fail) {
    EXPECT_EQ(result.status, "not-measured");
    EXPECT_THAT(result.reason, HasSubstr(std::string(trap.reason)));
    // Nothing is said of what was not measured, least of all that all is well.
    EXPECT_THAT(result.findings, Not(HasSubstr("\"pass\"")));
    return;
  }
  EXPECT_NE(trap.end, End::unknown);
  EXPECT_EQ(result.status, "measured") << result.reason;
  EXPECT_THAT(result.reason, IsEmpty());
  EXPECT_EQ(result.seen.contains(kCounter), trap.end != End::forbidden);
  if (!trap.seen.empty()) {
    EXPECT_TRUE(result.seen.contains(trap.seen)) << trap.seen;
  }
  if (!trap.topic.empty()) {
    EXPECT_THAT(result.topics, Contains(std::string(trap.topic)));
  }
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

TEST_F(HostileScan, EveryTrapEndsAsAVisitorWouldSeeItAndHarmsNobody) {
  const auto normal = lines_of(read_whole(lab_.file("sites.txt")));
  const auto hostile = lines_of(read_whole(lab_.file("hostile.txt")));
  ASSERT_EQ(normal.size(), static_cast<std::size_t>(kNormal));
  ASSERT_EQ(hostile.size(), std::size(kTraps));
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
  for (const Trap& trap : kTraps) {
    const std::string url = "https://" + std::string(trap.kind) + "-trap.example/";
    SCOPED_TRACE(url);
    ASSERT_TRUE(result.contains(url));
    expect_end(trap, result.at(url));
    // However much a page does, its report can be read.
    EXPECT_LT(result.at(url).topics.size(), 50U);
    EXPECT_LT(longest_run(folder_.path() / "among" / result.at(url).folder), kLongestRun);
  }
  EXPECT_EQ(processes_living_in(temporary_.path()), 0);
  EXPECT_TRUE(fs::is_empty(temporary_.path()));
}

}  // namespace
}  // namespace consentry::e2e
