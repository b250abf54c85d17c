// SPDX-License-Identifier: Apache-2.0
#include "io/browser/message_splitter.h"

#include <utility>

namespace consentry {

void MessageSplitter::finish(std::string_view tail, std::vector<std::string>& out) {
  if (skipping_ || partial_.size() + tail.size() > limit_) {
    ++oversized_;
  } else if (!partial_.empty() || !tail.empty()) {
    partial_.append(tail);
    out.push_back(std::move(partial_));
  }
  partial_ = {};
  skipping_ = false;
}

void MessageSplitter::add(std::string_view bytes, std::vector<std::string>& out) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\0');
    if (end != std::string_view::npos) {
      finish(bytes.substr(0, end), out);
      bytes.remove_prefix(end + 1);
      continue;
    }
    if (!skipping_) partial_.append(bytes);
    if (partial_.size() > limit_) {
      partial_ = {};
      skipping_ = true;
    }
    return;
  }
}

}  // namespace consentry
