// SPDX-License-Identifier: Apache-2.0
// The scan's browser, started when first needed and again after a crash.
#pragma once

#include <memory>
#include <mutex>

#include "io/browser/browser.h"

namespace consentry {

// Thread-safe. Callers share the browser they were given; it ends when the last one lets go.
class BrowserHost {
 public:
  explicit BrowserHost(BrowserOptions options) : options_(std::move(options)) {}

  // A living browser. An Error when it cannot be started, when it crashed kMaxLaunches times, or
  // after close().
  Result<std::shared_ptr<Browser>> get();
  // Ends all calls under way and starts no browser any more. Callable from any thread.
  void close();
  // What the first browser said of itself; empty before it ran.
  [[nodiscard]] BrowserFacts facts() const;

 private:
  BrowserOptions options_;
  mutable std::mutex mutex_;
  std::shared_ptr<Browser> browser_;
  BrowserFacts facts_;
  int launches_ = 0;
  bool closed_ = false;
};

}  // namespace consentry
