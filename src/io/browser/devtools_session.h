// SPDX-License-Identifier: Apache-2.0
// The DevTools protocol without I/O: which command an answer belongs to, and whose event an event
// is. Flat sessions: one connection carries the sessions of all pages, frames and workers. The peer
// is not trusted: unknown ids and sessions are counted and dropped, tables have limits.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "io/browser/deadline.h"
#include "io/browser/devtools_message.h"

namespace consentry {

// A page with more frames and workers than this is attacking us; later ones go unobserved.
inline constexpr std::size_t kMaxSessions = 4096;
// Commands in flight over all tabs; a healthy scan has a few dozen.
inline constexpr std::size_t kMaxPending = 65'536;

// Not thread-safe; DevtoolsPipe guards it.
class DevtoolsSession {
 public:
  using Box = std::uint64_t;  // who receives: a mailbox's number, never 0
  enum class Reply { wanted, ignored };
  struct Outgoing {
    std::uint64_t id = 0;
    std::string bytes;  // one message with its closing NUL
  };
  struct Counts {
    std::uint64_t unknown_replies = 0;
    std::uint64_t unknown_sessions = 0;
    std::uint64_t refused_sessions = 0;  // beyond kMaxSessions
    std::uint64_t expired = 0;           // commands never answered
  };

  // `params` is a JSON object as text; session "" addresses the browser. exhausted: kMaxPending.
  Result<Outgoing> command(Box box, std::string_view session, std::string_view method,
                           std::string_view params, Reply reply, Deadline deadline);
  // Who gets this message; nothing when nobody does. Learns child sessions from Target events.
  std::optional<Box> route(const DevtoolsMessage& message);
  void adopt(std::string_view session, Box box);
  // What the browser itself attaches to in this context (pages, shared workers) belongs to the box.
  void adopt_context(std::string_view context, Box box);
  // Everything of a box: its contexts, its sessions and its pending commands.
  void forget(Box box);
  // Drops commands whose deadline has passed; their late answers count as unknown.
  void expire(Deadline now);
  [[nodiscard]] const Counts& counts() const { return counts_; }
  [[nodiscard]] std::size_t pending() const { return pending_.size(); }

 private:
  struct Pending {
    Box box = 0;
    Reply reply = Reply::wanted;
    Deadline deadline;
  };
  std::optional<Box> route_reply(const DevtoolsMessage& message);
  [[nodiscard]] std::optional<Box> owner_of(const DevtoolsMessage& event) const;
  std::uint64_t last_id_ = 0;
  std::unordered_map<std::uint64_t, Pending> pending_;
  std::map<std::string, Box, std::less<>> sessions_;
  std::map<std::string, Box, std::less<>> contexts_;
  Counts counts_;
};

}  // namespace consentry
