// SPDX-License-Identifier: Apache-2.0
// One page in a browser context (profile) of its own, with everything below it: frames in other
// processes, workers, service workers, shared workers, windows that it opens. Blocking calls for one thread; many tabs run side by side
// over one Browser, each on its own thread.
//
// While a call waits, events go on being handled: listeners see every event in order, dialogs are
// answered, new frames and workers are set up. So state may change during any call.
#pragma once

#include <boost/json/fwd.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "io/browser/deadline.h"
#include "io/browser/devtools_message.h"
#include "io/browser/frame_tree.h"

namespace consentry {

class Browser;
struct Rect;

struct TabOptions {
  bool gpc = false;        // Sec-GPC: 1 on every request, navigator.globalPrivacyControl true
  std::string binding;     // name of the probe's channel; empty: no probe
  std::string_view probe;  // its source; must outlive the tab
  // What the page is asked (not a navigation) it has to answer within this. A page that is then
  // still too busy for the simplest question counts as crashed: each further one would cost as much.
  std::chrono::milliseconds answer_time{10'000};
};

struct Point {
  double x = 0, y = 0;  // CSS pixels
};

// A script that stands in an isolated world of every frame, now and in documents to come.
struct WorldScript {
  std::string world;  // name, ours alone
  std::string source;
  std::string
      binding;  // function of that name calls us (event Runtime.bindingCalled); may be empty
};

class Tab {
 public:
  using Listener = std::function<void(const DevtoolsMessage&)>;
  // A page's answer to script is refused beyond this.
  static constexpr std::chrono::milliseconds kCommandTime{10'000};

  // unavailable: the browser is gone (launch another). Otherwise as the command that failed.
  static Result<std::unique_ptr<Tab>> open(Browser& browser, const TabOptions& options);
  // Disposes of the context without waiting for the browser's word.
  ~Tab();
  Tab(const Tab&) = delete;
  Tab& operator=(const Tab&) = delete;

  // --- Commands. `params` is JSON text of an object, "" for none; session "" is the page's own.
  // Errors: timeout (deadline passed; a late answer is dropped), unavailable (browser gone),
  // internal (page crashed), invalid_input (the browser refused, with its words).
  Result<boost::json::value> call(std::string_view method, std::string_view params,
                                  Deadline deadline, std::string_view session = {});
  Result<boost::json::value> call(std::string_view method, const boost::json::object& params,
                                  Deadline deadline, std::string_view session = {});
  // The same with the reply's own bytes, for evidence.
  Result<DevtoolsMessage> exchange(std::string_view method, std::string_view params,
                                   Deadline deadline, std::string_view session = {});
  // Sends and forgets; nothing tells whether it worked.
  void post(std::string_view method, std::string_view params, std::string_view session = {});

  // --- Events.
  // Handles events until `done` says so (true) or the deadline passes, the browser goes or the page
  // crashes (false). `done` is asked first and after every event.
  bool pump_until(const std::function<bool()>& done, Deadline deadline);
  // Called for each event in order, on this thread. Returns a handle for unlisten.
  int listen(Listener listener);
  void unlisten(int handle);

  // --- Frames.
  [[nodiscard]] const FrameTree& frames() const;
  [[nodiscard]] const std::string& main_frame() const;
  // Top-left corner of a frame's viewport in the top frame's viewport (zero for the top frame).
  Result<Point> frame_offset(std::string_view frame, Deadline deadline);

  // --- Windows that the page opens. They are listened to like frames and never operated.
  struct ClosedWindows {
    std::size_t closed = 0;
    std::size_t refused = 0;  // beyond kMaxWindows: closed at once, before they sent anything
  };
  // Closes those that are open, without waiting; no event of theirs reaches a listener any more.
  ClosedWindows close_windows();
  // Whether a session is that of a window, or of a frame or worker in one.
  [[nodiscard]] bool of_window(std::string_view session) const;

  // --- Script. Results arrive by value as JSON; promises are awaited; an exception in the page's
  // script is invalid_input. Our isolated world of a frame sees the DOM, never the page's
  // variables.
  Result<boost::json::value> evaluate(std::string_view frame, std::string_view expression,
                                      Deadline deadline);
  // world "": the page's own world; else the isolated world of that name (made when missing).
  Result<boost::json::value> evaluate_in(std::string_view frame, std::string_view world,
                                         std::string_view expression, Deadline deadline);
  // `function` is the text of a function; each argument is {"value": …} or {"objectId": …}.
  Result<boost::json::value> call_function(std::string_view frame, std::string_view function,
                                           const boost::json::array& arguments, Deadline deadline);
  // As call_function, but keeps the result in the page; returns its objectId ("" for a primitive).
  Result<std::string> call_function_for_object(std::string_view frame, std::string_view function,
                                               const boost::json::array& arguments,
                                               Deadline deadline);
  // objectIds, in our isolated world, of the frame's closed shadow roots, which script cannot
  // reach.
  Result<std::vector<std::string>> closed_shadow_roots(std::string_view frame, Deadline deadline);
  // Present documents at once, later ones before their own scripts.
  Status add_world_script(WorldScript script);
  [[nodiscard]] std::optional<int> context_of(std::string_view frame, std::string_view world) const;

  // --- What a visitor does. Coordinates are the top frame's viewport.
  Status click(Point at, Deadline deadline);
  // Turns the mouse wheel over the middle of the window. False when there is nothing to scroll.
  bool scroll(int pixels_down, Deadline deadline);
  // DOM key name: "Escape", "Tab", "Enter".
  Status press_key(std::string_view key, Deadline deadline);
  // Shows the page in a phone's window (portrait), or again in that of the scan.
  void show_on_phone(bool phone);
  // JPEG of the viewport.
  Result<std::string> screenshot(Deadline deadline);
  // PNG of a part of the viewport, drawn at `scale` times its size. invalid_input: nothing of it is there.
  Result<std::string> picture(const Rect& part, double scale, Deadline deadline);

  // --- State.
  [[nodiscard]] bool browser_gone() const;
  [[nodiscard]] bool crashed() const;
  // Why crashed() is true, in words for a report.
  [[nodiscard]] std::string crash_reason() const;
  // Before a new navigation of a crashed page, which the browser revives.
  void clear_crash();
  [[nodiscard]] const std::string& context_id() const;
  // Events that were lost because this thread was too slow, since the last call.
  std::uint64_t take_dropped();

 private:
  struct Parts;
  explicit Tab(std::unique_ptr<Parts> parts);
  Status create();
  void set_up(std::string_view session, std::string_view type);
  void set_up_document(std::string_view session);
  void set_up_worker(std::string_view session);
  // False: of no concern to anyone.
  bool attached(const DevtoolsMessage& event);
  bool page_attached(std::string_view target, std::string_view session);
  void close_target(std::string_view target);
  void handle(DevtoolsMessage message);
  bool pump_one(Deadline deadline);
  void look_for_life();
  void install(const WorldScript& script, std::string_view session);
  Result<int> world_context(const Frame& frame, std::string_view world, Deadline deadline);
  Result<DevtoolsMessage> run_function(std::string_view frame, std::string_view function,
                                       const boost::json::array& arguments, bool by_value,
                                       Deadline deadline);
  std::unique_ptr<Parts> parts_;
};

}  // namespace consentry
