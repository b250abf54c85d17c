// SPDX-License-Identifier: Apache-2.0
// What is tried after a run's own phases stands apart from their facts.
#include <gtest/gtest.h>

#include "core/observe/event_log_encoder.h"
#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;

EventLogMaker visited() {
  EventLogMaker log({.run = "gpc", .phases = {Phase::gpc}, .gpc = true});
  log.step(Phase::gpc, Step::load);
  log.document("https://shop.example/");
  log.jar({{.name = "sid", .value = "1", .domain = "shop.example"}});
  return log;
}

TEST(Aside, FactsOfTrialsAreKeptApartWithTheirLines) {
  EventLogMaker log = visited();
  log.step(Phase::aside, Step::scroll);
  const auto line = log.request({.url = "https://t.example/a.js"});
  log.jar({{.name = "consent", .value = "yes", .domain = "shop.example"}});
  log.end_step();
  log.close();
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.requests.size(), 1U);
  EXPECT_EQ(run.cookie_rows.size(), 1U);
  ASSERT_EQ(run.aside.size(), 1U);
  const RunObservation& aside = run.aside.front();
  ASSERT_EQ(aside.trials.size(), 1U);
  EXPECT_EQ(aside.trials.front().when.step, Step::scroll);
  ASSERT_EQ(aside.requests.size(), 1U);
  EXPECT_EQ(aside.requests.front().at.line, line);
  EXPECT_EQ(aside.cookie_rows.size(), 1U);
  EXPECT_EQ(run.measured, std::vector<Phase>{Phase::gpc});
}

TEST(Aside, HoldsWhatWasFetchedAndTyped) {
  EventLogMaker log = visited();
  log.step(Phase::aside, Step::documents);
  log.end_step();
  EventLogEncoder encoder;
  const std::string lines =
      encoder.document(9, "gpc", "", "/.well-known/gpc.json", 200, "{\"gpc\":true}") +
      encoder.typed(9, "email", "abc@example.org");
  const RunObservation run = observed(log.text() + lines);
  ASSERT_EQ(run.aside.size(), 1U);
  ASSERT_EQ(run.aside.front().documents.size(), 1U);
  EXPECT_EQ(run.aside.front().documents.front().status, 200);
  EXPECT_EQ(run.aside.front().documents.front().text, "{\"gpc\":true}");
  ASSERT_EQ(run.aside.front().typed.size(), 1U);
  EXPECT_EQ(run.aside.front().typed.front().text, "abc@example.org");
}

TEST(HostAliases, AreFactsOfTheRunAndNoLimits) {
  EventLogMaker log = visited();
  EventLogEncoder encoder;
  const RunObservation run =
      observed(log.text() +
               encoder.alias(9, "metrics.shop.example", "answered", {"a.example", "b.example"}) +
               encoder.alias(9, "api.shop.example", "unknown", {}));
  ASSERT_EQ(run.host_aliases.size(), 2U);
  EXPECT_EQ(run.host_aliases[0].host, "metrics.shop.example");
  EXPECT_TRUE(run.host_aliases[0].answered);
  EXPECT_EQ(run.host_aliases[0].aliases, (std::vector<std::string>{"a.example", "b.example"}));
  EXPECT_FALSE(run.host_aliases[1].answered);
  EXPECT_TRUE(run.names_resolved);
  EXPECT_TRUE(run.limitations.empty());
  EXPECT_FALSE(observed(log.text() + encoder.alias(9, "", "off", {})).names_resolved);
}

TEST(Aside, ATrialThatBreaksOffLeavesTheRunComplete) {
  EventLogMaker log = visited();
  log.step(Phase::aside, Step::cross);
  log.note("crash", "the page's process crashed");
  log.close();
  const RunObservation run = observed(log.text());
  EXPECT_TRUE(run.limitations.empty());
  EXPECT_EQ(run.measured, std::vector<Phase>{Phase::gpc});
}

TEST(Aside, IsNoPhaseThatCanBeAskedFor) {
  EXPECT_EQ(phase_named("aside"), std::nullopt);
  EXPECT_EQ(logged_phase_named("aside"), Phase::aside);
  EXPECT_EQ(logged_phase_named("refuse"), Phase::refuse);
  EXPECT_EQ(logged_phase_named("beside"), std::nullopt);
}

}  // namespace
}  // namespace consentry
