// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;
using Strings = std::vector<std::string>;

constexpr const char* kShop = "https://shop.example/";
constexpr const char* kPixel = "https://t.tracker.example/p.gif";

// A log with one page loaded in the phase before.
EventLogMaker shop_log() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document(kShop);
  return log;
}

Strings names(const std::vector<CookieSent>& cookies) {
  Strings out;
  for (const CookieSent& cookie : cookies) out.push_back(cookie.name);
  return out;
}

TEST(ObservedRequest, SaysWhatWasSentByWhomAndWhere) {
  EventLogMaker log = shop_log();
  const auto line = log.request({.url = kPixel,
                                 .type = "Ping",
                                 .method = "POST",
                                 .post_data = "id=7",
                                 .stack = {"https://cdn.example/t.js", "https://shop.example/"},
                                 .cookies = {{"uid", "42", ".tracker.example"}},
                                 .withheld = {{"lax", "1", "t.tracker.example"}},
                                 .status = 204,
                                 .mime_type = "image/gif"});
  const Request sent = request_for(observed(log.text()), kPixel);
  EXPECT_EQ(sent.at, (EventRef{"refuse", line}));
  EXPECT_EQ(sent.when.phase, Phase::before);
  EXPECT_EQ(sent.type, "ping");
  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.post_data, "id=7");
  EXPECT_EQ(sent.initiator_url, "https://cdn.example/t.js");
  EXPECT_EQ(sent.initiator_stack, (Strings{"https://cdn.example/t.js", "https://shop.example/"}));
  EXPECT_EQ(sent.page_url, kShop);
  EXPECT_EQ(sent.frame_url, kShop);
  EXPECT_EQ(sent.referrer, kShop);
  EXPECT_EQ(sent.status, 204);
  EXPECT_EQ(sent.mime_type, "image/gif");
  EXPECT_EQ(sent.remote_address, "192.0.2.1");
  EXPECT_EQ(names(sent.cookies), Strings{"uid"});
  EXPECT_EQ(sent.cookies.at(0).value, "42");
  EXPECT_EQ(names(sent.cookies_withheld), Strings{"lax"});
  EXPECT_TRUE(sent.third_party);
  EXPECT_FALSE(sent.from_worker);
}

TEST(ObservedRequest, EachHopOfAChainIsOneWithItsOwnCookiesAndStatus) {
  EventLogMaker log = shop_log();
  log.request({.url = "https://a.example/1",
               .type = "Image",
               .cookies = {{"c", "3", "c.example"}},
               .hops = {{.to = "https://b.example/2",
                         .set_cookies = {"a=1"},
                         .cookies = {{"x", "1", "a.example"}}},
                        {.to = "https://c.example/3", .status = 307, .set_cookies = {"b=2"}}},
               .set_cookies = {"c=3"}});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.requests.size(), 4U);
  EXPECT_EQ(run.requests[1].status, 302);
  EXPECT_EQ(names(run.requests[1].cookies), Strings{"x"});
  EXPECT_EQ(run.requests[1].redirected_from, "");
  EXPECT_EQ(run.requests[2].status, 307);
  EXPECT_EQ(run.requests[2].redirected_from, "https://a.example/1");
  EXPECT_TRUE(run.requests[2].cookies.empty());
  EXPECT_EQ(run.requests[3].status, 200);
  EXPECT_EQ(run.requests[3].redirected_from, "https://b.example/2");
  EXPECT_EQ(names(run.requests[3].cookies), Strings{"c"});
  EXPECT_EQ(run.requests[1].id, run.requests[3].id);
  EXPECT_EQ(write_of(run, "a").setter_url, "https://a.example/1");
  EXPECT_EQ(write_of(run, "b").setter_url, "https://b.example/2");
  EXPECT_EQ(write_of(run, "c").setter_url, "https://c.example/3");
}

