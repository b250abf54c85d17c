// SPDX-License-Identifier: Apache-2.0
#include "core/observe/request_joiner.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "core/observe/call_stack.h"
#include "core/observe/json_members.h"
#include "core/observe/page_tracker.h"

namespace consentry {
namespace {

std::string lower_case(std::string_view text) {
  std::string out = cut_text(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return out;
}

// Header names come in the sender's spelling under HTTP/1 and in lower case under HTTP/2.
std::string_view header(const boost::json::object* headers, std::string_view lower_name) {
  if (headers == nullptr) return {};
  for (const auto& [key, value] : *headers) {
    if (key.size() == lower_name.size() && lower_case({key.data(), key.size()}) == lower_name) {
      return view_at(*headers, {key.data(), key.size()});
    }
  }
  return {};
}

// A longer one is no less an identifier by its beginning.
std::string cut_tag(std::string_view tag) {
  constexpr std::size_t kMaxTag = 512;
  return cut_text(tag.substr(0, kMaxTag));
}

bool stays_inside(std::string_view url) {
  constexpr std::array<std::string_view, 6> kSchemes{
      "data:", "blob:", "about:", "chrome:", "chrome-err", "chrome-ext"};
  return std::ranges::any_of(kSchemes, [url](auto scheme) { return url.starts_with(scheme); });
}

void read_initiator(const boost::json::object& params, Request& request) {
  const boost::json::object* initiator = object_at(params, "initiator");
  if (initiator == nullptr) return;
  if (const auto* trace = object_at(*initiator, "stack")) {
    request.initiator_stack = scripts_of_trace(*trace);
  }
  request.initiator_url = text_at(*initiator, "url");
  if (request.initiator_url.empty() && !request.initiator_stack.empty()) {
    request.initiator_url = request.initiator_stack.front();
  }
}

// A cookie of another host or path of the jar is listed too; it was never meant for this request.
bool is_for_elsewhere(const std::vector<std::string>& reasons) {
  return std::ranges::any_of(
      reasons, [](const auto& why) { return why == "DomainMismatch" || why == "NotOnPath"; });
}

// The reasons for which a browser does not even ask (Network.BlockedReason); for the others it has
// asked and refuses the answer.
bool is_policy(std::string_view blocked_reason) {
  return blocked_reason == "csp" || blocked_reason == "mixed-content";
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() < kMaxListEntries) {
    const std::size_t end = text.find('\n');
    if (end != 0) lines.push_back(cut_text(text.substr(0, end)));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return lines;
}

// The header lists every line; the browser's list of refused ones is matched to it by the text.
std::vector<AnsweredCookie> read_set_cookies(const boost::json::object& params, const Here& here) {
  std::vector<AnsweredCookie> cookies;
  for (std::string& line : split_lines(header(object_at(params, "headers"), "set-cookie"))) {
    cookies.push_back({here, std::move(line), {}, 0});
  }
  const boost::json::array* refused = array_at(params, "blockedCookies");
  if (refused == nullptr) return cookies;
  for (const boost::json::value& entry : *refused) {
    const boost::json::object* cookie = entry.if_object();
    if (cookie == nullptr || cookies.size() >= kMaxListEntries) continue;
    std::vector<std::string> reasons = texts_at(*cookie, "blockedReasons");
    const std::string line = text_at(*cookie, "cookieLine");
    const auto same = std::ranges::find_if(cookies, [&line](const auto& known) {
      return known.line == line && known.blocked.empty();
    });
    if (same == cookies.end()) {
      cookies.push_back({here, line, std::move(reasons), 0});
    } else {
      same->blocked = std::move(reasons);
    }
  }
  return cookies;
}

}  // namespace

void RequestJoiner::take(std::string_view method, const boost::json::object& params,
                         std::string_view session, const Here& here, const PageTracker& pages) {
  if (method == "Network.requestWillBeSent") {
    will_be_sent(params, session, here, pages);
  } else if (method == "Network.requestWillBeSentExtraInfo") {
    sent_extra(params);
  } else if (method == "Network.responseReceived" ||
             method == "Network.webSocketHandshakeResponseReceived") {
    response_received(params);
  } else if (method == "Network.responseReceivedExtraInfo") {
    answer_extra(params, here);
  } else if (method == "Network.responseReceivedEarlyHints") {
    const boost::json::object* headers = object_at(params, "headers");
    if (headers != nullptr)
      chains_[text_at(params, "requestId")].early_link = signs_in(*headers).link;
  } else if (method == "Network.loadingFailed") {
    Chain& chain = chains_[text_at(params, "requestId")];
    chain.failure = text_at(params, "errorText");
    chain.stopped = is_policy(view_at(params, "blockedReason"));
  } else if (method == "Network.requestServedFromCache") {
    chains_[text_at(params, "requestId")].from_cache = true;
  } else if (method == "Network.webSocketCreated") {
    connection_opened(params, "websocket", session, here, pages);
  } else if (method == "Network.webTransportCreated") {
    connection_opened(params, "webtransport", session, here, pages);
  } else if (method == "Network.webTransportConnectionEstablished") {
    // The browser tells no status: reaching this point is what 200 means (RFC 9220).
    Response established;
    established.status = 200;
    chains_[text_at(params, "transportId")].response = established;
  } else if (method == "Network.webSocketFrameSent") {
    frame_sent(params, here);
  }
}

RequestJoiner::Response RequestJoiner::read_response(const boost::json::object& response) {
  return {.status = count_at(response, "status"),
          .mime_type = text_at(response, "mimeType"),
          .remote_address = text_at(response, "remoteIPAddress"),
          .from_cache = flag_at(response, "fromDiskCache").value_or(false),
          .has_extra = {}};
}

void RequestJoiner::will_be_sent(const boost::json::object& params, std::string_view session,
                                 const Here& here, const PageTracker& pages) {
  const boost::json::object* details = object_at(params, "request");
  const std::string id = text_at(params, "requestId");
  if (details == nullptr || id.empty()) return;
  Chain& chain = chains_[id];
  Hop hop;
  hop.request.at = here.at;
  hop.request.when = here.when;
  hop.request.id = id;
  hop.request.url = text_at(*details, "url");
  chain.inside = chain.hops.empty() && stays_inside(hop.request.url);
  if (chain.inside) return;
  if (!chain.hops.empty()) {
    Hop& previous = hops_[chain.hops.back()];
    const boost::json::object* redirect = object_at(params, "redirectResponse");
    // Two sessions may tell of one request (a worker's script): the first word stands.
    if (redirect == nullptr && previous.request.url == hop.request.url) return;
    if (redirect != nullptr) {
      previous.response = read_response(*redirect);
      previous.response.has_extra = flag_at(params, "redirectHasExtraInfo");
      hop.request.redirected_from = previous.request.url;
    }
  }
  hop.request.method = text_at(*details, "method");
  hop.request.type = lower_case(view_at(params, "type"));
  hop.request.post_data = text_at(*details, "postData");
  hop.request.referrer = cut_text(header(object_at(*details, "headers"), "referer"));
  hand_over(params, hop, session, pages);
  chain.hops.push_back(hops_.size());
  hops_.push_back(std::move(hop));
}

// Who sent it, and from which document.
void RequestJoiner::hand_over(const boost::json::object& params, Hop& hop, std::string_view session,
                              const PageTracker& pages) const {
  Request& request = hop.request;
  read_initiator(params, request);
  const std::string_view frame = view_at(params, "frameId");
  const std::string_view loader = view_at(params, "loaderId");
  const Surroundings around = pages.around(loader, frame, session);
  request.page_url = around.page_url;
  request.frame_url = around.frame_url;
  request.from_worker = pages.is_worker(session);
  const boost::json::object* initiator = object_at(params, "initiator");
  if (initiator != nullptr && view_at(*initiator, "type") == "preflight") {
    request.type = "preflight";
    hop.preflight_of = text_at(*initiator, "requestId");
  }
  const bool navigates = request.type == "document" && loader == request.id;
  if (!navigates) return;
  hop.navigates_tab = pages.is_top(frame, session);
  hop.first_tab = pages.is_first_tab(frame);
  request.frame_url = request.url;
}

void RequestJoiner::connection_opened(const boost::json::object& params, std::string_view type,
                                      std::string_view session, const Here& here,
                                      const PageTracker& pages) {
  Hop hop;
  Request& request = hop.request;
  request.at = here.at;
  request.when = here.when;
  request.id = text_at(params, type == "websocket" ? "requestId" : "transportId");
  request.url = text_at(params, "url");
  request.method = "GET";
  request.type = type;
  if (request.id.empty()) return;
  hand_over(params, hop, session, pages);
  Chain& chain = chains_[request.id];
  chain.hops.push_back(hops_.size());
  hops_.push_back(std::move(hop));
}

void RequestJoiner::frame_sent(const boost::json::object& params, const Here& here) {
  const auto chain = chains_.find(view_at(params, "requestId"));
  const boost::json::object* frame = object_at(params, "response");
  if (chain == chains_.end() || chain->second.hops.empty() || frame == nullptr) return;
  auto& frames = hops_[chain->second.hops.back()].request.sent_frames;
  if (frames.size() < kMaxListEntries) {
    frames.push_back({here.at, here.when, text_at(*frame, "payloadData")});
  }
}

void RequestJoiner::sent_extra(const boost::json::object& params) {
  Sent sent;
  const boost::json::array* associated = array_at(params, "associatedCookies");
  for (std::size_t i = 0; associated != nullptr && i < associated->size(); ++i) {
    const boost::json::object* entry = (*associated)[i].if_object();
    const boost::json::object* cookie = entry == nullptr ? nullptr : object_at(*entry, "cookie");
    if (cookie == nullptr || i >= kMaxListEntries) continue;
    const std::vector<std::string> reasons = texts_at(*entry, "blockedReasons");
    if (is_for_elsewhere(reasons)) continue;
    (reasons.empty() ? sent.cookies : sent.withheld)
        .push_back(
            {text_at(*cookie, "name"), text_at(*cookie, "value"), text_at(*cookie, "domain")});
  }
  const boost::json::object* headers = object_at(params, "headers");
  sent.returned_tag = cut_tag(header(headers, "if-none-match"));
  sent.returned_date = cut_tag(header(headers, "if-modified-since"));
  if (headers != nullptr) sent.client_hints = client_hints_in(*headers);
  chains_[text_at(params, "requestId")].sent.push_back(std::move(sent));
}

void RequestJoiner::answer_extra(const boost::json::object& params, const Here& here) {
  const boost::json::object* headers = object_at(params, "headers");
  chains_[text_at(params, "requestId")].answers.push_back(
      {count_at(params, "statusCode"), read_set_cookies(params, here),
       cut_tag(header(headers, "etag")), cut_tag(header(headers, "last-modified")),
       headers == nullptr ? HeaderSigns{} : signs_in(*headers)});
}

void RequestJoiner::response_received(const boost::json::object& params) {
  const boost::json::object* response = object_at(params, "response");
  if (response == nullptr) return;
  Response read = read_response(*response);
  read.has_extra = flag_at(params, "hasExtraInfo");
  chains_[text_at(params, "requestId")].response = std::move(read);
}

}  // namespace consentry
