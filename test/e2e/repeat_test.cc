// SPDX-License-Identifier: Apache-2.0
// `--repeat`: a site that tracks only some of its visitors is told as one that does, and in how
// many of the repetitions that was seen.
#include <boost/json.hpp>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>

#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"
#include "io/http/listener.h"

namespace consentry::e2e {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using ::testing::HasSubstr;

constexpr std::chrono::seconds kScan{240};

http::Response page(std::string body) {
  return {200, {{"Content-Type", "text/html; charset=utf-8"}}, std::move(body)};
}

// Every second visitor of fickle.example gets a counter of another company.
class FickleWeb {
 public:
  FickleWeb() {
    auto started =
        http::Listener::start({}, [this](const auto& request) { return answer(request); });
    if (!started) throw std::runtime_error(started.error().text());
    server_ = *std::move(started);
  }
  [[nodiscard]] std::string address() const {
    return "127.0.0.1:" + std::to_string(server_->port());
  }

 private:
  http::Response answer(const http::Request& request) {
    if (request.host == "www.google-analytics.com") {
      return {200, {{"Content-Type", "text/javascript"}}, "void 0"};
    }
    const bool plain = request.host != "fickle.example" || request.path != "/";
    const std::lock_guard lock(mutex_);
    const bool tracked = !plain && ++visits_ % 2 == 0;
    return page(
        std::string("<!doctype html><html lang=en><title>t</title><p>Welcome.</p>") +
        (tracked ? "<script src=http://www.google-analytics.com/analytics.js></script>" : ""));
  }

  std::mutex mutex_;
  int visits_ = 0;
  std::unique_ptr<http::Listener> server_;
};

class Repeat : public ::testing::Test {
 protected:
  Ended scan(bool resume = false) const {
    std::vector<std::string> words{"scan",
                                   "http://fickle.example",
                                   "http://steady.example",
                                   "--phases",
                                   "before",
                                   "--repeat",
                                   "3",
                                   "--jobs",
                                   "1",
                                   "--connect-to",
                                   web_.address(),
                                   "--out",
                                   folder_ / "out"};
    if (resume) words.emplace_back("--resume");
    return run(words, kScan);
  }
  [[nodiscard]] fs::path out() const { return folder_.path() / "out"; }
  [[nodiscard]] json::value report() const {
    return json::parse(read_whole(out() / "report.json"));
  }

  FickleWeb web_;
  const TemporaryFolder folder_;
};

json::value finding(const json::value& site, std::string_view rule) {
  for (const json::value& each : site.at("findings").as_array()) {
    if (each.at("rule").as_string() == rule) return each;
  }
  return {};
}

TEST_F(Repeat, MarksWhatOnlySomeRepetitionsShowAndDropsNothing) {
  const Ended ended = scan();
  ASSERT_EQ(ended.status, 0) << ended.err;
  const json::value told = report();
  const json::value& fickle = told.at("sites").at(0);
  ASSERT_EQ(fickle.at("repetitions").as_array().size(), 3U);
  EXPECT_EQ(fickle.at("repetitions").at(0).at("verdict"), "not-measured") << "only one phase was";
  EXPECT_EQ(fickle.at("repetitions").at(1).at("verdict"), fickle.at("verdict"));

  const json::value asked = finding(fickle, "PRE-01");
  ASSERT_TRUE(asked.is_object());
  EXPECT_EQ(asked.at("verdict"), "likely-breach");
  EXPECT_EQ(asked.at("repeats").at("agreeing"), 2);
  EXPECT_EQ(asked.at("repeats").at("total"), 3);
  EXPECT_EQ(asked.at("repeats").at("verdicts").at(0), "pass");
  const std::string run(asked.at("evidence").at(0).at("run").as_string());
  EXPECT_THAT(run, HasSubstr("repeat-2/"));
  const std::string site(fickle.at("folder").as_string());
  EXPECT_TRUE(fs::exists(out() / site / run / "events.ndjson"));
  EXPECT_EQ(fickle.at("third_parties").at(0).at("repeats"), 2);

  EXPECT_THAT(ended.out, HasSubstr("likely-breach in 2 of 3 repetitions, pass in 1"));
  EXPECT_THAT(read_whole(out() / site / "report.html"), HasSubstr("of <"));

  const json::value& steady = told.at("sites").at(1);
  for (const json::value& each : steady.at("findings").as_array()) {
    EXPECT_EQ(each.at("repeats").at("agreeing"), 3) << each.at("rule");
  }
}

TEST_F(Repeat, IsJudgedAgainToTheSameBytesAndResumedWhereItBrokeOff) {
  ASSERT_EQ(scan().status, 0);
  const std::string before = read_whole(out() / "report.json");
  ASSERT_EQ(run({"judge", out().string()}, kScan).status, 0);
  EXPECT_EQ(read_whole(out() / "report.json"), before);

  const json::value told = report();
  const std::string site(told.at("sites").at(0).at("folder").as_string());
  const std::string second(told.at("sites").at(0).at("repetitions").at(1).at("folder").as_string());
  EXPECT_EQ(second, site + "/repeat-2");
  const std::string first_log = read_whole(out() / site / "before/events.ndjson");
  const std::string second_log = read_whole(out() / second / "before/events.ndjson");
  ASSERT_FALSE(first_log.empty());
  ASSERT_TRUE(fs::remove(out() / second / "finished.json"));
  ASSERT_EQ(scan(true).status, 0);
  EXPECT_EQ(read_whole(out() / site / "before/events.ndjson"), first_log);
  EXPECT_NE(read_whole(out() / second / "before/events.ndjson"), second_log);
  EXPECT_EQ(report().at("sites").at(0).at("repetitions").as_array().size(), 3U);
}

}  // namespace
}  // namespace consentry::e2e