// Chromium upgrades http to https inside itself: a hop that never met the network has no
// …ExtraInfo.
TEST(ObservedRequest, AHopInsideTheBrowserTakesNoOtherHopsCookies) {
  EventLogMaker log = shop_log();
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"9","type":"Image","request":{"url":"http://t.example/p","method":"GET","headers":{}}})");
  log.event("Network.requestWillBeSent",
            R"({"requestId":"9","type":"Image","redirectHasExtraInfo":false,
                "redirectResponse":{"status":307,"headers":{}},
                "request":{"url":"https://t.example/p","method":"GET","headers":{}}})");
  log.event(
      "Network.requestWillBeSentExtraInfo",
      R"({"requestId":"9","associatedCookies":[{"cookie":{"name":"k","value":"v","domain":"t.example"},"blockedReasons":[]}],"headers":{}})");
  log.event(
      "Network.responseReceivedExtraInfo",
      R"({"requestId":"9","statusCode":200,"headers":{"set-cookie":"n=1"},"blockedCookies":[]})");
  log.event("Network.responseReceived",
            R"({"requestId":"9","hasExtraInfo":true,"response":{"status":200}})");
  const RunObservation run = observed(log.text());
  EXPECT_TRUE(request_for(run, "http://t.example/p").cookies.empty());
  EXPECT_EQ(request_for(run, "http://t.example/p").status, 307);
  EXPECT_EQ(names(request_for(run, "https://t.example/p").cookies), Strings{"k"});
  EXPECT_EQ(write_of(run, "n").setter_url, "https://t.example/p");
}

TEST(ObservedRequest, TheStatusOfTheNetworkGoesBeforeThatOfTheCache) {
  EventLogMaker log = shop_log();
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"9","type":"Image","request":{"url":"https://t.example/p","method":"GET","headers":{}}})");
  log.event("Network.responseReceivedExtraInfo",
            R"({"requestId":"9","statusCode":304,"headers":{},"blockedCookies":[]})");
  log.event(
      "Network.responseReceived",
      R"({"requestId":"9","hasExtraInfo":true,"response":{"status":200,"mimeType":"image/gif"}})");
  EXPECT_EQ(request_for(observed(log.text()), "https://t.example/p").status, 304);
}

TEST(ObservedRequest, SaysWhenTheCacheAnswered) {
  EventLogMaker log = shop_log();
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"9","type":"Script","request":{"url":"https://t.example/m","method":"GET","headers":{}}})");
  log.event("Network.requestServedFromCache", R"({"requestId":"9"})");
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"10","type":"Script","request":{"url":"https://t.example/d","method":"GET","headers":{}}})");
  log.event(
      "Network.responseReceived",
      R"({"requestId":"10","hasExtraInfo":false,"response":{"status":200,"fromDiskCache":true}})");
  const RunObservation run = observed(log.text());
  EXPECT_TRUE(request_for(run, "https://t.example/m").from_cache);
  EXPECT_TRUE(request_for(run, "https://t.example/d").from_cache);
  EXPECT_FALSE(request_for(run, kShop).from_cache);
}

TEST(ObservedRequest, OneThatFailedSaysWhyUnlessAnAnswerHadCome) {
  EventLogMaker log = shop_log();
  log.request(
      {.url = "https://dead.example/x", .status = 0, .failure = "net::ERR_NAME_NOT_RESOLVED"});
  log.request({.url = kPixel, .status = 204, .failure = "net::ERR_ABORTED"});
  const RunObservation run = observed(log.text());
  EXPECT_EQ(request_for(run, "https://dead.example/x").failure, "net::ERR_NAME_NOT_RESOLVED");
  EXPECT_EQ(request_for(run, "https://dead.example/x").status, 0);
  EXPECT_EQ(request_for(run, kPixel).failure, "");
}

TEST(ObservedRequest, OneOfAFrameBelongsToThePageAroundIt) {
  EventLogMaker log = shop_log();
  log.frame("https://ads.example/frame");
  log.request({.url = "https://ads.example/x.js", .frame = "https://ads.example/frame"});
  log.request({.url = "https://img.shop.example/y.png", .frame = "https://ads.example/frame"});
  const RunObservation run = observed(log.text());
  const Request frame = request_for(run, "https://ads.example/frame");
  EXPECT_EQ(frame.page_url, kShop);
  EXPECT_EQ(frame.type, "document");
  EXPECT_TRUE(frame.third_party);
  const Request script = request_for(run, "https://ads.example/x.js");
  EXPECT_EQ(script.page_url, kShop);
  EXPECT_EQ(script.frame_url, "https://ads.example/frame");
  EXPECT_TRUE(script.third_party) << "the top document counts, not the frame";
  EXPECT_FALSE(request_for(run, "https://img.shop.example/y.png").third_party);
}

