// SPDX-License-Identifier: Apache-2.0
// Which phases count as measured, and when a run is complete.
#include <gtest/gtest.h>

#include "core/base/digest.h"
#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;
using Phases = std::vector<Phase>;

EventLogMaker refused_run() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.step(Phase::refuse, Step::choice);
  log.choice(Phase::refuse, ChoiceResult::done);
  log.step(Phase::refuse, Step::reload);
  log.document("https://shop.example/");
  return log;
}

TEST(ObservedRun, SaysWhatItsFirstLineSays) {
  EventLogMaker log(
      {.run = "gpc", .site = "https://shop.example/x", .phases = {Phase::gpc}, .gpc = true});
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.name, "gpc");
  EXPECT_EQ(run.site_url, "https://shop.example/x");
  EXPECT_EQ(run.started, "2026-11-22T13:00:00.000Z");
  EXPECT_TRUE(run.global_privacy_control);
  EXPECT_EQ(run.log_sha256, sha256_hex(log.text()));
  EXPECT_EQ(run.http_status, 0);
  EXPECT_TRUE(run.measured.empty());
  EXPECT_FALSE(run.complete);
}

TEST(ObservedRun, IsCompleteWhenAllStepsEndedAndItsLogCloses) {
  EventLogMaker log = refused_run();
  log.close();
  const RunObservation run = observed(log.text());
  EXPECT_TRUE(run.complete);
  EXPECT_EQ(run.measured, (Phases{Phase::before, Phase::refuse}));
}

TEST(ObservedRun, WithoutItsClosingLineItIsNotComplete) {
  EventLogMaker log = refused_run();
  log.end_step();
  EXPECT_FALSE(observed(log.text()).complete);
  EXPECT_EQ(observed(log.text()).measured, (Phases{Phase::before, Phase::refuse}));
}

TEST(ObservedRun, OneThatBrokeOffIsNotComplete) {
  EventLogMaker log = refused_run();
  log.close("partial", "the browser crashed");
  EXPECT_FALSE(observed(log.text()).complete);
}

TEST(ObservedRun, AStepThatNeverSettledLeavesItsPhaseUnmeasured) {
  EventLogMaker log = refused_run();
  // The reload has begun, and no more.
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.measured, Phases{Phase::before});
}

TEST(ObservedRun, AWallBeforeTheSiteLeavesItsPhaseUnmeasured) {
  for (const char* topic : {"bot-wall", "http-error", "not-html", "timeout", "crash"}) {
    EventLogMaker log;
    log.step(Phase::before, Step::load);
    log.document({.url = "https://shop.example/", .status = 403});
    log.settle();
    log.note(topic, "no page");
    log.close("failed");
    const RunObservation run = observed(log.text());
    EXPECT_TRUE(run.measured.empty()) << topic;
    EXPECT_EQ(run.http_status, 403);
    EXPECT_EQ(run.limitations.at(0).topic, topic);
  }
}

TEST(ObservedRun, ADeadFurtherPageDoesNotUndoTheFirst) {
  EventLogMaker log({.phases = {Phase::before}});
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.step(Phase::before, Step::page);
  log.note("http-error", "404");
  log.close();
  EXPECT_EQ(observed(log.text()).measured, Phases{Phase::before});
}

TEST(ObservedRun, ATabThatCrashedIsUnmeasuredAndAFrameThatCrashedIsNot) {
  for (const bool tab : {true, false}) {
    EventLogMaker log({.phases = {Phase::before}});
    log.step(Phase::before, Step::load);
    log.document("https://shop.example/");
    log.event(
        "Target.attachedToTarget",
        R"({"sessionId":"ad","targetInfo":{"targetId":"F","type":"iframe","parentFrameId":"MAIN"}})");
    log.event("Inspector.targetCrashed", "{}", tab ? "page" : "ad");
    log.event("Target.targetCrashed", tab ? R"({"targetId":"MAIN"})" : R"({"targetId":"F"})");
    log.close();
    const RunObservation run = observed(log.text());
    EXPECT_EQ(run.measured.empty(), tab);
    EXPECT_EQ(run.limitations.size(), 1U) << "told once";
  }
}

TEST(ObservedRun, AChoiceBegunTwiceIsOneStep) {
  EventLogMaker log({.phases = {Phase::refuse}});
  log.raw(R"({"n":1,"t":1,"kind":"step","phase":"refuse","step":"choice","at":"begin","url":""})");
  log.raw(
      R"({"n":2,"t":2,"kind":"step","phase":"refuse","step":"choice","at":"settled","url":"","quiet":"network"})");
  log.raw(R"({"n":3,"t":3,"kind":"step","phase":"refuse","step":"choice","at":"begin","url":""})");
  log.raw(R"({"n":4,"t":4,"kind":"step","phase":"refuse","step":"choice","at":"end","url":""})");
  log.close();
  const RunObservation run = observed(log.text());
  EXPECT_TRUE(run.complete);
  EXPECT_EQ(run.measured, Phases{Phase::refuse});
}

