// SPDX-License-Identifier: Apache-2.0
// How a tab comes to be, and how each session below it is made observable. Nothing in a set-up is
// awaited: a worker that is paused for its debugger answers only once it runs, so awaiting
// deadlocks it.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "io/browser/browser.h"
#include "io/browser/browser_command_line.h"
#include "io/browser/json_fields.h"
#include "io/browser/tab_parts.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::chrono::milliseconds kOpenTime{20'000};
// Request bodies up to this are part of the evidence.
constexpr int kMaxPostBytes = 65'536;
constexpr const char* kAutoAttach =
    R"({"autoAttach":true,"waitForDebuggerOnStart":true,"flatten":true})";

json::object user_agent(const Browser& browser) {
  const BrowserFacts& facts = browser.facts();
  const std::string major = std::to_string(facts.major);
  const auto brands = [&](const std::string& version, const std::string& grease) {
    return json::array{{{"brand", "Chromium"}, {"version", version}},
                       {{"brand", "Google Chrome"}, {"version", version}},
                       {{"brand", "Not_A Brand"}, {"version", grease}}};
  };
  return {{"userAgent", facts.user_agent},
          {"acceptLanguage", accept_languages(browser.options().language)},
          {"platform", "Linux x86_64"},
          {"userAgentMetadata", json::object{{"brands", brands(major, "99")},
                                             {"fullVersionList", brands(facts.version, "99.0.0.0")},
                                             {"fullVersion", facts.version},
                                             {"platform", "Linux"},
                                             {"platformVersion", ""},
                                             {"architecture", "x86"},
                                             {"model", ""},
                                             {"mobile", false},
                                             {"bitness", "64"},
                                             {"wow64", false}}}};
}

std::string probe_with_settings(const TabOptions& options) {
  if (options.probe.empty() || options.binding.empty()) return {};
  // A block of its own keeps the two names out of the page's scope.
  return "{const CONSENTRY_CHANNEL=" + json::serialize(options.binding) +
         ",CONSENTRY_GPC=" + (options.gpc ? "true" : "false") + ";" + std::string(options.probe) +
         "}";
}

}  // namespace

Status Tab::create() {
  const Deadline deadline = in(kOpenTime);
  parts_->probe_source = probe_with_settings(parts_->options);
  // Full Chromium has a blocker of its own.
  if (parts_->browser.facts().build == "shell") parts_->windows.block_uninvited();
  auto context = call("Target.createBrowserContext", R"({"disposeOnDetach":true})", deadline);
  if (!context) return context.error();
  parts_->context = text_at(context->as_object(), "browserContextId");
  parts_->browser.pipe().adopt_context(parts_->context, *parts_->mailbox);
  auto target =
      call("Target.createTarget",
           json::object{{"url", "about:blank"}, {"browserContextId", parts_->context}}, deadline);
  if (!target) return target.error();
  const std::string frame(text_at(target->as_object(), "targetId"));
  // The browser attaches of its own accord (page_attached).
  pump_until([this] { return !parts_->session.empty(); }, deadline);
  if (main_frame() != frame) {
    return Error{ErrorKind::unavailable, "the browser does not attach to its pages"};
  }
  // The renderer answers in order: with this answer all of its set-up has been done. Navigating
  // earlier crashes it now and then.
  auto ready = call("Runtime.evaluate", R"({"expression":"0"})", deadline);
  if (!ready) return ready.error();
  return {};
}

void Tab::set_up(std::string_view session, std::string_view type) {
  const std::string agent = json::serialize(user_agent(parts_->browser));
  post("Network.enable", json::serialize(json::object{{"maxPostDataSize", kMaxPostBytes}}),
       session);
  post("Network.setUserAgentOverride", agent, session);
  if (parts_->options.gpc) {
    post("Network.setExtraHTTPHeaders", R"({"headers":{"Sec-GPC":"1"}})", session);
  }
  post("Runtime.enable", "", session);
  if (!parts_->probe_source.empty()) {
    post("Runtime.addBinding", json::serialize(json::object{{"name", parts_->options.binding}}),
         session);
  }
  if (type == "page" || type == "iframe") {
    set_up_document(session);
  } else {
    set_up_worker(session);
  }
  post("Target.setAutoAttach", kAutoAttach, session);
  post("Runtime.runIfWaitingForDebugger", "", session);
}

