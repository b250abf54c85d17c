// SPDX-License-Identifier: Apache-2.0
#include "core/observe/event_log_encoder.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>
#include <limits>

namespace consentry {
namespace {

TEST(EventLogEncoder, lines_are_numbered_from_zero_with_three_decimals_of_time) {
  EventLogEncoder encoder;
  EXPECT_EQ(encoder.note(0, "dns", "no \"such\" host"),
            "{\"n\":0,\"t\":0.000,\"kind\":\"note\",\"topic\":\"dns\",\"text\":\"no \\\"such\\\" "
            "host\"}\n");
  EXPECT_EQ(
      encoder.close(1234.5678, "complete", ""),
      "{\"n\":1,\"t\":1234.568,\"kind\":\"close\",\"status\":\"complete\",\"reason\":\"\"}\n");
  EXPECT_EQ(encoder.lines(), 2u);
}

TEST(EventLogEncoder, an_event_stands_in_its_line_byte_for_byte) {
  EventLogEncoder encoder;
  const std::string raw = R"({"method":"Page.x","params":{"u":"\u00e9\n","n":1.50}})";
  EXPECT_EQ(encoder.event(1, raw), "{\"n\":0,\"t\":1.000,\"kind\":\"event\",\"m\":" + raw + "}\n");
}

TEST(EventLogEncoder, a_line_break_between_tokens_does_not_break_the_line) {
  EventLogEncoder encoder;
  const std::string line = encoder.event(1, "{\"a\":\r\n1}");
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(boost::json::parse(line).at("m").at("a"), 1);
}

TEST(EventLogEncoder, the_opening_line_states_browser_and_settings) {
  RunOpening opening;
  opening.run = "refuse";
  opening.phases = {Phase::before, Phase::refuse};
  opening.build = "shell";
  opening.third_party_cookies = false;
  opening.viewport_width = 1366;
  opening.viewport_height = 768;
  EventLogEncoder encoder;
  const auto value = boost::json::parse(encoder.open(0, opening));
  EXPECT_EQ(value.at("format"), "consentry-event-log/1");
  EXPECT_EQ(value.at("phases").at(1), "refuse");
  EXPECT_EQ(value.at("settings").at("thirdPartyCookies"), "blocked");
  EXPECT_TRUE(value.at("settings").at("extraCa").is_null());
  EXPECT_EQ(value.at("started"), "1970-01-01T00:00:00.000Z");
}

TEST(EventLogEncoder, steps_clicks_and_choices_use_the_names_of_the_format) {
  EventLogEncoder encoder;
  const auto begin = boost::json::parse(
      encoder.step(0, Phase::accept, Step::second_page, StepMark::begin, "http://a.example/", ""));
  EXPECT_EQ(begin.at("step"), "second-page");
  EXPECT_FALSE(begin.as_object().contains("quiet"));
  const auto settled = boost::json::parse(
      encoder.step(0, Phase::accept, Step::load, StepMark::settled, "u", "ceiling"));
  EXPECT_EQ(settled.at("quiet"), "ceiling");
  const auto click = boost::json::parse(
      encoder.click(0, 2, Intent::refuse_all, "Nein", "generic", Rect{1, 2, 3, 4}));
  EXPECT_EQ(click.at("intent"), "refuse-all");
  EXPECT_EQ(click.at("rect").at(3), 4.0);
  const auto choice = boost::json::parse(
      encoder.choice(0, Phase::refuse, ChoiceResult::no_control, "generic", 1, 2, {"a", "b"}));
  EXPECT_EQ(choice.at("result"), "no-control");
  EXPECT_EQ(choice.at("proof").at(1), "b");
}

TEST(EventLogEncoder, a_time_or_place_that_is_no_number_is_still_json) {
  EventLogEncoder encoder;
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_NO_THROW(boost::json::parse(
      encoder.click(infinite, 1, Intent::close, "", "generic", Rect{infinite, 0, 0, 0})));
}

}  // namespace
}  // namespace consentry
