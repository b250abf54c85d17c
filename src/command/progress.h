// SPDX-License-Identifier: Apache-2.0
// Progress of long work on stderr: a live bar on a terminal, one line a finished site elsewhere.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "core/report/progress_bar.h"

namespace consentry {

// Thread-safe. Draws from a thread of its own until it is destroyed, and leaves a clean line.
class Progress {
 public:
  explicit Progress(int total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void started(const std::string& site);
  // `outcome` is a word or two for the plain form: "measured", "not measured: …".
  void finished(const std::string& site, const std::string& outcome);
  // Of a second visit to a site that was finished and counted: started() comes before it.
  void visited_again(const std::string& site, const std::string& outcome);

 private:
  void draw_until_stopped();
  void draw();

  const bool terminal_;
  const std::chrono::steady_clock::time_point begin_;
  std::mutex mutex_;
  std::condition_variable wake_;
  ScanProgress state_;
  bool stop_ = false;
  std::thread thread_;
};

// How to print on a descriptor: the terminal's width, or no limit and no colour when it is none.
// Colour is never used when NO_COLOR is set (https://no-color.org).
TerminalStyle style_of(int descriptor);

}  // namespace consentry
