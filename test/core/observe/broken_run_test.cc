// SPDX-License-Identifier: Apache-2.0
// Which runs are worth a second visit, and which of two visits counts.
#include "core/observe/broken_run.h"

#include <gtest/gtest.h>

#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;

// Before was measured, refusing broke off with this note.
RunObservation broken_run(const std::string& topic, const std::string& text) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.step(Phase::refuse, Step::choice);
  log.note(topic, text);
  log.close("partial", "refuse: " + text);
  return observed(log.text());
}

RunObservation whole_run() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.step(Phase::refuse, Step::choice);
  log.choice(Phase::refuse, ChoiceResult::done);
  log.step(Phase::refuse, Step::reload);
  log.document("https://shop.example/");
  log.close();
  return observed(log.text());
}

RunObservation empty_run() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.note("timeout", "no answer within 30 s");
  log.close("failed", "before: no answer within 30 s");
  return observed(log.text());
}

TEST(BrokenRun, APageThatStoppedAnsweringMayHaveBeenStarved) {
  EXPECT_EQ(broke_off_for_want_of_machine(broken_run("crash", "the page stopped answering")),
            "refuse: the page stopped answering");
  EXPECT_EQ(broke_off_for_want_of_machine(broken_run("timeout", "the run's time was up")),
            "refuse: the run's time was up");
  EXPECT_EQ(broke_off_for_want_of_machine(empty_run()), "before: no answer within 30 s");
}

TEST(BrokenRun, ANetErrorCountsOnlyWhenTheMachineMayBeItsCause) {
  EXPECT_EQ(
      broke_off_for_want_of_machine(broken_run("unreachable", "net::ERR_INSUFFICIENT_RESOURCES")),
      "refuse: net::ERR_INSUFFICIENT_RESOURCES");
  EXPECT_EQ(broke_off_for_want_of_machine(broken_run("unreachable", "net::ERR_EMPTY_RESPONSE")),
            "");
}

TEST(BrokenRun, WhatTheSiteItselfAnsweredIsNoReasonForASecondVisit) {
  for (const char* topic : {"http-error", "bot-wall", "dns", "refused", "tls", "not-html"}) {
    EXPECT_EQ(broke_off_for_want_of_machine(broken_run(topic, "no")), "") << topic;
  }
}

TEST(BrokenRun, ACompleteRunHasNoReason) {
  EXPECT_EQ(broke_off_for_want_of_machine(whole_run()), "");
}

TEST(BrokenRun, TheSecondCountsOnlyWhenItShowsMoreAndLosesNothing) {
  const RunObservation broken = broken_run("crash", "the page crashed");
  EXPECT_TRUE(is_more_complete(whole_run(), broken));
  EXPECT_TRUE(is_more_complete(broken, empty_run()));
  EXPECT_FALSE(is_more_complete(broken, broken));
  EXPECT_FALSE(is_more_complete(empty_run(), broken));
  EXPECT_FALSE(is_more_complete(broken, whole_run()));
  RunObservation other = broken;
  other.measured = {Phase::refuse, Phase::accept};
  EXPECT_FALSE(is_more_complete(other, broken));
}

}  // namespace
}  // namespace consentry
