// SPDX-License-Identifier: Apache-2.0
#include "command/browser_host.h"

#include <utility>

namespace consentry {
namespace {

// A page may bring a browser down; a machine on which it falls this often has another trouble, and
// starting it for ever would hide that.
constexpr int kMaxLaunches = 50;

}  // namespace

Result<std::shared_ptr<Browser>> BrowserHost::get() {
  const std::lock_guard lock(mutex_);
  if (closed_) return Error{ErrorKind::unavailable, "the scan was interrupted"};
  if (browser_ && browser_->alive()) return browser_;
  if (launches_ == kMaxLaunches) {
    return Error{ErrorKind::unavailable,
                 "the browser crashed " + std::to_string(kMaxLaunches) + " times; given up"};
  }
  ++launches_;
  browser_.reset();
  auto launched = Browser::launch(options_);
  if (!launched) return launched.error();
  browser_ = std::move(*launched);
  if (launches_ == 1) facts_ = browser_->facts();
  return browser_;
}

void BrowserHost::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  if (browser_) browser_->shutdown();
}

BrowserFacts BrowserHost::facts() const {
  const std::lock_guard lock(mutex_);
  return facts_;
}

}  // namespace consentry