TEST(ObservedRun, AChoiceThatFoundNoBannerMeasuredNoPhase) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.end_step();
  log.raw(
      R"({"n":20,"t":90,"kind":"step","phase":"refuse","step":"choice","at":"begin","url":""})");
  log.choice(Phase::refuse, ChoiceResult::no_banner, 0, 0, {});
  log.raw(R"({"n":22,"t":92,"kind":"step","phase":"refuse","step":"choice","at":"end","url":""})");
  log.close();
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.measured, Phases{Phase::before});
  EXPECT_TRUE(run.complete);
}

TEST(ObservedRun, ItsFinalUrlIsWhereTheFirstStepEnded) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.document("https://shop.example/nl#top");  // by script
  log.step(Phase::before, Step::page);
  log.document("https://shop.example/about");
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.final_url, "https://shop.example/nl");
}

TEST(ObservedRun, AnErrorPageStandsForTheAddressThatFailed) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.event(
      "Page.frameNavigated",
      R"({"frame":{"id":"MAIN","loaderId":"E","url":"chrome-error://chromewebdata/","unreachableUrl":"https://dead.example/"}})");
  EXPECT_EQ(observed(log.text()).final_url, "https://dead.example/");
}

TEST(ObservedRun, FactsCarryTheStepTheyFellIn) {
  EventLogMaker log = refused_run();
  log.request({.url = "https://t.example/x"});
  const Request request = request_for(observed(log.text()), "https://t.example/x");
  EXPECT_EQ(request.when.phase, Phase::refuse);
  EXPECT_EQ(request.when.step, Step::reload);
  EXPECT_GT(request.when.ms, 0);
}

TEST(ObservedRun, SaysOnceThatWindowsWereOpened) {
  EventLogMaker log = refused_run();
  for (const char* page : {"https://pop.example/1", "https://pop.example/2"}) {
    log.event("Page.windowOpen", std::string(R"({"url":")") + page + R"(","userGesture":true})");
  }
  log.close();
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.limitations.size(), 1U);
  EXPECT_EQ(run.limitations[0].topic, "window");
  EXPECT_NE(run.limitations[0].text.find("https://pop.example/1"), std::string::npos);
  EXPECT_EQ(run.limitations[0].when.phase, Phase::refuse);
  EXPECT_TRUE(run.complete);
}

constexpr const char* kOpened =
    R"({"sessionId":"pop","targetInfo":{"targetId":"POP","type":"page","openerFrameId":"MAIN"}})";

TEST(ObservedRun, AWindowThatAClickOpenedAndThatWasWatchedIsNoLimitation) {
  EventLogMaker log = refused_run();
  log.event("Page.windowOpen", R"({"url":"https://pop.example/","userGesture":true})");
  log.event("Target.attachedToTarget", kOpened, "");
  log.close();
  const RunObservation run = observed(log.text());
  EXPECT_TRUE(run.limitations.empty());
  EXPECT_TRUE(run.blocked_windows.empty());
}

TEST(ObservedRun, AWindowThatNoGestureAskedForIsAFactAndNoLimitation) {
  EventLogMaker log = refused_run();
  const auto line =
      log.event("Page.windowOpen", R"({"url":"https://pop.example/","userGesture":false})");
  log.close();
  const RunObservation run = observed(log.text());
  EXPECT_TRUE(run.limitations.empty());
  ASSERT_EQ(run.blocked_windows.size(), 1U);
  EXPECT_EQ(run.blocked_windows[0].url, "https://pop.example/");
  EXPECT_EQ(run.blocked_windows[0].page_url, "https://shop.example/");
  EXPECT_EQ(run.blocked_windows[0].at.line, line);
  EXPECT_EQ(run.blocked_windows[0].when.phase, Phase::refuse);
}

TEST(ObservedRun, WindowsBeyondTheLimitAreToldOnce) {
  EventLogMaker log = refused_run();
  log.event("Page.windowOpen", R"({"url":"https://pop.example/","userGesture":true})");
  log.note("window", "too many");
  log.close();
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.limitations.size(), 1U);
  EXPECT_EQ(run.limitations[0].text, "too many");
}

TEST(ObservedRun, AWindowThatCrashedLeavesThePageMeasured) {
  EventLogMaker log({.phases = {Phase::before}});
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.event("Target.attachedToTarget", kOpened, "");
  log.event("Inspector.targetCrashed", "{}", "pop");
  log.close();
  EXPECT_FALSE(observed(log.text()).measured.empty());
}

}  // namespace
}  // namespace consentry