TEST(ObservedRequest, OneOfAWorkerBelongsToItsPage) {
  EventLogMaker log = shop_log();
  log.worker("https://shop.example/w.js");
  log.worker("https://shop.example/sw.js", true);
  log.request({.url = kPixel, .type = "Fetch", .frame = "https://shop.example/w.js"});
  log.request({.url = "https://t.tracker.example/2",
               .type = "Fetch",
               .frame = "https://shop.example/sw.js"});
  const RunObservation run = observed(log.text());
  for (const char* url : {kPixel, "https://t.tracker.example/2"}) {
    EXPECT_TRUE(request_for(run, url).from_worker) << url;
    EXPECT_EQ(request_for(run, url).page_url, kShop) << url;
    EXPECT_TRUE(request_for(run, url).third_party) << url;
  }
}

TEST(ObservedRequest, ABeaconOfThePageThatIsLeftKeepsItsPage) {
  EventLogMaker log = shop_log();
  log.step(Phase::refuse, Step::second_page);
  log.document("https://other.example/");
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"9","loaderId":"L1","frameId":"MAIN","type":"Ping","documentURL":"https://shop.example/",
                "request":{"url":"https://t.tracker.example/bye","method":"POST","headers":{}}})");
  const Request beacon = request_for(observed(log.text()), "https://t.tracker.example/bye");
  EXPECT_EQ(beacon.page_url, kShop);
  EXPECT_EQ(beacon.when.step, Step::second_page) << "when it was sent";
}

TEST(ObservedRequest, TheSitesOwnRedirectIsFirstPartyAndABounceIsNot) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document({.url = "https://old.example/",
                .hops = {{.to = "https://bounce.tracker.example/?to=new", .set_cookies = {"o=1"}},
                         {.to = "https://new.example/", .set_cookies = {"t=1"}}}});
  const RunObservation run = observed(log.text());
  EXPECT_FALSE(request_for(run, "https://old.example/").third_party);
  EXPECT_TRUE(request_for(run, "https://bounce.tracker.example/?to=new").third_party);
  EXPECT_FALSE(request_for(run, "https://new.example/").third_party);
  EXPECT_FALSE(write_of(run, "o").third_party);
  EXPECT_TRUE(write_of(run, "t").third_party);
  EXPECT_EQ(run.final_url, "https://new.example/");
  EXPECT_EQ(run.http_status, 200);
}

TEST(ObservedRequest, APreflightBelongsToTheRequestItClearsTheWayFor) {
  EventLogMaker log = shop_log();
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"P","loaderId":"","type":"Other","documentURL":"https://t.tracker.example/c",
                "request":{"url":"https://t.tracker.example/c","method":"OPTIONS","headers":{}},
                "initiator":{"type":"preflight","requestId":"R","url":"https://t.tracker.example/c"}})");
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"R","loaderId":"L1","frameId":"MAIN","type":"Fetch","documentURL":"https://shop.example/",
                "request":{"url":"https://t.tracker.example/c","method":"POST","headers":{}},
                "initiator":{"type":"script","stack":{"callFrames":[],"parent":{"callFrames":[{"url":"https://cdn.example/t.js"}]}}}})");
  const RunObservation run = observed(log.text());
  const Request preflight = run.requests.at(1);
  EXPECT_EQ(preflight.type, "preflight");
  EXPECT_EQ(preflight.page_url, kShop);
  EXPECT_EQ(preflight.initiator_url, "https://cdn.example/t.js");
  EXPECT_TRUE(preflight.third_party);
}

