// SPDX-License-Identifier: Apache-2.0
// A stored capture, judged from the command line with every export and a comparison: no browser.
#include <boost/json.hpp>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/scan_manifest.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"
#include "fakes/csv_reader.h"
#include "fakes/xml_reader.h"

namespace consentry::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// The folder of a scan with one site that was visited, and one that was not.
class StoredScan : public ::testing::Test {
 protected:
  StoredScan() {
    ScanManifest manifest;
    manifest.settings.program = "consentry test";
    manifest.settings.started = "2026-11-22T13:45:33.000Z";
    manifest.settings.phases = {Phase::before};
    manifest.settings.profile = "eu";
    manifest.sites = {{"https://shop.example/", site_, {"before"}, ""},
                      {"https://gone.example/",
                       site_folder("https://gone.example/"),
                       {},
                       "the host name does not resolve"}};
    fs::create_directories(folder_.path() / site_ / "before");
    fs::copy_file(std::string(CONSENTRY_SOURCE_DIR) + "/test/data/captures/shell-shop.ndjson",
                  folder_.path() / site_ / "before/events.ndjson");
    (void)folder_.write("scan.json", to_json(manifest));
  }

  Ended judge(std::vector<std::string> words) {
    words.insert(words.begin(), {"judge", folder_.path().string()});
    return run(words);
  }
  std::string read(const std::string& name) { return read_whole(folder_.path() / name); }

  const std::string site_ = site_folder("https://shop.example/");
  TemporaryFolder folder_;
};

TEST_F(StoredScan, NothingIsExportedUnlessAskedFor) {
  judge({});
  EXPECT_TRUE(fs::exists(folder_.path() / "report.json"));
  EXPECT_FALSE(fs::exists(folder_.path() / "report.sarif"));
  EXPECT_FALSE(fs::exists(folder_.path() / "comparison.json"));
}

TEST_F(StoredScan, EveryExportIsWrittenAndReadable) {
  const Ended ended = judge({"--export", "sarif,junit,csv,har,inspection", "--fail-on", "never"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("report.sarif"));
  EXPECT_EQ(boost::json::parse(read("report.sarif")).at("version"), "2.1.0");
  EXPECT_EQ(XmlReader::read(read("report.junit.xml")).children.size(), 2U);
  EXPECT_GT(CsvReader::read(read("requests.csv")).size(), 10U);
  EXPECT_FALSE(CsvReader::read(read("findings.csv")).empty());
  EXPECT_FALSE(CsvReader::read(read("cookies.csv")).empty());
  const auto archive = boost::json::parse(read(site_ + "/before-before.har"));
  EXPECT_GT(archive.at("log").at("entries").as_array().size(), 10U);
  const auto inspection = boost::json::parse(read(site_ + "/inspection.json"));
  EXPECT_FALSE(inspection.at("cookies").as_array().empty());
}

TEST_F(StoredScan, JudgingTwiceExportsTheSameBytes) {
  judge({"--export", "sarif,junit,har"});
  const std::string sarif = read("report.sarif");
  const std::string har = read(site_ + "/before-before.har");
  ASSERT_FALSE(sarif.empty() || har.empty());
  judge({"--export", "sarif,junit,har"});
  EXPECT_EQ(read("report.sarif"), sarif);
  EXPECT_EQ(read(site_ + "/before-before.har"), har);
}

TEST_F(StoredScan, ComparedWithItselfHasNoChange) {
  const Ended ended = judge({"--compare", folder_.path().string()});
  EXPECT_THAT(ended.out, HasSubstr("2 sites without a change"));
  const auto comparison = boost::json::parse(read("comparison.json"));
  EXPECT_EQ(comparison.at("format"), "consentry-comparison/1");
  for (const auto& site : comparison.at("sites").as_array()) {
    EXPECT_EQ(site.at("changed"), false);
  }
}

TEST_F(StoredScan, JsonOnStandardOutputStaysJsonWhenCompared) {
  const Ended ended = judge({"--format", "json", "--compare", folder_.path().string()});
  EXPECT_NO_THROW(boost::json::parse(ended.out));
}

TEST_F(StoredScan, AFolderThatIsNoScanCannotBeComparedWith) {
  const TemporaryFolder empty;
  const Ended ended = judge({"--compare", empty.path().string()});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("--compare"));
}

TEST_F(StoredScan, ExceedsABudgetThatAllowsNothing) {
  const std::string budget = folder_.write("consentry.toml", "[before]\n");
  const Ended ended = judge({"--fail-on", "never", "--budget", budget});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("Budget consentry.toml: exceeded"));
  const auto report = boost::json::parse(read("report.json"));
  EXPECT_EQ(report.at("budget").at("state"), "exceeded");
}

TEST_F(StoredScan, DoesNotExceedTheBudgetWrittenFromItAndSaysWhatWasNotMeasured) {
  const std::string budget = folder_ / "consentry.toml";
  ASSERT_EQ(judge({"--fail-on", "never", "--write-budget", budget}).status, 0);
  const Ended ended = judge({"--fail-on", "never", "--budget", budget});
  EXPECT_EQ(ended.status, 3) << "one of the two sites was not measured";
  EXPECT_THAT(ended.out, HasSubstr("gone.example, before: not measured"));
}

TEST_F(StoredScan, NeverOverwritesABudget) {
  const std::string budget = folder_.write("consentry.toml", "[before]\n");
  const Ended ended = judge({"--write-budget", budget});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("is not overwritten"));
  EXPECT_EQ(read("consentry.toml"), "[before]\n");
}

TEST_F(StoredScan, AWrongBudgetIsWrongUsageWithTheNearestName) {
  const std::string budget = folder_.write("consentry.toml", "[befor]\n");
  const Ended ended = judge({"--budget", budget});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("did you mean 'before'?"));
  EXPECT_EQ(judge({"--budget", folder_ / "none.toml"}).status, 2);
}

}  // namespace
}  // namespace consentry::e2e
