// SPDX-License-Identifier: Apache-2.0
// The insides of Tab, shared by its source files only.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <vector>

#include "io/browser/devtools_pipe.h"
#include "io/browser/open_windows.h"
#include "io/browser/tab.h"

namespace consentry {

// The isolated world in which our own questions run.
inline constexpr std::string_view kOurWorld = "consentry";
// Fire-and-forget commands are forgotten after this.
inline constexpr std::chrono::milliseconds kPostTime{60'000};

struct Tab::Parts {
  Parts(Browser& owner, TabOptions given) : browser(owner), options(std::move(given)) {}

  Browser& browser;
  TabOptions options;
  std::shared_ptr<Mailbox> mailbox;
  std::string context;  // browserContextId
  std::string session;  // of the page
  FrameTree frames;     // of the page, without those of its windows
  OpenWindows windows;
  std::deque<DevtoolsMessage> inbox;  // taken, not yet handled; nested calls go on with it in order
  std::set<std::uint64_t> awaited;
  std::map<std::uint64_t, DevtoolsMessage> replies;
  std::map<int, Listener> listeners;
  int last_listener = 0;
  std::vector<WorldScript> scripts;
  std::set<std::string, std::less<>> document_sessions;  // the page's and those of frames
  std::string probe_source;                              // with channel and settings filled in
  bool crashed = false;
  bool busy = false;  // crashed by never answering
};

}  // namespace consentry
