// SPDX-License-Identifier: Apache-2.0
#include "command/log_key.h"

#include <algorithm>
#include <openssl/rand.h>
#include <span>

#include "command/file_bytes.h"
#include "core/base/bytes.h"
#include "io/store/private_file.h"

namespace consentry {
namespace {

constexpr std::size_t kMaxKeyBytes = 4096;

// A log is known by its key, so its name may come from it as well.
Result<std::string> name_for(const Ed25519Seed& seed, const std::string& wanted,
                             const std::string& prefix) {
  if (!wanted.empty()) return wanted;
  const auto key = SigningKey::create("log", seed);
  if (!key) return key.error();
  return prefix + hex_of(std::span(key->verifier().bytes()).first(6));
}

}  // namespace

Status create_log_key(const std::filesystem::path& path, const std::string& log_name,
                      const std::string& prefix) {
  Ed25519Seed seed{};
  if (RAND_bytes(seed.data(), static_cast<int>(seed.size())) != 1)
    return Error{ErrorKind::internal, "OpenSSL gives no random bytes"};
  const auto name = name_for(seed, log_name, prefix);
  if (!name) return name.error();
  if (const auto key = SigningKey::create(*name, seed); !key) return key.error();
  return create_private_file(path, *name + "\n" + hex_of(seed) + "\n");
}

Result<SigningKey> read_log_key(const std::filesystem::path& path) {
  const auto text = read_file(path, kMaxKeyBytes);
  if (!text) return text.error();
  const std::size_t line = text->find('\n');
  const auto bytes = line == std::string::npos
                         ? std::nullopt
                         : bytes_of_hex(std::string_view(*text).substr(
                               line + 1, text->size() - line - (text->ends_with('\n') ? 2 : 1)));
  Ed25519Seed seed{};
  if (!bytes || bytes->size() != seed.size())
    return Error{ErrorKind::corrupt, path.string() + " is no key of a log"};
  std::copy(bytes->begin(), bytes->end(), seed.begin());
  return SigningKey::create(text->substr(0, line), seed);
}

}  // namespace consentry
