// SPDX-License-Identifier: Apache-2.0
// Connections that a page has the browser prepare, by header and by its document.
#include "core/observe/connection_hints.h"

#include <gtest/gtest.h>

#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;

constexpr const char* kPage = "https://shop.example/";

EventLogMaker shop_log() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document(kPage);
  return log;
}

// An answer to an image of `url` with the header `link`; the event is of a 103 when `early`.
void answer_with(EventLogMaker& log, const std::string& url, const std::string& link,
                 bool early = false) {
  log.event("Network.requestWillBeSent",
            R"({"requestId":"L1","loaderId":"page","request":{"url":")" + url +
                R"(","method":"GET","headers":{}},"initiator":{"type":"parser"},"type":"Image"})");
  const std::string headers = R"("headers":{"Link":")" + link + "\"}}";
  if (early) {
    log.event("Network.responseReceivedEarlyHints", R"({"requestId":"L1",)" + headers);
  } else {
    log.event("Network.responseReceivedExtraInfo",
              R"({"requestId":"L1","statusCode":200,"blockedCookies":[],)" + headers);
  }
}

TEST(ConnectionHints, OfTheDocumentAreFactsOfTheStepThatEnded) {
  EventLogMaker log = shop_log();
  const auto line =
      log.state({.hints = {{"preconnect", "element", "https://ads.example/"},
                           {"prerender", "speculation-rules", "https://b.example/"}}});
  log.close();
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.hints.size(), 2U);
  EXPECT_EQ(run.hints[0].kind, "preconnect");
  EXPECT_EQ(run.hints[0].by, "element");
  EXPECT_EQ(run.hints[0].url, "https://ads.example/");
  EXPECT_EQ(run.hints[0].page_url, kPage);
  EXPECT_EQ(run.hints[0].at.line, line);
  EXPECT_EQ(run.hints[0].when.phase, Phase::before);
  EXPECT_EQ(run.hints[1].kind, "prerender");
}

TEST(ConnectionHints, InAHeaderAreOfTheAnswerThatHeldThem) {
  for (const bool early : {false, true}) {
    EventLogMaker log = shop_log();
    answer_with(log, "https://static.shop.example/a.gif",
                "<https://ads.example>; rel=preconnect, <//b.example/x>; rel=dns-prefetch", early);
    log.close();
    const RunObservation run = observed(log.text());
    ASSERT_EQ(run.hints.size(), 2U);
    EXPECT_EQ(run.hints[0].by, early ? "early-hints" : "header");
    EXPECT_EQ(run.hints[0].url, "https://ads.example");
    EXPECT_EQ(run.hints[1].kind, "dns-prefetch");
    EXPECT_EQ(run.hints[1].url, "https://b.example/x");
    EXPECT_EQ(run.hints[1].at.line, request_for(run, "https://static.shop.example/a.gif").at.line);
  }
}

TEST(ConnectionHints, ToTheSiteItselfAndOfOtherKindsAreNone) {
  EventLogMaker log = shop_log();
  log.state({.hints = {{"preconnect", "element", "https://static.shop.example/"},
                       {"stylesheet", "element", "https://ads.example/a.css"},
                       {"preconnect", "somebody", "https://ads.example/"},
                       {"preconnect", "element", "no address"}}});
  answer_with(log, "https://static.shop.example/a.gif",
              "</b.css>; rel=preconnect, <b?u=https://ads.example>; rel=preconnect, "
              "<https://ads.example/a.css>; rel=preload");
  log.close();
  EXPECT_TRUE(observed(log.text()).hints.empty());
}

TEST(ConnectionHints, AreToldOnceAStep) {
  EventLogMaker log = shop_log();
  const std::vector<fakes::MadeHint> same(3, {"preconnect", "element", "https://ads.example/"});
  log.state({.hints = same});
  log.step(Phase::refuse, Step::reload);
  log.document(kPage);
  log.state({.hints = same});
  log.close();
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.hints.size(), 2U);
  EXPECT_EQ(run.hints[1].when.phase, Phase::refuse);
}

TEST(ConnectionHints, WithoutEndAreCut) {
  EventLogMaker log = shop_log();
  std::vector<fakes::MadeHint> many;
  for (std::size_t i = 0; i <= kMaxHints; ++i) {
    many.push_back({"preconnect", "element", "https://a" + std::to_string(i) + ".example/"});
  }
  log.state({.hints = many});
  log.close();
  EXPECT_EQ(observed(log.text()).hints.size(), kMaxHints);
}

