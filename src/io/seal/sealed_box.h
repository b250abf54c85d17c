// SPDX-License-Identifier: Apache-2.0
// Sealed boxes (X25519, XSalsa20-Poly1305) and locked ones (XSalsa20-Poly1305), by libsodium.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/mandate/mandate_cipher.h"

namespace consentry {

class SodiumCipher final : public MandateCipher {
 public:
  // internal: libsodium cannot start (no random bytes).
  static Result<SodiumCipher> create();
  [[nodiscard]] Result<std::string> seal(const SealingKey& to,
                                         std::string_view plain) const override;
  [[nodiscard]] Result<std::string> lock(const Secret32& key,
                                         std::string_view plain) const override;
  [[nodiscard]] Result<std::string> unlock(const Secret32& key,
                                           std::string_view box) const override;
  [[nodiscard]] Result<Secret32> random() const override;

 private:
  SodiumCipher() = default;
};

// The private half of a case's key, in memory that is not swapped and is wiped at the end. Movable;
// open() may be called by several threads.
class OpeningKey {
 public:
  // Draws a pair.
  static Result<OpeningKey> create();
  // The secret half; wiped in `secret` when it was taken over.
  static Result<OpeningKey> from_secret(Secret32& secret);
  OpeningKey(OpeningKey&&) noexcept;
  OpeningKey& operator=(OpeningKey&&) noexcept;
  ~OpeningKey();

  [[nodiscard]] const SealingKey& sealing_key() const;
  // corrupt: sealed to another key, or changed.
  [[nodiscard]] Result<std::string> open(std::string_view box) const;
  // Valid as long as this.
  [[nodiscard]] const Secret32& secret() const;

 private:
  struct State;
  explicit OpeningKey(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry
