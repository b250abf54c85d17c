// SPDX-License-Identifier: Apache-2.0
// The main job from end to end: the lab's fictional web is scanned in a real browser, and the
// report is held against the lab's truth.
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <set>
#include <sys/wait.h>

#include "e2e/declared_truth.h"
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

using PhasesBySite = std::map<std::string, std::set<std::string>>;

std::set<std::string> texts_of(const boost::json::value& array) {
  std::set<std::string> texts;
  for (const auto& text : array.as_array()) texts.emplace(text.as_string());
  return texts;
}

TEST_F(LabScan, TheCompanyFileOfTheAdvertisingNetworkCountsExactlyWhatTheTruthSays) {
  const auto truth = boost::json::parse(read_whole(lab->file("truth.json"))).at("network");
  const std::string domain(truth.at("domain").as_string());
  const Ended told = run({"company", domain, out(), "--format", "json"}, kScan);
  ASSERT_EQ(told.status, 0) << told.err;
  const auto counted = boost::json::parse(told.out).at("scans").at(0);
  PhasesBySite wanted;
  PhasesBySite seen;
  std::map<std::string, std::int64_t> wanted_sites;
  for (const auto& site : truth.at("sites").as_array()) {
    wanted[std::string(site.at("url").as_string())] = texts_of(site.at("phases"));
    for (const std::string& phase : texts_of(site.at("phases"))) ++wanted_sites[phase];
  }
  for (const auto& site : counted.at("present").as_array()) {
    seen[std::string(site.at("url").as_string())] = texts_of(site.at("identifier_in"));
  }
  EXPECT_EQ(seen, wanted);
  EXPECT_EQ(counted.at("sites_present"), truth.at("sites_with_script"));
  for (const auto& count : counted.at("by_phase").as_array()) {
    const std::string phase(count.at("phase").as_string());
    EXPECT_EQ(count.at("sites_with_identifier").as_int64(), wanted_sites[phase]) << phase;
  }
  // Its identifier is set before a choice on these, and one visitor is followed over all of them.
  std::set<std::string> followed;
  for (const auto& visitor : counted.at("followed").as_array()) {
    EXPECT_EQ(visitor.at("name"), truth.at("cookie"));
    for (const auto& site : visitor.at("sites").as_array())
      followed.insert("https://" + std::string(site.at("site").as_string()) + "/");
  }
  std::set<std::string> before;
  for (const auto& [url, phases] : wanted) {
    if (phases.contains("before")) before.insert(url);
  }
  EXPECT_EQ(followed, before);
}

TEST_F(LabScan, TheDeclarationOfEverySiteListsExactlyWhatItStoresByCategory) {
  for (const auto& [url, stored] : stored_by_truth(lab->file("truth.json")))
    EXPECT_EQ(declared_from(out() + "/report.json", url), stored) << url;
}

TEST_F(LabScan, NeverPassesSentence) {
  for (const auto& [path, bytes] : computed_files(out()))
    EXPECT_EQ(bytes.find("illegal"), std::string::npos) << path;
}

}  // namespace
}  // namespace consentry::e2e
