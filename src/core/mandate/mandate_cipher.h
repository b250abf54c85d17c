// SPDX-License-Identifier: Apache-2.0
// What mandates need of a library for sealed boxes: the port that io/seal implements.
#pragma once

#include <string>
#include <string_view>

#include "core/mandate/keyed_digest.h"
#include "core/mandate/mandate_form.h"

namespace consentry {

// Thread-safe. Boxes are bytes, not text.
class MandateCipher {
 public:
  virtual ~MandateCipher() = default;
  // Only the private half of `to` opens it; whoever sealed it cannot.
  [[nodiscard]] virtual Result<std::string> seal(const SealingKey& to,
                                                 std::string_view plain) const = 0;
  // Who has the key opens it.
  [[nodiscard]] virtual Result<std::string> lock(const Secret32& key,
                                                 std::string_view plain) const = 0;
  // corrupt: another key, or the box was changed.
  [[nodiscard]] virtual Result<std::string> unlock(const Secret32& key,
                                                   std::string_view box) const = 0;
  [[nodiscard]] virtual Result<Secret32> random() const = 0;
};

}  // namespace consentry
