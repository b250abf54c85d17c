// SPDX-License-Identifier: Apache-2.0
#include "fakes/event_log_maker.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>

#include "core/base/time.h"

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

json::object object_of(const Pairs& pairs) {
  json::object out;
  for (const auto& [key, value] : pairs) out[key] = value;
  return out;
}

json::object flags_of(const std::vector<std::pair<int, bool>>& flags) {
  json::object out;
  for (const auto& [key, value] : flags) out[std::to_string(key)] = value;
  return out;
}

json::array probe_stack(const Strings& stack) {
  json::array out;
  for (const std::string& url : stack) out.push_back(json::string(url + ":4:8"));
  return out;
}

json::array rect_of(const Rect& rect) { return {rect.x, rect.y, rect.width, rect.height}; }
json::array colour_of(const Colour& colour) {
  return {colour.red, colour.green, colour.blue, colour.alpha};
}

json::object control_of(const BannerControl& control) {
  json::object out{{"label", control.label},
                   {"tag", control.tag},
                   {"role", control.role},
                   {"kind", control.kind},
                   {"href", control.href},
                   {"rect", rect_of(control.rect)},
                   {"textColour", colour_of(control.text_colour)},
                   {"fill", colour_of(control.fill)},
                   {"filled", control.filled},
                   {"fontPx", control.font_px},
                   {"fontWeight", control.font_weight},
                   {"visible", control.visible},
                   {"inView", control.in_view},
                   {"inBox", control.in_box},
                   {"inParagraph", control.in_paragraph},
                   {"disabled", control.disabled}};
  out["checked"] = control.checked ? json::value(*control.checked) : json::value(nullptr);
  return out;
}

std::string inner(const json::object& members) {
  const std::string text = json::serialize(members);
  return text.substr(1, text.size() - 2);
}

std::string area_name(StorageArea area) { return std::string(name_of(area)); }

std::string origin_of(const std::string& url) { return url.substr(0, url.find('/', 8)); }

}  // namespace

EventLogMaker::EventLogMaker(const MadeRun& run) : started_(run.started), top_url_("about:blank") {
  json::array phases;
  for (const Phase phase : run.phases) phases.push_back(json::string(name_of(phase)));
  put("open", inner({{"format", "consentry-event-log/1"},
                     {"run", run.run},
                     {"site", run.site},
                     {"phases", phases},
                     {"gpc", run.gpc},
                     {"started", run.started},
                     {"program", "consentry test"},
                     {"browser",
                      {{"product", "HeadlessChrome/156.0.0.0"},
                       {"build", "shell"},
                       {"userAgent", "Mozilla/5.0"}}},
                     {"settings",
                      {{"thirdPartyCookies", run.third_party_cookies ? "allowed" : "blocked"},
                       {"viewport", "1366x768"},
                       {"language", "en-GB"},
                       {"timeoutMs", 30000},
                       {"sandbox", true},
                       {"connectTo", nullptr},
                       {"extraCa", nullptr},
                       {"pages", 0}}},
                     {"binding", "probe"}}));
  frames_.push_back({top_url_, Frame{"MAIN", "", "page"}});
}

Line EventLogMaker::raw(const std::string& line) {
  text_ += line + "\n";
  return lines_++;
}

Line EventLogMaker::put(std::string_view kind, std::string_view members) {
  char head[96];
  std::snprintf(head, sizeof head, "{\"n\":%llu,\"t\":%.3f,\"kind\":\"",
                static_cast<unsigned long long>(lines_), ms_);
  ms_ += 1;
  return raw(head + std::string(kind) + "\"," + std::string(members) + "}");
}

Line EventLogMaker::event(const std::string& method, const std::string& params,
                          const std::string& session) {
  std::string one_line = params;
  std::ranges::replace(one_line, '\n', ' ');
  return put("event", "\"m\":{\"method\":\"" + method + "\",\"params\":" + one_line +
                          ",\"sessionId\":\"" + session + "\"}");
}

std::string EventLogMaker::next_id(std::string_view prefix) {
  return std::string(prefix) + std::to_string(++ids_);
}

Line EventLogMaker::step(Phase phase, Step step) {
  end_step();
  if (lines_ == 1) {
    event(
        "Target.attachedToTarget",
        R"({"sessionId":"page","targetInfo":{"targetId":"MAIN","type":"page","url":"about:blank"}})",
        "");
  }
  open_step_ = {phase, step};
  settled_ = false;
  return put("step", inner({{"phase", name_of(phase)},
                            {"step", name_of(step)},
                            {"at", "begin"},
                            {"url", top_url_}}));
}

