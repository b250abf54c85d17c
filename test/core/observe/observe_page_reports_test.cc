// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/observe/call_stack.h"
#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;

EventLogMaker shop_log() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  return log;
}

TEST(ObservedDeviceRead, SaysWhatWasReadByWhichScriptInWhichFrame) {
  EventLogMaker log = shop_log();
  log.frame("https://ads.example/f");
  const auto line = log.device_read(
      "canvas", "HTMLCanvasElement.toDataURL", {"https://fp.example/x.js", "https://ads.example/f"},
      {{"width", "300"}, {"text", "Cwm fjord"}}, "https://ads.example/f");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.device_reads.size(), 1U);
  const DeviceRead& read = run.device_reads[0];
  EXPECT_EQ(read.at.line, line);
  EXPECT_EQ(read.family, "canvas");
  EXPECT_EQ(read.member, "HTMLCanvasElement.toDataURL");
  EXPECT_EQ(read.detail.at("width"), "300");
  EXPECT_EQ(read.detail.at("text"), "Cwm fjord");
  EXPECT_EQ(read.script_url, "https://fp.example/x.js");
  EXPECT_EQ(read.stack.size(), 2U);
  EXPECT_EQ(read.frame_url, "https://ads.example/f");
}

TEST(ObservedDeviceRead, ItsDetailsAreTextWhateverTheirType) {
  EventLogMaker log = shop_log();
  log.event(
      "Runtime.bindingCalled",
      R"({"name":"probe","payload":"{\"k\":\"read\",\"f\":\"canvas\",\"p\":\"x\",\"d\":{\"width\":300,\"ok\":true,\"list\":[1,\"a\"],\"none\":null}}"})");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.device_reads.size(), 1U);
  const auto& detail = run.device_reads[0].detail;
  EXPECT_EQ(detail.at("width"), "300");
  EXPECT_EQ(detail.at("ok"), "true");
  EXPECT_EQ(detail.at("list"), "[1,\"a\"]");
  EXPECT_EQ(detail.at("none"), "");
}

TEST(ObservedDeviceRead, AnotherChannelIsNotTheProbes) {
  EventLogMaker log = shop_log();
  log.event("Runtime.bindingCalled",
            R"({"name":"other","payload":"{\"k\":\"read\",\"f\":\"canvas\",\"p\":\"x\"}"})");
  EXPECT_TRUE(observed(log.text()).device_reads.empty());
}

TEST(ObservedConsent, ACommandIsToldOnceThoughTheDataLayerRepeatsIt) {
  EventLogMaker log = shop_log();
  log.consent_command("default", {{"ad_storage", "denied"}});
  log.state(
      {.gcm = {{"default", {{"ad_storage", "denied"}}}, {"update", {{"ad_storage", "granted"}}}}});
  log.state(
      {.gcm = {{"default", {{"ad_storage", "denied"}}}, {"update", {{"ad_storage", "granted"}}}}});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.consent_commands.size(), 2U);
  EXPECT_EQ(run.consent_commands[0].action, "default");
  EXPECT_EQ(run.consent_commands[1].action, "update");
  EXPECT_EQ(run.consent_commands[1].values.at("ad_storage"), "granted");
}

TEST(ObservedConsent, ANewDocumentHasANewDataLayer) {
  EventLogMaker log = shop_log();
  log.consent_command("default", {{"ad_storage", "denied"}});
  log.step(Phase::refuse, Step::reload);
  log.document("https://shop.example/");
  log.state({.gcm = {{"default", {{"ad_storage", "denied"}}}}});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.consent_commands.size(), 2U);
  EXPECT_EQ(run.consent_commands[1].when.step, Step::reload);
}

TEST(ObservedConsent, SignalsAreWhatThePageSays) {
  EventLogMaker log = shop_log();
  const auto line = log.state({.gdpr_applies = true,
                               .tc_string = "CPx",
                               .event_status = "tcloaded",
                               .purpose_consents = {{1, true}, {2, false}},
                               .purpose_li = {{7, true}},
                               .vendor_consents = 12,
                               .gpp = "DBAA",
                               .usp = "1YNN",
                               .gpc = true});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.consent_signals.size(), 1U);
  const ConsentSignals& said = run.consent_signals[0];
  EXPECT_EQ(said.at.line, line);
  EXPECT_TRUE(said.tcf_present);
  EXPECT_EQ(said.tcf_gdpr_applies, true);
  EXPECT_EQ(said.tc_string, "CPx");
  EXPECT_EQ(said.tcf_event_status, "tcloaded");
  EXPECT_EQ(said.tcf_purpose_consents, (std::map<int, bool>{{1, true}, {2, false}}));
  EXPECT_EQ(said.tcf_purpose_li, (std::map<int, bool>{{7, true}}));
  EXPECT_EQ(said.tcf_vendor_consents, 12);
  EXPECT_EQ(said.gpp_string, "DBAA");
  EXPECT_EQ(said.us_privacy, "1YNN");
  EXPECT_EQ(said.global_privacy_control, true);
}

TEST(ObservedConsent, SilenceIsNotANo) {
  EventLogMaker log = shop_log();
  log.state({});
  const ConsentSignals said = observed(log.text()).consent_signals.at(0);
  EXPECT_FALSE(said.tcf_present);
  EXPECT_FALSE(said.tcf_gdpr_applies.has_value());
  EXPECT_FALSE(said.global_privacy_control.has_value());
}

TEST(CallStack, APositionIsTakenOffAndAPortIsNot) {
  EXPECT_EQ(without_position("https://a.example/x.js:10:2"), "https://a.example/x.js");
  EXPECT_EQ(without_position("https://a.example:8443/x.js:10:2"), "https://a.example:8443/x.js");
  EXPECT_EQ(without_position("https://a.example/x.js"), "https://a.example/x.js");
  EXPECT_EQ(without_position("https://a.example/x.js:"), "https://a.example/x.js:");
  EXPECT_EQ(without_position(""), "");
}

}  // namespace
}  // namespace consentry
