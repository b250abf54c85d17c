// SPDX-License-Identifier: Apache-2.0
// What a tab loads: requests, answers, documents, frames, workers, sockets.
#include <boost/json.hpp>

#include "fakes/event_log_maker.h"
#include "fakes/event_log_text.h"

namespace consentry::fakes {
namespace json = boost::json;
namespace {

json::array stack_frames(const Strings& stack) {
  json::array frames;
  for (const std::string& url : stack) {
    frames.push_back({{"functionName", ""},
                      {"scriptId", "1"},
                      {"url", url},
                      {"lineNumber", 3},
                      {"columnNumber", 7}});
  }
  return frames;
}

json::object initiator_of(const MadeRequest& request, const std::string& page) {
  if (request.type == "Document" && request.frame.empty()) return {{"type", "other"}};
  if (request.stack.empty()) return {{"type", "parser"}, {"url", page}, {"lineNumber", 4}};
  return {{"type", "script"}, {"stack", {{"callFrames", stack_frames(request.stack)}}}};
}

void add_cookies(json::array& out, const std::vector<CookieSent>& cookies,
                 const json::array& reasons) {
  for (const CookieSent& cookie : cookies) {
    out.push_back({{"cookie",
                    {{"name", cookie.name},
                     {"value", cookie.value},
                     {"domain", cookie.domain},
                     {"path", "/"},
                     {"expires", -1},
                     {"size", 9},
                     {"httpOnly", false},
                     {"secure", true},
                     {"session", true}}},
                   {"blockedReasons", reasons}});
  }
}

}  // namespace

Line EventLogMaker::send(const MadeRequest& request, const std::string& url, const std::string& id,
                         const std::string& redirect) {
  const Frame& from = frame_at(request.frame);
  const bool navigates = request.type == "Document";
  const std::string page = request.frame.empty() ? top_url_ : request.frame;
  json::object details{{"url", url},
                       {"method", request.method},
                       {"headers", {{"User-Agent", "Mozilla/5.0"}, {"Referer", page}}}};
  if (!request.post_data.empty()) {
    details["hasPostData"] = true;
    details["postData"] = request.post_data;
  }
  json::object params{{"requestId", id},
                      {"loaderId", navigates ? id : from.loader},
                      {"documentURL", navigates ? url : page},
                      {"request", details},
                      {"timestamp", ms_ / 1000},
                      {"initiator", initiator_of(request, navigates ? top_url_ : page)},
                      {"redirectHasExtraInfo", !redirect.empty()},
                      {"type", request.type}};
  if (!from.worker) params["frameId"] = from.id;
  if (!redirect.empty()) params["redirectResponse"] = json::parse(redirect);
  return event("Network.requestWillBeSent", json::serialize(params), from.session);
}

void EventLogMaker::answer(const std::string& url, const std::string& id,
                           const std::string& session, int status, const Strings& set_cookies,
                           const std::vector<std::pair<std::string, std::string>>& blocked) {
  std::string lines;
  for (const std::string& line : set_cookies) lines += (lines.empty() ? "" : "\n") + line;
  json::array refused;
  for (const auto& [line, reason] : blocked) {
    refused.push_back({{"blockedReasons", {reason}}, {"cookieLine", line}});
    if (std::ranges::find(set_cookies, line) == set_cookies.end()) {
      lines += (lines.empty() ? "" : "\n") + line;
    }
  }
  json::object headers{{"Date", "Sun, 22 Nov 2026 13:00:00 GMT"}, {"X-Url", url}};
  if (!lines.empty()) headers["Set-Cookie"] = lines;
  event("Network.responseReceivedExtraInfo",
        json::serialize(json::object{{"requestId", id},
                                     {"blockedCookies", refused},
                                     {"headers", headers},
                                     {"statusCode", status}}),
        session);
}

Line EventLogMaker::chain(const MadeRequest& request, const std::string& id) {
  const std::string session = frame_at(request.frame).session;
  const auto sent = [&](const std::vector<CookieSent>& cookies,
                        const std::vector<CookieSent>& held) {
    json::array associated;
    add_cookies(associated, cookies, {});
    add_cookies(associated, held, {"UserPreferences"});
    event("Network.requestWillBeSentExtraInfo",
          json::serialize(json::object{
              {"requestId", id}, {"associatedCookies", associated}, {"headers", json::object{}}}),
          session);
  };
  std::string url = request.url;
  Line line = send(request, url, id, "");
  for (const MadeHop& hop : request.hops) {
    sent(hop.cookies, {});
    answer(url, id, session, hop.status, hop.set_cookies, {});
    const std::string redirect = json::serialize(json::object{
        {"url", url}, {"status", hop.status}, {"mimeType", ""}, {"remoteIPAddress", "192.0.2.1"}});
    url = hop.to;
    send(request, url, id, redirect);
  }
  if (request.status != 0) {
    sent(request.cookies, request.withheld);
    answer(url, id, session, request.status, request.set_cookies, request.blocked);
    event("Network.responseReceived",
          json::serialize(json::object{{"requestId", id},
                                       {"type", request.type},
                                       {"hasExtraInfo", true},
                                       {"response",
                                        {{"url", url},
                                         {"status", request.status},
                                         {"mimeType", request.mime_type},
                                         {"remoteIPAddress", "192.0.2.1"}}}}),
          session);
  }
  if (!request.failure.empty()) {
    event("Network.loadingFailed",
          json::serialize(json::object{{"requestId", id},
                                       {"type", request.type},
                                       {"errorText", request.failure},
                                       {"canceled", false}}),
          session);
  }
  return line;
}

Line EventLogMaker::document(MadeRequest request) {
  request.type = "Document";
  if (request.mime_type == "text/javascript") request.mime_type = "text/html";
  const std::string id = next_id("L");
  const Line line = chain(request, id);
  if (request.status == 0) return line;
  top_url_ = request.hops.empty() ? request.url : request.hops.back().to;
  frames_ = {{top_url_, Frame{"MAIN", id, "page"}}};
  event("Page.frameNavigated",
        json::serialize(json::object{{"frame",
                                      {{"id", "MAIN"},
                                       {"loaderId", id},
                                       {"url", top_url_},
                                       {"securityOrigin", origin_of(top_url_)}}},
                                     {"type", "Navigation"}}));
  return line;
}

Line EventLogMaker::frame(const std::string& url) {
  const std::string frame_id = next_id("F");
  const std::string id = next_id("L");
  event("Page.frameAttached",
        json::serialize(json::object{{"frameId", frame_id}, {"parentFrameId", "MAIN"}}));
  frames_.push_back({url, Frame{frame_id, id, "page"}});
  const Line line =
      chain({.url = url, .type = "Document", .frame = url, .mime_type = "text/html"}, id);
  event("Page.frameNavigated", json::serialize(json::object{{"frame",
                                                             {{"id", frame_id},
                                                              {"parentId", "MAIN"},
                                                              {"loaderId", id},
                                                              {"url", url},
                                                              {"securityOrigin", origin_of(url)}}},
                                                            {"type", "Navigation"}}));
  return line;
}

void EventLogMaker::worker(const std::string& url, bool service_worker) {
  const std::string session = next_id("W");
  json::object target{
      {"targetId", session}, {"type", service_worker ? "service_worker" : "worker"}, {"url", url}};
  if (!service_worker) target["parentFrameId"] = "MAIN";
  event("Target.attachedToTarget",
        json::serialize(json::object{{"sessionId", session}, {"targetInfo", target}}));
  frames_.push_back({url, Frame{"", "", session, true}});
}

Line EventLogMaker::request(const MadeRequest& request) { return chain(request, next_id("R")); }

Line EventLogMaker::web_socket(const std::string& url, const Strings& stack) {
  const std::string id = next_id("S");
  const Line line = event(
      "Network.webSocketCreated",
      json::serialize(json::object{
          {"requestId", id},
          {"url", url},
          {"initiator", {{"type", "script"}, {"stack", {{"callFrames", stack_frames(stack)}}}}}}));
  event(
      "Network.webSocketWillSendHandshakeRequest",
      json::serialize(json::object{{"requestId", id}, {"request", {{"headers", json::object{}}}}}));
  event("Network.webSocketHandshakeResponseReceived",
        json::serialize(json::object{
            {"requestId", id}, {"response", {{"status", 101}, {"headers", json::object{}}}}}));
  return line;
}

}  // namespace consentry::fakes