TEST(ObservedRequest, AWebSocketIsOne) {
  EventLogMaker log = shop_log();
  log.web_socket("wss://chat.example/s", {"https://cdn.example/t.js"});
  const Request socket = request_for(observed(log.text()), "wss://chat.example/s");
  EXPECT_EQ(socket.type, "websocket");
  EXPECT_EQ(socket.status, 101);
  EXPECT_EQ(socket.page_url, kShop);
  EXPECT_EQ(socket.initiator_url, "https://cdn.example/t.js");
  EXPECT_TRUE(socket.third_party);
}

TEST(ObservedRequest, AWebSocketsMessagesStandWithItAndStrayOnesNowhere) {
  EventLogMaker log = shop_log();
  log.event("Network.webSocketCreated", R"({"requestId":"W1","url":"wss://chat.example/s"})");
  const auto line = log.event("Network.webSocketFrameSent",
                              R"({"requestId":"W1","response":{"opcode":1,"payloadData":"id=7"}})");
  log.event("Network.webSocketFrameSent", R"({"requestId":"W9","response":{"payloadData":"x"}})");
  log.event("Network.webSocketFrameSent", R"({"requestId":"W1","response":7})");
  const Request socket = request_for(observed(log.text()), "wss://chat.example/s");
  ASSERT_EQ(socket.sent_frames.size(), 1U);
  EXPECT_EQ(socket.sent_frames[0].text, "id=7");
  EXPECT_EQ(socket.sent_frames[0].at.line, line);
  EXPECT_EQ(socket.sent_frames[0].when.phase, Phase::before);
}

TEST(ObservedRequest, AWebTransportIsOneAndAnsweredWhenEstablished) {
  EventLogMaker log = shop_log();
  log.event("Network.webTransportCreated",
            R"({"transportId":"T1","url":"https://live.example:4433/t"})");
  const Request asked = request_for(observed(log.text()), "https://live.example:4433/t");
  EXPECT_EQ(asked.type, "webtransport");
  EXPECT_EQ(asked.status, 0);
  EXPECT_TRUE(asked.third_party);
  log.event("Network.webTransportConnectionEstablished", R"({"transportId":"T1"})");
  EXPECT_EQ(request_for(observed(log.text()), "https://live.example:4433/t").status, 200);
}

TEST(ObservedRequest, WhatNeverLeavesTheBrowserIsNone) {
  EventLogMaker log = shop_log();
  for (const char* url : {"data:text/plain,x", "blob:https://shop.example/1", "about:srcdoc"}) {
    log.request({.url = url});
  }
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.requests.size(), 1U);
  EXPECT_TRUE(run.limitations.empty());
}

TEST(ObservedRequest, WhatThePagesPolicyStoppedIsNone) {
  EventLogMaker log = shop_log();
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"9","type":"Script","request":{"url":"https://t.example/a.js","method":"GET","headers":{}}})");
  log.event("Network.loadingFailed",
            R"({"requestId":"9","type":"Script","errorText":"","blockedReason":"csp"})");
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.requests.size(), 1U);
  EXPECT_TRUE(run.limitations.empty());
}

// The first hop had been sent and answered when the policy refused where it led.
TEST(ObservedRequest, AHopThatThePolicyStoppedLeavesTheHopBeforeIt) {
  EventLogMaker log = shop_log();
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"8","type":"Image","request":{"url":"https://no.example/p","method":"GET","headers":{}}})");
  log.event("Network.loadingFailed", R"({"requestId":"8","errorText":"","blockedReason":"csp"})");
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"9","type":"Image","request":{"url":"https://shop.example/p","method":"GET","headers":{}}})");
  log.event("Network.requestWillBeSentExtraInfo",
            R"({"requestId":"9","associatedCookies":[],"headers":{}})");
  log.event(
      "Network.responseReceivedExtraInfo",
      R"({"requestId":"9","statusCode":302,"headers":{"set-cookie":"n=1"},"blockedCookies":[]})");
  log.event("Network.requestWillBeSent",
            R"({"requestId":"9","type":"Image","redirectHasExtraInfo":true,
                "redirectResponse":{"status":302,"headers":{}},
                "request":{"url":"https://t.example/p","method":"GET","headers":{}}})");
  log.event("Network.loadingFailed", R"({"requestId":"9","errorText":"","blockedReason":"csp"})");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.requests.size(), 2U);
  EXPECT_EQ(run.requests[1].url, "https://shop.example/p");
  EXPECT_EQ(write_of(run, "n").setter_url, "https://shop.example/p");
}

