// SPDX-License-Identifier: Apache-2.0
#include "io/browser/tab.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "io/browser/browser.h"
#include "io/browser/json_fields.h"
#include "io/browser/tab_parts.h"

namespace consentry {
namespace json = boost::json;
namespace {

// An answer that took less was not given up on for slowness.
constexpr std::chrono::milliseconds kTimeToSuspect{1'000};
constexpr std::chrono::milliseconds kLifeTime{4'000};

// Commands that the browser itself answers; all others go to the page's session.
bool is_for_browser(std::string_view method) {
  constexpr std::array<std::string_view, 3> kMethods{"Target.createBrowserContext",
                                                     "Target.createTarget", "Storage.getCookies"};
  return method.starts_with("Browser.") || std::ranges::find(kMethods, method) != kMethods.end();
}

}  // namespace

Tab::Tab(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<Tab>> Tab::open(Browser& browser, const TabOptions& options) {
  auto parts = std::make_unique<Parts>(browser, options);
  parts->mailbox = browser.pipe().open_mailbox();
  std::unique_ptr<Tab> tab(new Tab(std::move(parts)));
  if (auto created = tab->create(); !created) return created.error().in("opening a tab");
  return tab;
}

Tab::~Tab() {
  DevtoolsPipe& pipe = parts_->browser.pipe();
  if (!parts_->context.empty()) {
    const std::string params = json::serialize(json::object{{"browserContextId", parts_->context}});
    // Without an answer awaited: a browser that is gone has disposed of it already.
    (void)pipe.send(*parts_->mailbox, "", "Target.disposeBrowserContext", params,
                    DevtoolsPipe::Reply::ignored, in(kPostTime));
  }
  pipe.close_mailbox(*parts_->mailbox);
}

Result<DevtoolsMessage> Tab::exchange(std::string_view method, std::string_view params,
                                      Deadline deadline, std::string_view session) {
  const bool to_browser = is_for_browser(method);
  const std::string_view target = !session.empty() || to_browser ? session : parts_->session;
  // Before the page is attached it has no session, and questions go to the browser.
  const bool of_page = !target.empty() && target == parts_->session && method != "Page.navigate";
  if (of_page) deadline = std::min(deadline, in(parts_->options.answer_time));
  const Deadline begun = Clock::now();
  auto sent = parts_->browser.pipe().send(*parts_->mailbox, target, method, params,
                                          DevtoolsPipe::Reply::wanted, deadline);
  if (!sent) return sent.error().in(method);
  const std::uint64_t id = *sent;
  parts_->awaited.insert(id);
  const bool answered = pump_until([&] { return parts_->replies.contains(id); }, deadline);
  parts_->awaited.erase(id);
  if (answered) {
    DevtoolsMessage reply = std::move(parts_->replies.extract(id).mapped());
    if (const std::string refused = reply.error(); !refused.empty()) {
      return invalid_input(std::string(method) + ": the browser refused: " + refused);
    }
    return reply;
  }
  if (of_page && Clock::now() - begun >= kTimeToSuspect) look_for_life();
  if (browser_gone()) return Error{ErrorKind::unavailable, "the browser is gone"}.in(method);
  if (parts_->crashed) return Error{ErrorKind::internal, crash_reason()}.in(method);
  return Error{ErrorKind::timeout, "no answer in time"}.in(method);
}

// A question may stay without an answer for reasons of its own (a promise that never settles); only
// silence to the simplest one shows that the page's thread is taken.
void Tab::look_for_life() {
  if (parts_->crashed || browser_gone()) return;
  const Deadline until = in(std::min(kLifeTime, parts_->options.answer_time));
  auto sent =
      parts_->browser.pipe().send(*parts_->mailbox, parts_->session, "Runtime.evaluate",
                                  R"({"expression":"0"})", DevtoolsPipe::Reply::wanted, until);
  if (!sent) return;
  parts_->awaited.insert(*sent);
  const bool alive = pump_until([&] { return parts_->replies.contains(*sent); }, until);
  parts_->awaited.erase(*sent);
  parts_->replies.erase(*sent);
  if (alive || parts_->crashed || browser_gone()) return;
  parts_->crashed = true;
  parts_->busy = true;
}

std::string Tab::crash_reason() const {
  return parts_->busy ? "the page stopped answering: its scripts or its size keep it busy"
                      : "the page crashed";
}

Result<json::value> Tab::call(std::string_view method, std::string_view params, Deadline deadline,
                              std::string_view session) {
  auto reply = exchange(method, params, deadline, session);
  if (!reply) return reply.error();
  return json::value(reply->body(), json::storage_ptr{});
}

Result<json::value> Tab::call(std::string_view method, const json::object& params,
                              Deadline deadline, std::string_view session) {
  return call(method, std::string_view(json::serialize(params)), deadline, session);
}

void Tab::post(std::string_view method, std::string_view params, std::string_view session) {
  // A failure here means that the browser is gone, which the next awaited call reports.
  (void)parts_->browser.pipe().send(*parts_->mailbox, session.empty() ? parts_->session : session,
                                    method, params, DevtoolsPipe::Reply::ignored, in(kPostTime));
}

bool Tab::pump_one(Deadline deadline) {
  if (parts_->inbox.empty()) {
    for (DevtoolsMessage& message : parts_->mailbox->take(deadline)) {
      parts_->inbox.push_back(std::move(message));
    }
  }
  if (parts_->inbox.empty()) return false;
  DevtoolsMessage message = std::move(parts_->inbox.front());
  parts_->inbox.pop_front();
  handle(std::move(message));
  return true;
}

bool Tab::pump_until(const std::function<bool()>& done, Deadline deadline) {
  while (!done()) {
    if (parts_->crashed || !pump_one(deadline)) return false;
    if (parts_->inbox.empty() && Clock::now() >= deadline) return done();
  }
  return true;
}

void Tab::handle(DevtoolsMessage message) {
  if (message.is_reply()) {
    if (parts_->awaited.contains(message.id())) {
      parts_->replies.emplace(message.id(), std::move(message));
    }
    return;
  }
  if (!of_window(message.session())) parts_->frames.handle(message);
  const std::string_view method = message.method();
  if (method == "Target.attachedToTarget") {
    if (!attached(message)) return;
  } else if (method == "Target.detachedFromTarget") {
    const std::string gone(text_at(message.body(), "sessionId"));
    parts_->frames.drop_session(gone);
    parts_->document_sessions.erase(gone);
    parts_->windows.detached(gone);
  } else if (method == "Page.windowOpen") {
    const std::string uninvited = parts_->windows.asked(flag_at(message.body(), "userGesture"));
    if (!uninvited.empty()) close_target(uninvited);
  } else if (method == "Page.javascriptDialogOpening") {
    // A visitor who does not answer leaves the page stuck. Leaving a page is agreed to, every other
    // question is declined: declining can never be read as consent.
    const bool accept = text_at(message.body(), "type") == "beforeunload";
    post("Page.handleJavaScriptDialog", accept ? R"({"accept":true})" : R"({"accept":false})",
         message.session());
  } else if (method == "Inspector.targetCrashed" && message.session() == parts_->session) {
    parts_->crashed = true;
  }
  // What a window sends while it is being closed belongs to a step that is over.
  if (parts_->windows.is_over(message.session())) return;
  // A listener may add or remove listeners.
  const std::map<int, Listener> listeners = parts_->listeners;
  for (const auto& [handle, listener] : listeners) {
    if (parts_->listeners.contains(handle)) listener(message);
  }
}

int Tab::listen(Listener listener) {
  parts_->listeners.emplace(++parts_->last_listener, std::move(listener));
  return parts_->last_listener;
}

void Tab::unlisten(int handle) { parts_->listeners.erase(handle); }

const FrameTree& Tab::frames() const { return parts_->frames; }
const std::string& Tab::main_frame() const { return parts_->frames.main_frame(); }
bool Tab::browser_gone() const { return parts_->inbox.empty() && parts_->mailbox->closed(); }
bool Tab::crashed() const { return parts_->crashed; }
void Tab::clear_crash() { parts_->crashed = parts_->busy = false; }
const std::string& Tab::context_id() const { return parts_->context; }
std::uint64_t Tab::take_dropped() { return parts_->mailbox->take_dropped(); }

std::optional<int> Tab::context_of(std::string_view frame, std::string_view world) const {
  return parts_->frames.context(frame, world);
}

}  // namespace consentry
