// SPDX-License-Identifier: Apache-2.0
// Consent that one site passes on to another: found where its text does not name the other, and a
// visit that broke off is made again, alone.
#include <boost/json.hpp>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>

#include "e2e/lab_child.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::chrono::seconds kScan{300};
// The web's recipes come once each before any comes again.
constexpr int kWholeWeb = 150;
constexpr std::string_view kShared = "consent shared with a site that is ";

class CarriedConsent : public ::testing::Test {
 protected:
  // The sites that share consent, and whether each names the other.
  [[nodiscard]] std::map<std::string, bool> sharing() const {
    std::map<std::string, bool> found;
    const json::value truth = json::parse(read_whole(lab_.file("truth.json")));
    for (const json::value& site : truth.at("sites").as_array()) {
      const std::string scenario(site.at("scenario").as_string());
      if (!scenario.starts_with(kShared)) continue;
      found[std::string(site.at("url").as_string())] =
          scenario.substr(kShared.size()).starts_with("named");
    }
    return found;
  }

  [[nodiscard]] Ended scan(const std::map<std::string, bool>& sites, bool resume) const {
    std::string list;
    for (const auto& [url, named] : sites) list += url + "\n";
    // All phases: the policy, too, has to be read before anybody is accused.
    std::vector<std::string> words{"scan", "--list", folder_.write("sites.txt", list), "--out",
                                   folder_ / "out"};
    for (const std::string& word : lab_.way_here()) words.push_back(word);
    if (resume) words.emplace_back("--resume");
    return run(words, kScan);
  }

  [[nodiscard]] fs::path out() const { return folder_.path() / "out"; }

  const LabChild lab_{kWholeWeb, 1};
  const TemporaryFolder folder_;
};

// The verdict of ACC-07 for each site.
std::map<std::string, std::string> verdicts_in(const fs::path& report) {
  std::map<std::string, std::string> verdicts;
  const json::value told = json::parse(read_whole(report));
  for (const json::value& site : told.at("sites").as_array()) {
    for (const json::value& finding : site.at("findings").as_array()) {
      if (finding.at("rule").as_string() != "ACC-07") continue;
      verdicts[std::string(site.at("url").as_string())] = finding.at("verdict").as_string();
    }
  }
  return verdicts;
}

TEST_F(CarriedConsent, IsFoundUnlessItWasNamedAndABrokenVisitIsMadeAgainAlone) {
  const std::map<std::string, bool> sites = sharing();
  ASSERT_EQ(sites.size(), 4U);
  std::map<std::string, std::string> expected;
  for (const auto& [url, named] : sites) expected[url] = named ? "pass" : "likely-breach";

  const Ended first = scan(sites, false);
  ASSERT_NE(first.status, -1) << first.err;
  EXPECT_EQ(verdicts_in(out() / "report.json"), expected) << first.err;

  const fs::path broken = out() / "cross" / "carry-1";
  const fs::path whole = out() / "cross" / "carry-2" / "events.ndjson";
  ASSERT_TRUE(fs::exists(broken / "events.ndjson"));
  const auto kept = fs::last_write_time(whole);
  fs::resize_file(broken / "events.ndjson", fs::file_size(broken / "events.ndjson") / 2);
  ASSERT_GT(fs::remove_all(broken / "finished.json"), 0U);

  const Ended again = scan(sites, true);
  EXPECT_EQ(verdicts_in(out() / "report.json"), expected) << again.err;
  EXPECT_EQ(fs::last_write_time(whole), kept);
  EXPECT_TRUE(fs::exists(broken / "finished.json"));
}

}  // namespace
}  // namespace consentry::e2e