void EventLogMaker::settle(std::string_view quiet) {
  if (!open_step_ || settled_) return;
  settled_ = true;
  put("step", inner({{"phase", name_of(open_step_->first)},
                     {"step", name_of(open_step_->second)},
                     {"at", "settled"},
                     {"url", top_url_},
                     {"quiet", quiet}}));
}

void EventLogMaker::end_step() {
  if (!open_step_) return;
  settle();
  put("step", inner({{"phase", name_of(open_step_->first)},
                     {"step", name_of(open_step_->second)},
                     {"at", "end"},
                     {"url", top_url_}}));
  open_step_.reset();
}

const EventLogMaker::Frame& EventLogMaker::frame_at(const std::string& url) {
  for (const auto& [known, frame] : frames_) {
    if (!url.empty() && known == url) return frame;
  }
  return frames_.front().second;
}

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

Line EventLogMaker::jar(const std::vector<MadeCookie>& cookies) {
  const Result<UtcTime> started = parse_rfc3339(started_);
  const double now_s = (static_cast<double>(started ? started->milliseconds : 0) + ms_) / 1000;
  json::array rows;
  for (const MadeCookie& cookie : cookies) {
    json::object row{{"name", cookie.name},
                     {"value", cookie.value},
                     {"domain", cookie.domain},
                     {"path", cookie.path},
                     {"expires", cookie.lifetime_s ? now_s + *cookie.lifetime_s : -1.0},
                     {"size", 9},
                     {"httpOnly", cookie.http_only},
                     {"secure", cookie.secure},
                     {"session", !cookie.lifetime_s.has_value()}};
    if (!cookie.same_site.empty()) row["sameSite"] = cookie.same_site;
    rows.push_back(std::move(row));
  }
  return put("reply", inner({{"method", "Storage.getCookies"},
                             {"about", json::object{}},
                             {"m", {{"id", 7}, {"result", {{"cookies", rows}}}}}}));
}

Line EventLogMaker::storage_snapshot(StorageArea area, const std::string& origin,
                                     const Pairs& items) {
  json::array entries;
  for (const auto& [key, value] : items) entries.push_back({key, value});
  return put(
      "reply",
      inner({{"method", "DOMStorage.getDOMStorageItems"},
             {"about",
              {{"storageId",
                {{"storageKey", origin + "/"}, {"isLocalStorage", area == StorageArea::local}}}}},
             {"m", {{"id", 8}, {"result", {{"entries", entries}}}}}}));
}

Line EventLogMaker::probe(const std::string& frame, const std::string& message) {
  return event("Runtime.bindingCalled",
               json::serialize(json::object{
                   {"name", "probe"}, {"payload", message}, {"executionContextId", 1}}),
               frame_at(frame).session);
}

Line EventLogMaker::script_cookie(const std::string& assigned, const Strings& stack,
                                  const std::string& frame) {
  return probe(frame, json::serialize(json::object{{"k", "cookie"},
                                                   {"v", assigned},
                                                   {"u", frame.empty() ? top_url_ : frame},
                                                   {"s", probe_stack(stack)}}));
}

Line EventLogMaker::storage_write(StorageArea area, const std::string& key,
                                  const std::string& value, const Strings& stack,
                                  const std::string& frame) {
  const std::string url = frame.empty() ? top_url_ : frame;
  const Line line = probe(frame, json::serialize(json::object{{"k", "storage"},
                                                              {"a", area_name(area)},
                                                              {"o", "set"},
                                                              {"key", key},
                                                              {"v", value},
                                                              {"u", url},
                                                              {"s", probe_stack(stack)}}));
  if (area != StorageArea::local && area != StorageArea::session) return line;
  event("DOMStorage.domStorageItemAdded",
        json::serialize(json::object{{"storageId",
                                      {{"securityOrigin", origin_of(url)},
                                       {"storageKey", origin_of(url) + "/"},
                                       {"isLocalStorage", area == StorageArea::local}}},
                                     {"key", key},
                                     {"newValue", value}}));
  return line;
}

Line EventLogMaker::device_read(const std::string& family, const std::string& member,
                                const Strings& stack, const Pairs& detail,
                                const std::string& frame) {
  return probe(frame, json::serialize(json::object{{"k", "read"},
                                                   {"f", family},
                                                   {"p", member},
                                                   {"d", object_of(detail)},
                                                   {"u", frame.empty() ? top_url_ : frame},
                                                   {"s", probe_stack(stack)}}));
}

