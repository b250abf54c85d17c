// SPDX-License-Identifier: Apache-2.0
// Which frames a page has, in which session each lives (frames of other sites live in processes and
// sessions of their own), and which script worlds they hold. Fed with events; no I/O.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

class DevtoolsMessage;

// Frames beyond this are not tracked: they can be scripted by nobody but the page.
inline constexpr std::size_t kMaxFrames = 1000;

struct Frame {
  std::string id;
  std::string parent;   // "" for the top frame
  std::string url;      // as last navigated; "" before
  std::string session;  // where its commands go
};

// One script world of a frame: "" is the page's own.
struct WorldKey {
  std::string frame;
  std::string world;
  auto operator<=>(const WorldKey&) const = default;
};

// Not thread-safe.
class FrameTree {
 public:
  void reset(std::string_view main_frame, std::string_view session);
  void handle(const DevtoolsMessage& event);
  // A frame moved into a session of its own (an attached target of type "iframe").
  void move_to_session(std::string_view frame, std::string_view parent, std::string_view url,
                       std::string_view session);
  void drop_session(std::string_view session);

  [[nodiscard]] const std::string& main_frame() const { return main_; }
  [[nodiscard]] const Frame* find(std::string_view id) const;
  // Top frame first, then by id.
  [[nodiscard]] std::vector<Frame> all() const;
  [[nodiscard]] std::optional<int> context(std::string_view frame, std::string_view world) const;

 private:
  struct Context {
    std::string session;
    int id = 0;
  };
  void attach(std::string_view id, std::string_view parent, std::string_view session);
  void detach(std::string_view id);
  void forget_contexts(std::string_view session, std::optional<int> id);

  std::string main_;
  std::map<std::string, Frame, std::less<>> frames_;
  std::map<WorldKey, Context> contexts_;
};

}  // namespace consentry
