// SPDX-License-Identifier: Apache-2.0
// SHA-256 over bytes as they are (FIPS 180-4, by OpenSSL). Evidence is hashed before decoding.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace consentry {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
// 64 lower-case hexadecimal digits.
std::string to_hex(const Sha256& digest);
std::string sha256_hex(std::string_view bytes);

// The same of MD5 (RFC 1321) and SHA-1 (FIPS 180-4): only to recognise what others have hashed.
std::string md5_hex(std::string_view bytes);
std::string sha1_hex(std::string_view bytes);

// The same digest over pieces, for files that grow. Not thread-safe; finish() may be called once.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  void add(std::string_view bytes);
  [[nodiscard]] Sha256 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace consentry