Line EventLogMaker::consent_command(const std::string& action, const Pairs& values,
                                    const Strings& stack) {
  return probe("", json::serialize(json::object{{"k", "gcm"},
                                                {"a", action},
                                                {"v", object_of(values)},
                                                {"u", top_url_},
                                                {"s", probe_stack(stack)}}));
}

Line EventLogMaker::state(const MadeState& state) {
  json::object m{{"url", top_url_}, {"title", "A page"}, {"language", "en"}, {"tcf", nullptr},
                 {"gpp", nullptr},  {"usp", nullptr},    {"gpc", nullptr}};
  if (state.gdpr_applies || !state.tc_string.empty() || !state.event_status.empty() ||
      !state.purpose_consents.empty()) {
    json::object tcf{{"tcString", state.tc_string},
                     {"eventStatus", state.event_status},
                     {"cmpId", 10},
                     {"purposeConsents", flags_of(state.purpose_consents)},
                     {"purposeLegitimateInterests", flags_of(state.purpose_li)},
                     {"vendorConsents", state.vendor_consents}};
    if (state.gdpr_applies) tcf["gdprApplies"] = *state.gdpr_applies;
    m["tcf"] = std::move(tcf);
  }
  if (!state.gpp.empty()) m["gpp"] = state.gpp;
  if (!state.usp.empty()) m["usp"] = state.usp;
  if (state.gpc) m["gpc"] = *state.gpc;
  json::array gcm;
  for (const auto& [action, values] : state.gcm)
    gcm.push_back(json::array{action, object_of(values)});
  m["gcm"] = std::move(gcm);
  json::array links;
  for (const std::string& link : state.links) links.push_back(json::string(link));
  m["links"] = std::move(links);
  json::array hints;
  for (const MadeHint& hint : state.hints) {
    hints.push_back(
        json::array{json::string(hint.kind), json::string(hint.by), json::string(hint.url)});
  }
  m["hints"] = std::move(hints);
  if (!state.hints_text.empty()) m["hints"] = json::parse(state.hints_text);
  return put("state", inner({{"m", m}}));
}

Line EventLogMaker::banner(const BannerView& view) {
  json::array controls;
  for (const BannerControl& control : view.controls) controls.push_back(control_of(control));
  return put("banner", inner({{"layer", view.layer},
                              {"m",
                               {{"found", view.found},
                                {"how", view.how},
                                {"frame", view.frame_url},
                                {"text", view.text},
                                {"pageLanguage", view.page_language},
                                {"box", rect_of(view.box)},
                                {"viewport", {view.viewport.width, view.viewport.height}},
                                {"fill", colour_of(view.fill)},
                                {"controls", controls}}}}));
}

Line EventLogMaker::click(Intent intent, const std::string& label, int layer,
                          const std::string& tool) {
  return put("click", inner({{"layer", layer},
                             {"intent", name_of(intent)},
                             {"label", label},
                             {"tool", tool},
                             {"rect", {10, 10, 80, 30}}}));
}

Line EventLogMaker::choice(Phase wanted, ChoiceResult result, int clicks, int layers,
                           const Strings& proof, const std::string& tool) {
  json::array words;
  for (const std::string& word : proof) words.push_back(json::string(word));
  return put("choice", inner({{"wanted", name_of(wanted)},
                              {"result", name_of(result)},
                              {"tool", tool},
                              {"clicks", clicks},
                              {"layers", layers},
                              {"proof", words}}));
}

Line EventLogMaker::reopen(const std::string& label, const std::string& control, bool visible) {
  return put(
      "reopen",
      inner({{"label", label}, {"control", control}, {"visible", visible}, {"url", top_url_}}));
}

Line EventLogMaker::shot(const std::string& moment, const std::string& file,
                         const std::string& sha256) {
  return put("shot", inner({{"moment", moment}, {"file", file}, {"sha256", sha256}}));
}

Line EventLogMaker::note(const std::string& topic, const std::string& text) {
  return put("note", inner({{"topic", topic}, {"text", text}}));
}

Line EventLogMaker::close(const std::string& status, const std::string& reason) {
  end_step();
  return put("close", inner({{"status", status}, {"reason", reason}}));
}

}  // namespace consentry::fakes
