// SPDX-License-Identifier: Apache-2.0
// A request and its answer with what they say to the browser's cache, in the events of a real log.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "fakes/event_log_maker.h"

namespace consentry::fakes {

struct CachedRequest {
  std::string url = {};
  std::string id = {};
  std::string tag = {};       // ETag of the answer
  std::string returned = {};  // If-None-Match
  int status = 200;
  std::string modified = {};  // Last-Modified
  std::string since = {};     // If-Modified-Since
  std::string cookie = {};    // name of one that is sent along
};

inline void request_cached(EventLogMaker& log, const CachedRequest& made) {
  namespace json = boost::json;
  const auto put = [&](const char* method, const json::object& params) {
    log.event(method, json::serialize(params));
  };
  put("Network.requestWillBeSent",
      {{"requestId", made.id},
       {"loaderId", "page"},
       {"documentURL", "https://shop.example/"},
       {"request", {{"url", made.url}, {"method", "GET"}, {"headers", json::object{}}}},
       {"initiator", {{"type", "parser"}}},
       {"type", "Image"}});
  json::object asked{{"Accept", "*/*"}};
  if (!made.returned.empty()) asked["If-None-Match"] = made.returned;
  if (!made.since.empty()) asked["If-Modified-Since"] = made.since;
  json::array cookies;
  if (!made.cookie.empty()) {
    cookies.push_back({{"blockedReasons", json::array{}},
                       {"cookie", {{"name", made.cookie}, {"value", "v"}, {"domain", "x"}}}});
  }
  put("Network.requestWillBeSentExtraInfo",
      {{"requestId", made.id}, {"associatedCookies", cookies}, {"headers", asked}});
  json::object answered;
  if (!made.tag.empty()) answered["ETag"] = made.tag;
  if (!made.modified.empty()) answered["last-modified"] = made.modified;
  put("Network.responseReceivedExtraInfo", {{"requestId", made.id},
                                            {"blockedCookies", json::array{}},
                                            {"statusCode", made.status},
                                            {"headers", answered}});
  put("Network.responseReceived",
      {{"requestId", made.id},
       {"hasExtraInfo", true},
       {"response", {{"url", made.url}, {"status", 200}, {"mimeType", "image/gif"}}}});
}

}  // namespace consentry::fakes
