// SPDX-License-Identifier: Apache-2.0
// A cipher that hides nothing: a box is a word for its kind, its key and the plain text.
#pragma once

#include <atomic>

#include "core/base/bytes.h"
#include "core/mandate/mandate_cipher.h"

namespace consentry {

class OpenCipher final : public MandateCipher {
 public:
  [[nodiscard]] Result<std::string> seal(const SealingKey& to,
                                         std::string_view plain) const override {
    return "sealed " + hex_of(to) + " " + std::string(plain);
  }
  [[nodiscard]] Result<std::string> lock(const Secret32& key,
                                         std::string_view plain) const override {
    return "locked " + hex_of(key) + " " + std::string(plain);
  }
  [[nodiscard]] Result<std::string> unlock(const Secret32& key,
                                           std::string_view box) const override {
    const std::string begin = "locked " + hex_of(key) + " ";
    if (!box.starts_with(begin)) return Error{ErrorKind::corrupt, "another key"};
    return std::string(box.substr(begin.size()));
  }
  // Different each time, the same in each run.
  [[nodiscard]] Result<Secret32> random() const override {
    return sha256("random " + std::to_string(drawn_++));
  }

 private:
  mutable std::atomic<int> drawn_ = 0;
};

}  // namespace consentry