void Tab::set_up_document(std::string_view session) {
  post("Page.enable", "", session);
  post("DOMStorage.enable", "", session);
  if (!parts_->probe_source.empty()) {
    // In the tab's own first document, an empty one of ours, it would only leave work for the
    // collector of garbage to the site's first page.
    const bool shown = session != parts_->session;
    post("Page.addScriptToEvaluateOnNewDocument",
         json::serialize(json::object{{"source", parts_->probe_source}, {"runImmediately", shown}}),
         session);
  }
  if (of_window(session)) {
    // No banner is looked for there.
    post("Page.setDownloadBehavior", R"({"behavior":"deny"})", session);
    return;
  }
  parts_->document_sessions.emplace(session);
  for (const WorldScript& script : parts_->scripts) install(script, session);
  if (session != parts_->session) return;
  const BrowserOptions& options = parts_->browser.options();
  post("Inspector.enable", "", session);
  post("Emulation.setDeviceMetricsOverride",
       json::serialize(json::object{{"width", options.viewport_width},
                                    {"height", options.viewport_height},
                                    {"screenWidth", options.viewport_width},
                                    {"screenHeight", options.viewport_height},
                                    {"deviceScaleFactor", 1},
                                    {"mobile", false}}),
       session);
  post("Emulation.setFocusEmulationEnabled", R"({"enabled":true})", session);
  post("Page.setDownloadBehavior", R"({"behavior":"deny"})", session);
}

void Tab::set_up_worker(std::string_view session) {
  if (parts_->probe_source.empty()) return;
  post("Runtime.evaluate", json::serialize(json::object{{"expression", parts_->probe_source}}),
       session);
}

bool Tab::attached(const DevtoolsMessage& event) {
  const std::string session(text_at(event.body(), "sessionId"));
  const json::object& info = object_at(event.body(), "targetInfo");
  const std::string_view type = text_at(info, "type");
  if (session.empty()) return false;
  if (type == "page") return page_attached(text_at(info, "targetId"), session);
  parts_->windows.opened_below(event.session(), session);
  if (type == "iframe" && !of_window(session)) {
    parts_->frames.move_to_session(text_at(info, "targetId"), text_at(info, "parentFrameId"),
                                   text_at(info, "url"), session);
  }
  set_up(session, type);
  return true;
}

// The first page of the context is the tab's own, any other a window that it opened.
bool Tab::page_attached(std::string_view target, std::string_view session) {
  if (parts_->session.empty()) {
    parts_->session = session;
    parts_->frames.reset(target, session);
  } else if (parts_->windows.admit(target, session) != OpenWindows::Admission::watched) {
    // While it is held its opener is too, where one process has both; so it goes on, off the net.
    post("Network.enable", "", session);
    post("Network.emulateNetworkConditions",
         R"({"offline":true,"latency":0,"downloadThroughput":0,"uploadThroughput":0})", session);
    close_target(target);
    post("Runtime.runIfWaitingForDebugger", "", session);
    return false;
  }
  set_up(session, "page");
  return true;
}

bool Tab::of_window(std::string_view session) const { return parts_->windows.has(session); }

Tab::ClosedWindows Tab::close_windows() {
  const std::vector<std::string> targets = parts_->windows.close_all();
  for (const std::string& target : targets) close_target(target);
  return {targets.size(), parts_->windows.take_refused()};
}

void Tab::close_target(std::string_view target) {
  // A failure here means that the browser is gone, which the next awaited call reports.
  (void)parts_->browser.pipe().send(*parts_->mailbox, "", "Target.closeTarget",
                                    json::serialize(json::object{{"targetId", target}}),
                                    DevtoolsPipe::Reply::ignored, in(kPostTime));
}

void Tab::install(const WorldScript& script, std::string_view session) {
  if (!script.binding.empty()) {
    post("Runtime.addBinding",
         json::serialize(
             json::object{{"name", script.binding}, {"executionContextName", script.world}}),
         session);
  }
  post("Page.addScriptToEvaluateOnNewDocument",
       json::serialize(json::object{
           {"source", script.source}, {"worldName", script.world}, {"runImmediately", true}}),
       session);
}

Status Tab::add_world_script(WorldScript script) {
  if (browser_gone()) return Error{ErrorKind::unavailable, "the browser is gone"};
  const auto sessions = parts_->document_sessions;
  for (const std::string& session : sessions) install(script, session);
  parts_->scripts.push_back(std::move(script));
  return {};
}

}  // namespace consentry