TEST(ObservedRequest, OneWhoseAnswerThePolicyRefusedWasSent) {
  EventLogMaker log = shop_log();
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"9","type":"Document","request":{"url":"https://t.example/f","method":"GET","headers":{}}})");
  log.event("Network.requestWillBeSentExtraInfo",
            R"({"requestId":"9","associatedCookies":[],"headers":{}})");
  log.event("Network.loadingFailed", R"({"requestId":"9","errorText":"","blockedReason":"csp"})");
  EXPECT_EQ(observed(log.text()).requests.size(), 2U);
}

TEST(ObservedRequest, OneSeenWithoutItsAddressIsALimitation) {
  EventLogMaker log = shop_log();
  log.event(
      "Network.responseReceivedExtraInfo",
      R"({"requestId":"lost","statusCode":200,"headers":{"set-cookie":"n=1"},"blockedCookies":[]})");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.limitations.size(), 1U);
  EXPECT_EQ(run.limitations[0].topic, "events-dropped");
}

TEST(ObservedRequest, ATabAttachedToBeforeTheLogBeganIsATabStill) {
  EventLogMaker log;
  log.raw(R"({"n":1,"t":1,"kind":"step","phase":"before","step":"load","at":"begin","url":""})");
  log.document({.url = "https://shop.example/", .status = 404});
  const RunObservation run = observed(log.text());
  EXPECT_EQ(run.http_status, 404);
  EXPECT_EQ(request_for(run, kShop).page_url, kShop);
}

TEST(ObservedRequest, AWindowCountsAsAFrameOfThePageThatOpenedIt) {
  EventLogMaker log = shop_log();
  log.event(
      "Target.attachedToTarget",
      R"({"sessionId":"pop","targetInfo":{"targetId":"POP","type":"page","openerFrameId":"MAIN"}})",
      "");
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"LP","loaderId":"LP","frameId":"POP","type":"Document","request":{"url":"https://ads.example/pop","method":"GET","headers":{}}})",
      "pop");
  log.event("Page.frameNavigated",
            R"({"frame":{"id":"POP","loaderId":"LP","url":"https://ads.example/pop"}})", "pop");
  const RunObservation run = observed(log.text());
  const Request request = request_for(run, "https://ads.example/pop");
  EXPECT_EQ(request.page_url, kShop);
  EXPECT_EQ(request.frame_url, "https://ads.example/pop");
  EXPECT_TRUE(request.third_party);
  EXPECT_EQ(run.final_url, kShop);
}

TEST(ObservedRequest, AWindowOfWhichNoOpenerIsKnownIsItsOwnPage) {
  EventLogMaker log = shop_log();
  log.event(
      "Target.attachedToTarget",
      R"({"sessionId":"pop","targetInfo":{"targetId":"POP","type":"page","url":"about:blank"}})",
      "");
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"LP","loaderId":"LP","frameId":"POP","type":"Document","request":{"url":"https://ads.example/pop","method":"GET","headers":{}}})",
      "pop");
  log.event("Page.frameNavigated",
            R"({"frame":{"id":"POP","loaderId":"LP","url":"https://ads.example/pop"}})", "pop");
  log.event(
      "Network.requestWillBeSent",
      R"({"requestId":"2","loaderId":"LP","frameId":"POP","type":"Image","request":{"url":"https://ads.example/i","method":"GET","headers":{}}})",
      "pop");
  const RunObservation run = observed(log.text());
  EXPECT_EQ(request_for(run, "https://ads.example/i").page_url, "https://ads.example/pop");
  EXPECT_FALSE(request_for(run, "https://ads.example/i").third_party);
  EXPECT_EQ(run.final_url, kShop);
}

}  // namespace
}  // namespace consentry
