// SPDX-License-Identifier: Apache-2.0
// What was typed and never submitted, found again in requests.
#include <gtest/gtest.h>

#include "core/base/digest.h"
#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kTyped = "qwkzvbnmplxtrd@example.org";

RunMaker& typing(SiteMaker& site) {
  return site.run("gpc").trial(Step::typing).typed("email", kTyped);
}

std::string verdict_of_body(std::string body, RequestFacts facts) {
  SiteMaker site;
  typing(site).request("https://in.replay.example/k", std::move(facts));
  site.run("gpc").last_request().post_data = std::move(body);
  return verdict(site, "PRE-14");
}

TEST(ListeningIn, WithoutHavingLookedForAFieldIsNotMeasured) {
  SiteMaker site;
  site.run("gpc").trial(Step::wait);
  EXPECT_EQ(verdict(site, "PRE-14"), "not-measured");
}

TEST(ListeningIn, DoesNotApplyToAPageWithoutAField) {
  SiteMaker site;
  site.run("gpc").trial(Step::typing);
  EXPECT_EQ(verdict(site, "PRE-14"), "not-applicable");
}

TEST(ListeningIn, WhatStaysInTheFieldPasses) {
  SiteMaker site;
  typing(site).request("https://in.replay.example/k?field=email", tracker("Replay"));
  EXPECT_EQ(verdict(site, "PRE-14"), "pass");
}

TEST(ListeningIn, ATrackerThatGetsItIsABreachWhateverTheForm) {
  EXPECT_EQ(verdict_of_body(std::string("{\"v\":\"") + kTyped + "\"}", tracker("Replay")),
            "breach");
  EXPECT_EQ(verdict_of_body("em=" + sha256_hex(kTyped), tracker("Replay")), "breach");
  EXPECT_EQ(verdict_of_body("v=qwkzvbnmplxtrd%40example.org", tracker("Replay")), "breach");
}

TEST(ListeningIn, TheBeginningThatWasTypedSoFarIsEnough) {
  EXPECT_EQ(verdict_of_body("v=qwkzvbnmplx", tracker("Replay")), "breach");
  EXPECT_EQ(verdict_of_body("v=qwkzv", tracker("Replay")), "pass");
}

TEST(ListeningIn, AnUnknownThirdPartyIsALikelyBreach) {
  EXPECT_EQ(verdict_of_body(kTyped, {}), "likely-breach");
}

TEST(ListeningIn, TheSiteItselfAndItsPaymentMayKnow) {
  EXPECT_EQ(verdict_of_body(kTyped, party("Pay", Function::payment)), "pass");
  SiteMaker site;
  typing(site).request(std::string("https://shop.example/check?mail=") + kTyped);
  EXPECT_EQ(verdict(site, "PRE-14"), "pass");
}

TEST(ListeningIn, AWebSocketThatWasOpenBeforeIsHeardToo) {
  SiteMaker site;
  RunMaker& run = site.run("gpc").request("wss://in.replay.example/s", tracker("Replay"));
  SentFrame frame;
  frame.when.phase = Phase::aside;
  frame.when.step = Step::typing;
  frame.text = kTyped;
  run.last_request().sent_frames.push_back(frame);
  typing(site);
  EXPECT_EQ(verdict(site, "PRE-14"), "breach");
}

}  // namespace
}  // namespace consentry
