// SPDX-License-Identifier: Apache-2.0
// What broke off beside other sites is measured once more when all were visited, and no oftener.
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "e2e/lab_child.h"
#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using ::testing::HasSubstr;

constexpr std::chrono::seconds kScan{300};
constexpr std::string_view kHog = "https://busy-page-trap.example/";

json::value site_of(const fs::path& report, std::string_view url) {
  const json::value whole = json::parse(read_whole(report));
  for (const json::value& site : whole.at("sites").as_array()) {
    if (site.at("url").as_string() == url) return site;
  }
  ADD_FAILURE() << "no site " << url;
  return {};
}

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

class SecondVisit : public ::testing::Test {
 protected:
  SecondVisit() {
    std::istringstream sites(read_whole(lab_.file("sites.txt")));
    std::getline(sites, ordinary_);
    list_ = folder_.write("list.txt", std::string(kHog) + "\n" + ordinary_ + "\n");
  }
  void scan() const {
    std::vector<std::string> words{"scan",      "--list", list_,       "--phases",    "before",
                                   "--timeout", "5",      "--out",     out_.string(), "--resume",
                                   "--jobs",    "4",      "--fail-on", "never"};
    for (const std::string& word : lab_.way_here()) words.push_back(word);
    const Ended ended = run(words, kScan);
    EXPECT_EQ(ended.status, 0) << ended.err;
  }
  [[nodiscard]] json::value reported(std::string_view url) const {
    return site_of(out_ / "report.json", url);
  }
  [[nodiscard]] fs::path captures(std::string_view url) const {
    return out_ / std::string(reported(url).at("folder").as_string());
  }
  // As a scan leaves a site that was killed before its second visits.
  void forget_second_visits(const fs::path& site) const {
    json::object mark = json::parse(read_whole(site / "finished.json")).as_object();
    mark.erase("secondVisits");
    write(site / "finished.json", json::serialize(mark));
  }

  const LabChild lab_{1, 1, 3};
  const TemporaryFolder folder_;
  const fs::path out_ = folder_.path() / "scan";
  std::string ordinary_;
  std::string list_;
};

TEST_F(SecondVisit, IsMadeOnceToldAndNeverRepeated) {
  scan();
  const json::value hog = reported(kHog);
  EXPECT_EQ(hog.at("status").as_string(), "not-measured");
  ASSERT_EQ(hog.at("second_visits").as_array().size(), 1U);
  const json::value& visit = hog.at("second_visits").at(0);
  EXPECT_THAT(std::string(visit.at("first").as_string()), HasSubstr("before: "));
  EXPECT_FALSE(visit.at("second").as_string().empty());
  EXPECT_FALSE(visit.at("used").as_bool());
  EXPECT_EQ(reported(ordinary_).at("status").as_string(), "measured");

  const fs::path second = captures(kHog) / "again" / "before" / "events.ndjson";
  const auto written = fs::last_write_time(second);
  const std::string report = read_whole(out_ / "report.json");
  EXPECT_EQ(run({"judge", out_.string(), "--fail-on", "never"}, kScan).status, 0);
  EXPECT_EQ(read_whole(out_ / "report.json"), report);
  scan();
  EXPECT_EQ(fs::last_write_time(second), written);
}

TEST_F(SecondVisit, TakesTheFirstOnesPlaceWhenItShowsMoreAlsoAfterAKill) {
  scan();
  // The ordinary site as it is when its neighbours starved it, and the scan killed at its second
  // visit.
  const fs::path site = captures(ordinary_);
  const fs::path log = site / "before" / "events.ndjson";
  std::istringstream lines(read_whole(log));
  std::string open;
  std::getline(lines, open);
  write(
      log,
      open + "\n" +
          R"({"n":1,"t":1.0,"kind":"step","phase":"before","step":"load","at":"begin","url":"https://x/","quiet":""})"
          "\n" +
          R"({"n":2,"t":2.0,"kind":"note","topic":"timeout","text":"no answer within 5 s"})"
          "\n" +
          R"({"n":3,"t":3.0,"kind":"close","status":"failed","reason":"before: no answer"})"
          "\n");
  forget_second_visits(site);
  fs::create_directories(site / "again" / "before");
  write(site / "again" / "before" / "events.ndjson.part", open);
  const auto first_of_hog = fs::last_write_time(captures(kHog) / "before" / "events.ndjson");

  scan();
  const json::value told = reported(ordinary_);
  EXPECT_EQ(told.at("status").as_string(), "measured");
  ASSERT_EQ(told.at("second_visits").as_array().size(), 1U);
  EXPECT_EQ(told.at("second_visits").at(0).at("first").as_string(), "before: no answer within 5 s");
  EXPECT_EQ(told.at("second_visits").at(0).at("second").as_string(), "");
  EXPECT_TRUE(told.at("second_visits").at(0).at("used").as_bool());
  EXPECT_EQ(told.at("runs").at(0).at("name").as_string(), "again/before");
  EXPECT_TRUE(fs::exists(log));
  EXPECT_EQ(fs::last_write_time(captures(kHog) / "before" / "events.ndjson"), first_of_hog);
}

}  // namespace
}  // namespace consentry::e2e
