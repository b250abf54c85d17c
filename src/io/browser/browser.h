// SPDX-License-Identifier: Apache-2.0
// One running Chromium that many tabs share, each in a context (profile) of its own.
//
// Ending: the destructor kills the whole process group, reaps it and removes the profile folder. A
// signal handler must not destroy objects: let it set a flag, have a normal thread call shutdown(),
// let the visits return (every blocked call ends with `unavailable`), then destroy the Browser as
// always. When our process is killed outright, the kernel closes the pipe, the browser exits by
// itself, and the next launch removes the folder.
#pragma once

#include <memory>
#include <string>

#include "core/base/error.h"
#include "io/browser/browser_options.h"

namespace consentry {

class DevtoolsPipe;

// What the log states about the browser of a run.
struct BrowserFacts {
  std::string product;     // "Chrome/156.0.8078.79", as the browser says
  std::string build;       // "shell" or "chromium"
  std::string user_agent;  // what sites are told
  std::string version;     // "156.0.8078.79"
  int major = 0;
  bool sandbox = true;
};

// Thread-safe after launch.
class Browser {
 public:
  // unavailable: missing, does not start, certutil missing; unsupported: too old; invalid_input:
  // bad options (connect_to, certificate).
  static Result<std::unique_ptr<Browser>> launch(const BrowserOptions& options);
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  [[nodiscard]] const BrowserFacts& facts() const;
  [[nodiscard]] const BrowserOptions& options() const;
  [[nodiscard]] DevtoolsPipe& pipe();
  // False once it crashed, was killed or shut down; then launch another.
  [[nodiscard]] bool alive() const;
  // Ends all calls of all tabs; callable from any thread, more than once, not from a signal
  // handler.
  void shutdown();
  [[nodiscard]] int process_id() const;
  [[nodiscard]] std::string profile_folder() const;

 private:
  struct Parts;
  explicit Browser(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace consentry
