// SPDX-License-Identifier: Apache-2.0
#include "io/browser/devtools_session.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "io/browser/json_fields.h"

namespace consentry {

Result<DevtoolsSession::Outgoing> DevtoolsSession::command(Box box, std::string_view session,
                                                           std::string_view method,
                                                           std::string_view params, Reply reply,
                                                           Deadline deadline) {
  if (pending_.size() >= kMaxPending) {
    return Error{ErrorKind::exhausted, "too many DevTools commands without an answer"};
  }
  Outgoing out;
  out.id = ++last_id_;
  out.bytes = "{\"id\":" + std::to_string(out.id) + ",\"method\":\"" + std::string(method) + '"';
  if (!session.empty()) {
    // A session id came from the browser, so it is quoted like any outside text.
    out.bytes += ",\"sessionId\":" + boost::json::serialize(session);
  }
  if (!params.empty()) {
    out.bytes += ",\"params\":";
    out.bytes += params;
  }
  out.bytes += "}";
  out.bytes.push_back('\0');
  pending_.emplace(out.id, Pending{box, reply, deadline});
  return out;
}

std::optional<DevtoolsSession::Box> DevtoolsSession::route_reply(const DevtoolsMessage& message) {
  const auto found = pending_.find(message.id());
  if (found == pending_.end()) {
    ++counts_.unknown_replies;
    return std::nullopt;
  }
  const Pending pending = found->second;
  pending_.erase(found);
  if (pending.reply == Reply::ignored) return std::nullopt;
  return pending.box;
}

// Of its own accord the browser tells of targets only; whose they are shows in their context.
std::optional<DevtoolsSession::Box> DevtoolsSession::owner_of(const DevtoolsMessage& event) const {
  const auto in = [](const auto& table, std::string_view key) -> std::optional<Box> {
    const auto found = table.find(key);
    if (found == table.end()) return std::nullopt;
    return found->second;
  };
  if (!event.session().empty()) return in(sessions_, event.session());
  if (event.method() == "Target.attachedToTarget") {
    return in(contexts_, text_at(object_at(event.body(), "targetInfo"), "browserContextId"));
  }
  if (event.method() == "Target.detachedFromTarget") {
    return in(sessions_, text_at(event.body(), "sessionId"));
  }
  return std::nullopt;
}

std::optional<DevtoolsSession::Box> DevtoolsSession::route(const DevtoolsMessage& message) {
  if (message.is_reply()) return route_reply(message);
  const std::optional<Box> box = owner_of(message);
  if (!box) {
    if (!message.session().empty()) ++counts_.unknown_sessions;
    return std::nullopt;
  }
  if (message.method() == "Target.attachedToTarget") {
    adopt(text_at(message.body(), "sessionId"), *box);
  } else if (message.method() == "Target.detachedFromTarget") {
    const auto child = sessions_.find(text_at(message.body(), "sessionId"));
    if (child != sessions_.end() && child->second == *box) sessions_.erase(child);
  }
  return box;
}

void DevtoolsSession::adopt(std::string_view session, Box box) {
  if (session.empty()) return;
  if (sessions_.size() >= kMaxSessions) {
    ++counts_.refused_sessions;
    return;
  }
  // First come, first kept: an id that is announced twice stays with its owner.
  sessions_.emplace(std::string(session), box);
}

void DevtoolsSession::adopt_context(std::string_view context, Box box) {
  if (!context.empty()) contexts_.emplace(std::string(context), box);
}

void DevtoolsSession::forget(Box box) {
  std::erase_if(contexts_, [box](const auto& entry) { return entry.second == box; });
  std::erase_if(sessions_, [box](const auto& entry) { return entry.second == box; });
  for (auto& [id, pending] : pending_) {
    if (pending.box == box) pending.reply = Reply::ignored;
  }
}

void DevtoolsSession::expire(Deadline now) {
  counts_.expired +=
      std::erase_if(pending_, [now](const auto& entry) { return entry.second.deadline < now; });
}

}  // namespace consentry
