// SPDX-License-Identifier: Apache-2.0
// Cuts the byte stream of a DevTools pipe into messages at NUL. No I/O.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// Not thread-safe.
class MessageSplitter {
 public:
  explicit MessageSplitter(std::size_t max_message_bytes) : limit_(max_message_bytes) {}

  // Adds bytes; appends every message that became whole. A message beyond the limit is skipped up
  // to its NUL, what follows it is read as usual. Empty messages are dropped.
  void add(std::string_view bytes, std::vector<std::string>& out);
  [[nodiscard]] std::uint64_t oversized() const { return oversized_; }

 private:
  void finish(std::string_view tail, std::vector<std::string>& out);
  std::size_t limit_;
  std::string partial_;
  bool skipping_ = false;
  std::uint64_t oversized_ = 0;
};

}  // namespace consentry