TEST(ConnectionHints, ThatAreNoListsAreIgnored) {
  EventLogMaker log = shop_log();
  for (const char* hints : {"{}", "[1]", "[[]]", R"([["preconnect","element"]])",
                            R"([["preconnect",1,"https://ads.example/"]])"}) {
    log.state({.hints_text = hints});
  }
  log.close();
  EXPECT_TRUE(observed(log.text()).hints.empty());
}

// What a host asks for, and what the browser sent it.
RunObservation hinted(const std::string& url, const std::string& asked_by,
                      const std::string& answer) {
  EventLogMaker log = shop_log();
  for (const char* id : {"H1", "H2"}) {
    log.event(
        "Network.requestWillBeSent",
        std::string(R"({"requestId":")") + id + R"(","loaderId":"page","request":{"url":")" + url +
            R"(","method":"GET","headers":{}},"initiator":{"type":"parser"},"type":"Fetch"})");
    log.event("Network.requestWillBeSentExtraInfo",
              std::string(R"({"requestId":")") + id +
                  R"(","associatedCookies":[],"headers":{"sec-ch-ua":"x","Sec-CH-UA-Mobile":"?0",)"
                  R"("Sec-CH-UA-Model":"\"\"","sec-ch-ua-arch":"\"x86\""}})");
    log.event("Network.responseReceivedExtraInfo",
              std::string(R"({"requestId":")") + id +
                  R"(","statusCode":200,"blockedCookies":[],"headers":{")" + asked_by + "\":\"" +
                  answer + "\"}}");
  }
  log.close();
  return observed(log.text());
}

TEST(ClientHints, ThatWereSentAreReadsOfTheHostThatGotThem) {
  const RunObservation run =
      hinted("https://ads.example/a.js", "Accept-CH", "Sec-CH-UA-Model, Sec-CH-UA-Arch");
  ASSERT_EQ(run.device_reads.size(), 1U) << "once a step";
  const DeviceRead& read = run.device_reads[0];
  EXPECT_EQ(read.family, "ua-hints");
  EXPECT_EQ(read.member, "Sec-CH-UA headers");
  EXPECT_EQ(read.script_url, "https://ads.example/a.js");
  EXPECT_EQ(read.detail.at("hints"), "architecture,model");
  EXPECT_EQ(read.detail.at("asked"), "accept-ch");
  EXPECT_EQ(read.at.line, request_for(run, "https://ads.example/a.js").at.line);
}

TEST(ClientHints, SayWhoAskedForThem) {
  const auto asked = [](const char* header, const char* value) {
    return hinted("https://ads.example/a.js", header, value).device_reads.at(0).detail.at("asked");
  };
  EXPECT_EQ(asked("critical-ch", "sec-ch-ua-model"), "critical-ch");
  EXPECT_EQ(asked("accept-ch", "Sec-CH-UA-Modelling, Sec-CH-UA"), "delegated")
      << "no hint that tells more than every browser tells everybody";
  EXPECT_EQ(asked("x-none", ""), "delegated");
}

TEST(ClientHints, HandedOnByThePageAreToldSo) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"D","loaderId":"D","frameId":"MAIN","documentURL":"https://shop.example/",)"
      R"("request":{"url":"https://shop.example/","method":"GET","headers":{}},)"
      R"("initiator":{"type":"other"},"type":"Document"})");
  log.event("Network.responseReceivedExtraInfo",
            R"({"requestId":"D","statusCode":200,"blockedCookies":[],)"
            R"p("headers":{"permissions-policy":"ch-ua-model=(self \"https://ads.example\")"}})p");
  log.event("Page.frameNavigated",
            R"({"frame":{"id":"MAIN","loaderId":"D","url":"https://shop.example/"}})");
  log.event("Network.requestWillBeSent",
            R"({"requestId":"E","loaderId":"D","frameId":"MAIN","request":)"
            R"({"url":"https://ads.example/p","method":"GET","headers":{}},)"
            R"("initiator":{"type":"parser"},"type":"Image"})");
  log.event("Network.requestWillBeSentExtraInfo",
            R"({"requestId":"E","associatedCookies":[],"headers":{"sec-ch-ua-model":"\"\""}})");
  log.close();
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.device_reads.size(), 1U);
  EXPECT_EQ(run.device_reads[0].detail.at("asked"), "permissions-policy");
}

}  // namespace
}  // namespace consentry
