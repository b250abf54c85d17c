// SPDX-License-Identifier: Apache-2.0
// A text with Ed25519 signatures beneath it (C2SP signed-note). Keys are named, so that a reader
// knows which one to try; the name of ours is the log's origin.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// Longest note that is read: a checkpoint of ours has about 250 bytes, witnesses add 100 each.
inline constexpr std::size_t kMaxNoteBytes = std::size_t{16} * 1024;
inline constexpr std::size_t kMaxKeyName = 255;

using Ed25519Seed = std::array<std::uint8_t, 32>;
using Ed25519Public = std::array<std::uint8_t, 32>;

// The public half. Value type.
class VerifierKey {
 public:
  // "NAME+HASH+BASE64", as the log publishes it. invalid_input for anything else, a wrong hash
  // and other kinds of keys included.
  static Result<VerifierKey> parse(std::string_view text);
  // `name` is not empty and holds neither white space nor '+'.
  static Result<VerifierKey> create(std::string name, const Ed25519Public& key);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const Ed25519Public& bytes() const { return key_; }
  // First four bytes of SHA-256(name || newline || 0x01 || key).
  [[nodiscard]] std::uint32_t id() const { return id_; }
  [[nodiscard]] std::string text() const;
  // The signed text of a note, its last newline included. invalid_input when it is no note,
  // corrupt when the signature of this key is missing or wrong.
  [[nodiscard]] Result<std::string> open(std::string_view note) const;

 private:
  VerifierKey(std::string name, const Ed25519Public& key);
  std::string name_;
  Ed25519Public key_{};
  std::uint32_t id_ = 0;
};

// The private half. Movable; may be used by one thread at a time.
class SigningKey {
 public:
  // The seed is the secret; whoever makes one draws 32 random bytes.
  static Result<SigningKey> create(std::string name, const Ed25519Seed& seed);
  SigningKey(SigningKey&&) noexcept;
  SigningKey& operator=(SigningKey&&) noexcept;
  ~SigningKey();

  [[nodiscard]] const VerifierKey& verifier() const;
  // `text` ends in a newline and has no control characters but newlines; then the note is
  // text, empty line, signature line.
  [[nodiscard]] Result<std::string> sign(std::string_view text) const;

 private:
  struct State;
  explicit SigningKey(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry
