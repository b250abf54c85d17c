// SPDX-License-Identifier: Apache-2.0
// Knows, line by line, which document each tab shows, which frames and workers belong to it, and
// which session of the protocol speaks for whom. Internal to core/observe.
#pragma once

#include <boost/json/fwd.hpp>
#include <map>
#include <string>
#include <string_view>

namespace consentry {

// The documents around whatever sent a request or a message. Empty members: not known.
struct Surroundings {
  std::string page_url;   // top document
  std::string frame_url;  // the frame's own document; for a worker, that of the frame it belongs to
};

// Fed with the events in the order of the log. URLs are kept without fragment, as the browser does
// in its own events. A frame that moves to another process keeps its id, so ids suffice.
class PageTracker {
 public:
  // Params of Target.attachedToTarget, Page.frameAttached and Page.frameNavigated. session: the one
  // on which the event came.
  void target_attached(const boost::json::object& params, std::string_view session);
  void frame_attached(const boost::json::object& params);
  void frame_navigated(const boost::json::object& params, std::string_view session);

  // The document of the first tab; empty before the first commit.
  [[nodiscard]] const std::string& top_url() const { return top_url_; }
  // Whether `frame` is a tab's outermost frame.
  [[nodiscard]] bool is_top(std::string_view frame, std::string_view session) const;
  // Whether that tab is the first one, not a window of unknown origin: one that tells who opened it
  // counts as a frame of the opener.
  [[nodiscard]] bool is_first_tab(std::string_view frame) const;
  [[nodiscard]] bool is_worker(std::string_view session) const;
  // Whether the session speaks for a tab as a whole; true for one that is not known.
  [[nodiscard]] bool is_tab(std::string_view session) const;

  // Around what `frame` sends now; an unknown or empty frame falls back on the session's.
  [[nodiscard]] Surroundings around(std::string_view frame, std::string_view session) const;
  // The same for one document of the frame, which may have gone since: what it still sends
  // (beacons while leaving) is its own. An unknown loader falls back on the frame.
  [[nodiscard]] Surroundings around(std::string_view loader, std::string_view frame,
                                    std::string_view session) const;

 private:
  struct Frame {
    std::string parent;
    std::string url;
  };
  struct Session {
    std::string frame;  // the target's own frame, or the one a worker belongs to
    bool worker = false;
    bool page = false;
  };

  [[nodiscard]] std::string root_of(std::string_view frame) const;

  std::map<std::string, Frame, std::less<>> frames_;
  std::map<std::string, Session, std::less<>> sessions_;
  std::map<std::string, Surroundings, std::less<>> documents_;  // by loader id
  std::string first_tab_;                                       // frame id
  std::string top_url_;
};

}  // namespace consentry
