// SPDX-License-Identifier: Apache-2.0
// Boxes that anyone can read, so that a test sees what was put into them; opening one still needs the key
// that closed it.
#pragma once

#include <algorithm>

#include "core/base/bytes.h"
#include "core/mandate/mandate_cipher.h"

namespace consentry {

class PlainCipher final : public MandateCipher {
 public:
  [[nodiscard]] Result<std::string> seal(const SealingKey& to,
                                         std::string_view plain) const override {
    return "sealed:" + hex_of(to) + ":" + std::string(plain);
  }
  [[nodiscard]] Result<std::string> lock(const Secret32& key,
                                         std::string_view plain) const override {
    return "locked:" + hex_of(key) + ":" + std::string(plain);
  }
  [[nodiscard]] Result<std::string> unlock(const Secret32& key,
                                           std::string_view box) const override {
    const std::string head = "locked:" + hex_of(key) + ":";
    if (!box.starts_with(head)) return Error{ErrorKind::corrupt, "another key"};
    return std::string(box.substr(head.size()));
  }
  // Not random, but never the same twice.
  [[nodiscard]] Result<Secret32> random() const override {
    return sha256("random " + std::to_string(++drawn_));
  }

 private:
  mutable int drawn_ = 0;
};

}  // namespace consentry
