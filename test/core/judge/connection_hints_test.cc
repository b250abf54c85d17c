// SPDX-License-Identifier: Apache-2.0
// Connections that a page has prepared with trackers (PRE-01), and client hints that a fingerprinting
// host was sent in headers (PRE-06).
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

constexpr const char* kTracker = "https://ads.example/";

Finding judged_with(const char* kind, const RequestFacts& facts, Phase phase = Phase::before,
                    bool requested = false) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    if (requested) run->request("https://ads.example/a.gif?b=1", facts);
  }
  SiteFacts known = site.facts();
  for (RunObservation& run : known.observation.runs) {
    ConnectionHint hint;
    hint.at = {run.name, run.requests.back().at.line + 1};
    hint.when.phase = phase;
    hint.kind = kind;
    hint.by = "element";
    hint.url = kTracker;
    run.hints.push_back(hint);
    known.classification.hints.push_back({facts});
  }
  for (const Finding& finding : judge_site(known, shipped_book(), "eu").findings) {
    if (finding.rule == "PRE-01") return finding;
  }
  return {};
}

TEST(ConnectionHints, ToATrackerAreARiskAsItLearnsTheAddress) {
  const Finding finding = judged_with("preconnect", tracker("Ads Inc"));
  EXPECT_EQ(finding.verdict, Verdict::risk);
  EXPECT_EQ(finding.summary, "Connections to trackers were opened before any choice: Ads Inc.");
  ASSERT_FALSE(finding.evidence.empty());
  EXPECT_EQ(finding.evidence[0].text,
            "preconnect https://ads.example/ (element); a connection to a tracker, which shows it "
            "the visitor's address");
  EXPECT_EQ(finding.evidence[0].host, "ads.example");
  EXPECT_EQ(judged_with("preconnect", party("Tags", Function::tag_manager)).verdict, Verdict::risk);
}

TEST(ConnectionHints, ThatOnlyLookUpANameAreInformation) {
  const Finding finding = judged_with("dns-prefetch", tracker("Ads Inc"));
  EXPECT_EQ(finding.verdict, Verdict::info);
  EXPECT_EQ(finding.summary, "Names of trackers were looked up before any choice: Ads Inc.");
}

TEST(ConnectionHints, ToOthersAreNothing) {
  EXPECT_EQ(judged_with("preconnect", party("Fonts", Function::content)).verdict, Verdict::pass);
  EXPECT_EQ(judged_with("preconnect", RequestFacts{}).verdict, Verdict::pass);
  RequestFacts manager = tracker("Consent Inc");
  manager.party.function = Function::consent_manager;
  EXPECT_EQ(judged_with("preconnect", manager).verdict, Verdict::pass);
}

TEST(ConnectionHints, ThatLoadSomethingAreJudgedByTheirRequests) {
  for (const char* kind : {"prefetch", "prerender", "modulepreload"}) {
    EXPECT_EQ(judged_with(kind, tracker("Ads Inc")).verdict, Verdict::pass) << kind;
  }
}

TEST(ConnectionHints, AfterAChoiceAreNotThisRulesMatter) {
  EXPECT_EQ(judged_with("preconnect", tracker("Ads Inc"), Phase::refuse).verdict, Verdict::pass);
}

TEST(ConnectionHints, DoNotOutweighARequest) {
  const Finding finding = judged_with("preconnect", tracker("Ads Inc"), Phase::before, true);
  EXPECT_EQ(finding.verdict, Verdict::likely_breach);
  EXPECT_EQ(finding.summary, "Requests went to trackers before any choice: Ads Inc.");
}

// A script of ads.example reads two families; `receiver` was sent hints in headers.
std::string with_hints_for(const std::string& receiver) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->device_read("ua-hints", "Sec-CH-UA headers", receiver, {{"hints", "model"}});
    for (const char* family : {"webgl", "audio"}) {
      run->device_read(family, "read", "https://cdn.ads.example/f.js");
    }
    run->request("https://ads.example/collect?fp=0123", tracker("Ads Inc"));
  }
  return verdict(site, "PRE-06");
}

TEST(ClientHints, InHeadersCountForTheScriptsOfWhoReceivesThem) {
  EXPECT_EQ(with_hints_for("https://ads.example/"), "likely-breach");
  EXPECT_EQ(with_hints_for("https://other.example/"), "pass");
}

TEST(ClientHints, InHeadersAloneAreNoFingerprint) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->device_read("ua-hints", "Sec-CH-UA headers", kTracker, {{"hints", "model"}})
        .request("https://ads.example/collect?fp=0123", tracker("Ads Inc"));
  }
  EXPECT_EQ(verdict(site, "PRE-06"), "pass");
}

}  // namespace
}  // namespace consentry
