// SPDX-License-Identifier: Apache-2.0
#include "fakes/event_log_maker.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <sstream>

namespace consentry::fakes {
namespace {

std::vector<boost::json::object> lines_of(const std::string& text) {
  std::vector<boost::json::object> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(boost::json::parse(line).as_object());
  }
  return lines;
}

TEST(EventLogMaker, NumbersItsLinesFromZeroAndItsTimesRise) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.wait(250);
  log.request({.url = "https://t.tracker.example/a.js", .set_cookies = {"a=1", "b=2"}});
  log.close();
  const auto lines = lines_of(log.text());
  double before = -1;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].at("n").to_number<std::size_t>(), i);
    EXPECT_GT(lines[i].at("t").to_number<double>(), before);
    before = lines[i].at("t").to_number<double>();
  }
  EXPECT_EQ(lines.front().at("kind"), "open");
  EXPECT_EQ(lines.back().at("kind"), "close");
}

TEST(EventLogMaker, NamesTheLineAFactRestsOn) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  const Line line = log.request({.url = "https://t.tracker.example/a.js"});
  const auto lines = lines_of(log.text());
  const auto& message = lines.at(line).at("m").as_object();
  EXPECT_EQ(message.at("method"), "Network.requestWillBeSent");
  EXPECT_EQ(message.at("params").at("request").at("url"), "https://t.tracker.example/a.js");
}

TEST(EventLogMaker, EndsAStepBeforeTheNextBegins) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.step(Phase::refuse, Step::choice);
  log.close();
  std::string order;
  for (const auto& line : lines_of(log.text())) {
    if (line.at("kind") == "step") order += std::string(line.at("at").as_string()) + " ";
  }
  EXPECT_EQ(order, "begin settled end begin settled end ");
}

}  // namespace
}  // namespace consentry::fakes
