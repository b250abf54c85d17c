// SPDX-License-Identifier: Apache-2.0
// Logs that are cut, damaged, hostile or of another time.
#include <gtest/gtest.h>

#include "core/observe/json_members.h"
#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;

std::string refusal(std::string_view log) {
  const auto run = observe(log, wordless_lexicon());
  if (run) return "observed";
  EXPECT_EQ(run.error().kind(), ErrorKind::corrupt);
  return run.error().text();
}

TEST(BadLog, WhatIsNoLogIsRefused) {
  for (const char* text :
       {"", "\n", "hello\n", "{}\n", "{\"kind\":\"step\"}\n", "{\"kind\":\"open\"}\n",
        "{\"kind\":\"open\",\"format\":\"har/1.2\"}\n", "{\"kind\":\"open\"",
        "{\"kind\":\"open\",\"format\":\"consentry-event-log/1\",\"started\":7}\n"}) {
    EXPECT_NE(refusal(text).find("not an event log"), std::string::npos) << text;
  }
}

TEST(BadLog, ALaterFormatIsRefusedWithWhatToDo) {
  const std::string text = refusal("{\"kind\":\"open\",\"format\":\"consentry-event-log/2\"}\n");
  EXPECT_NE(text.find("consentry-event-log/2"), std::string::npos);
  EXPECT_NE(text.find("version of Consentry"), std::string::npos);
}

std::string good_log() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.request({.url = "https://t.tracker.example/a.js", .set_cookies = {"a=1", "b=2"}});
  log.script_cookie("c=3", {"https://t.tracker.example/a.js"});
  log.storage_write(StorageArea::local, "k", "v", {});
  BannerView view;
  view.controls.emplace_back().label = "OK";
  log.banner(view);
  log.state({.gdpr_applies = true, .purpose_consents = {{1, true}}});
  log.jar({{.name = "a", .value = "1", .domain = "t.tracker.example"}});
  log.close();
  return log.text();
}

TEST(BadLog, OneCutAnywhereAfterItsFirstLineIsObservedAsFarAsItGoes) {
  const std::string log = good_log();
  const std::size_t first = log.find('\n') + 1;
  for (std::size_t length = first; length < log.size(); length += 7) {
    const RunObservation run = observed(std::string_view(log).substr(0, length));
    EXPECT_FALSE(run.complete) << length;
    EXPECT_EQ(run.name, "refuse");
    const bool mid_line = log[length - 1] != '\n';
    EXPECT_EQ(mid_line, !run.limitations.empty()) << length;
    if (mid_line) {
      EXPECT_EQ(run.limitations.back().topic, "log-cut-off");
    }
  }
}

TEST(BadLog, ADamagedLineCostsThatLineAndIsTold) {
  EventLogMaker log;
  log.raw("}{");
  log.raw(R"({"n":2,"t":1,"kind":"event","m":7})");
  log.raw(R"({"n":3,"t":1,"kind":"step","phase":"later","step":"load","at":"begin"})");
  log.raw(R"({"n":4,"t":1,"kind":"from-the-future","x":[]})");
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.requests.size(), 1U);
  ASSERT_EQ(run.limitations.size(), 1U);
  EXPECT_EQ(run.limitations[0].topic, "log-damaged");
  EXPECT_EQ(run.limitations[0].text.substr(0, 1), "3") << "an unknown kind is no damage";
}

TEST(BadLog, AnyMemberMayBeOfAnyType) {
  const std::string log = good_log();
  for (const char* odd : {"null", "[]", "{}", "-1e308", "\"x\"", "true", "[[],{},0]"}) {
    for (std::size_t at = log.find('\n'); at != std::string::npos; at = log.find("\":", at + 1)) {
      if (log[at] != '"') continue;
      std::size_t end = log.find_first_of(",}]\n", at);
      const std::string damaged = log.substr(0, at + 2) + odd + log.substr(end);
      EXPECT_TRUE(observe(damaged, wordless_lexicon()).has_value()) << damaged.substr(at, 40);
    }
  }
}

TEST(BadLog, ValuesThatAreTooLongAreCutBetweenCharacters) {
  std::string value(kMaxTextBytes - 1, 'x');
  value += "\xE2\x82\xAC";  // a sign of three bytes over the border
  EXPECT_EQ(cut_text(value).size(), kMaxTextBytes - 1);
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.storage_write(StorageArea::local, "k", value, {});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.storage.size(), 1U) << "the browser's word is cut alike, so it is still the same";
  EXPECT_EQ(run.storage[0].value.size(), kMaxTextBytes - 1);
}

TEST(BadLog, FramesThatAreTheirOwnParentsEndSomewhere) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.event("Page.frameAttached", R"({"frameId":"A","parentFrameId":"B"})");
  log.event("Page.frameAttached", R"({"frameId":"B","parentFrameId":"A"})");
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"9","frameId":"A","type":"Image","request":{"url":"https://t.example/p","method":"GET"}})");
  EXPECT_EQ(request_for(observed(log.text()), "https://t.example/p").page_url,
            "https://shop.example/");
}

TEST(BadLog, AScriptCannotHideAWriteBehindHalfACharacter) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  log.event(
      "Runtime.bindingCalled",
      R"({"name":"probe","payload":"{\"k\":\"cookie\",\"v\":\"id=\\ud800; path=/\",\"u\":\"https://shop.example/\",\"s\":[]}"})");
  EXPECT_EQ(write_of(observed(log.text()), "id").value, "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace consentry
