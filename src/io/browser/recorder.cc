// SPDX-License-Identifier: Apache-2.0
#include "io/browser/recorder.h"

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <set>

#include "core/base/origin.h"
#include "io/browser/event_log.h"
#include "io/browser/json_fields.h"
#include "io/browser/tab.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::chrono::milliseconds kCheckpointTime{5'000};
// Two commands an origin and area; a page with frames of more origins is sampled in tree order.
constexpr std::size_t kMaxStorageOrigins = 60;

constexpr std::array<std::string_view, 22> kKept{"Network.requestWillBeSent",
                                                 "Network.requestWillBeSentExtraInfo",
                                                 "Network.responseReceived",
                                                 "Network.responseReceivedExtraInfo",
                                                 "Network.responseReceivedEarlyHints",
                                                 "Network.loadingFailed",
                                                 "Network.requestServedFromCache",
                                                 "Network.webSocketCreated",
                                                 "Network.webSocketWillSendHandshakeRequest",
                                                 "Network.webSocketHandshakeResponseReceived",
                                                 "Network.webSocketFrameSent",
                                                 "Network.webTransportCreated",
                                                 "Network.webTransportConnectionEstablished",
                                                 "Page.frameNavigated",
                                                 "Page.frameAttached",
                                                 "Page.javascriptDialogOpening",
                                                 "Page.windowOpen",
                                                 "Page.downloadWillBegin",
                                                 "Target.attachedToTarget",
                                                 "Target.targetCrashed",
                                                 "Inspector.targetCrashed",
                                                 "DOMStorage.domStorageItemAdded"};

// A larger message says no more about who receives what; streams of them would fill the log.
constexpr std::size_t kMaxFrameBytes = 16'384;

bool too_large(const DevtoolsMessage& event) {
  if (event.method() != "Network.webSocketFrameSent") return false;
  return text_at(object_at(event.body(), "response"), "payloadData").size() > kMaxFrameBytes;
}

bool about_data_url(const DevtoolsMessage& event) {
  const json::object& body = event.body();
  const std::string_view request = text_at(object_at(body, "request"), "url");
  const std::string_view response = text_at(object_at(body, "response"), "url");
  return request.starts_with("data:") || response.starts_with("data:");
}

void write_storage(Tab& tab, const Frame& frame, const std::string& key, EventLog& log) {
  for (const bool local : {true, false}) {
    const std::string about = json::serialize(
        json::object{{"storageId", {{"storageKey", key}, {"isLocalStorage", local}}}});
    auto items =
        tab.exchange("DOMStorage.getDOMStorageItems", about, in(kCheckpointTime), frame.session);
    if (items) log.reply("DOMStorage.getDOMStorageItems", about, items->raw());
  }
}

// The browser's name for a frame's storage: its origin, and the top site when it is a third
// party's.
std::string storage_key(Tab& tab, const Frame& frame, const std::string& origin) {
  auto key = tab.call("Storage.getStorageKey", json::object{{"frameId", frame.id}},
                      in(kCheckpointTime), frame.session);
  if (key) return std::string(text_at(key->as_object(), "storageKey"));
  return origin + "/";
}

}  // namespace

bool is_evidence(const DevtoolsMessage& event, const std::string& binding) {
  const std::string_view method = event.method();
  if (method == "Runtime.bindingCalled") return text_at(event.body(), "name") == binding;
  if (method == "DOMStorage.domStorageItemUpdated") return true;
  for (const std::string_view kept : kKept) {
    if (kept == method) return !about_data_url(event) && !too_large(event);
  }
  return false;
}

std::string page_state(Tab& tab, std::string_view state_script) {
  if (state_script.empty()) return {};
  auto state = tab.evaluate_in(tab.main_frame(), "", state_script, in(kCheckpointTime));
  return state && state->is_object() ? json::serialize(*state) : std::string();
}

void write_checkpoint(Tab& tab, std::string_view state_script, EventLog& log) {
  const std::string profile = json::serialize(json::object{{"browserContextId", tab.context_id()}});
  auto cookies = tab.exchange("Storage.getCookies", profile, in(kCheckpointTime));
  if (cookies) log.reply("Storage.getCookies", "{}", cookies->raw());
  std::set<std::string> seen;
  for (const Frame& frame : tab.frames().all()) {
    const auto url = parse_url(frame.url);
    if (!url || url->host.empty() || seen.size() >= kMaxStorageOrigins) continue;
    const std::string origin = url->origin();
    if (!seen.insert(origin).second) continue;
    write_storage(tab, frame, storage_key(tab, frame, origin), log);
  }
  if (const std::string state = page_state(tab, state_script); !state.empty()) log.state(state);
}

}  // namespace consentry
