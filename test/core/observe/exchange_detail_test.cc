// SPDX-License-Identifier: Apache-2.0
#include "core/observe/exchange_detail.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

std::string event(const std::string& method, const std::string& params) {
  return R"({"kind":"event","t":1,"m":{"method":"Network.)" + method + R"(","params":)" + params +
         "}}\n";
}

// A redirect inside the browser (no ExtraInfo), one by the server, then the answer.
std::string redirected() {
  return event("requestWillBeSent",
               R"({"requestId":"1","request":{"url":"http://a.example/","headers":{"A":"0"}}})") +
         event("requestWillBeSentExtraInfo", R"({"requestId":"1","headers":{"Cookie":"c=1"}})") +
         event("requestWillBeSent",
               R"({"requestId":"1","request":{"url":"https://a.example/","headers":{"A":"1"}},)"
               R"("redirectResponse":{"headers":{"Location":"https://a.example/"},)"
               R"("protocol":"http/1.1"},"redirectHasExtraInfo":false})") +
         event(
             "requestWillBeSent",
             R"({"requestId":"1","request":{"url":"https://a.example/x","headers":{"A":"2"}},)"
             R"("redirectResponse":{"headers":{},"protocol":"h2"},"redirectHasExtraInfo":true})") +
         event("responseReceivedExtraInfo", R"({"requestId":"1","headers":{"Set-Cookie":"s=1"}})") +
         event("responseReceived",
               R"({"requestId":"1","hasExtraInfo":true,"response":{"headers":{"B":"1"},)"
               R"("statusText":"OK","protocol":"h2","timing":{"dnsStart":2,"dnsEnd":3.5,)"
               R"("connectStart":3.5,"connectEnd":9,"sslStart":5,"sslEnd":9,"sendStart":9,)"
               R"("sendEnd":9.25,"receiveHeadersEnd":20}}})");
}

TEST(ExchangeDetails, BelongToTheirHopOfAChain) {
  const auto details = read_exchange_details(redirected());
  ASSERT_EQ(details.size(), 3U);
  EXPECT_EQ(details.at(0).request_headers.at(0).value, "0") << "nothing went out for this hop";
  EXPECT_EQ(details.at(0).response_headers.at(0).name, "Location");
  EXPECT_EQ(details.at(2).request_headers.at(0).value, "c=1");
  EXPECT_EQ(details.at(2).response_headers.at(0).name, "Set-Cookie");
  EXPECT_EQ(details.at(3).request_headers.at(0).value, "2") << "no ExtraInfo came for it";
  EXPECT_EQ(details.at(3).status_text, "OK");
}

TEST(ExchangeDetails, TimeEveryPartThatHappened) {
  const ExchangeTiming timing = read_exchange_details(redirected()).at(3).timing;
  EXPECT_EQ(timing.blocked, 2);
  EXPECT_EQ(timing.dns, 1.5);
  EXPECT_EQ(timing.connect, 5.5);
  EXPECT_EQ(timing.ssl, 4);
  EXPECT_EQ(timing.send, 0.25);
  EXPECT_EQ(timing.wait, 10.75);
}

TEST(ExchangeDetails, WhatTheBrowserDidNotTimeIsNotMeasured) {
  const auto details = read_exchange_details(
      event("requestWillBeSent", R"({"requestId":"1","request":{"headers":{}}})") +
      event("responseReceived",
            R"({"requestId":"1","response":{"timing":{"dnsStart":-1,"dnsEnd":-1,"sendStart":3,)"
            R"("sendEnd":1,"receiveHeadersEnd":"late"}}})"));
  const ExchangeTiming& timing = details.at(0).timing;
  EXPECT_EQ(timing.blocked, 3);
  for (const double part : {timing.dns, timing.connect, timing.ssl, timing.send, timing.wait}) {
    EXPECT_EQ(part, -1);
  }
}

TEST(ExchangeDetails, TheSameRequestToldTwiceIsOne) {
  const std::string once =
      event("requestWillBeSent", R"({"requestId":"1","request":{"headers":{}}})");
  EXPECT_EQ(read_exchange_details(once + once).size(), 1U);
}

TEST(ExchangeDetails, NonsenseIsPassedOver) {
  EXPECT_TRUE(read_exchange_details("").empty());
  EXPECT_TRUE(read_exchange_details("no json\n{\"kind\":\"event\"}\n[]\n").empty());
  EXPECT_TRUE(read_exchange_details(event("requestWillBeSent", R"({"requestId":"1"})") +
                                    event("responseReceived", R"({"requestId":"1","response":7})") +
                                    event("responseReceivedExtraInfo", R"({"requestId":{}})"))
                  .empty());
}

}  // namespace
}  // namespace consentry
