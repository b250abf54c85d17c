// SPDX-License-Identifier: Apache-2.0
#include "io/seal/sealed_box.h"

#include <algorithm>
#include <sodium.h>

#include "core/base/bytes.h"

namespace consentry {
namespace {

static_assert(std::tuple_size_v<SealingKey> == crypto_box_PUBLICKEYBYTES);
static_assert(std::tuple_size_v<Secret32> == crypto_box_SECRETKEYBYTES);
static_assert(std::tuple_size_v<Secret32> == crypto_secretbox_KEYBYTES);

std::uint8_t* bytes_in(std::string& text) { return reinterpret_cast<std::uint8_t*>(text.data()); }

Status start() {
  if (sodium_init() < 0) return Error{ErrorKind::internal, "libsodium gives no random bytes"};
  return {};
}

}  // namespace

Result<SodiumCipher> SodiumCipher::create() {
  if (const Status started = start(); !started) return started.error();
  return SodiumCipher();
}

Result<std::string> SodiumCipher::seal(const SealingKey& to, std::string_view plain) const {
  std::string box(plain.size() + crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal(bytes_in(box), as_bytes(plain).data(), plain.size(), to.data()) != 0)
    return invalid_input("nothing can be sealed to this public key");
  return box;
}

Result<std::string> SodiumCipher::lock(const Secret32& key, std::string_view plain) const {
  std::string box(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
  std::uint8_t* nonce = bytes_in(box);
  randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, as_bytes(plain).data(), plain.size(),
                        nonce, key.data());
  return box;
}

Result<std::string> SodiumCipher::unlock(const Secret32& key, std::string_view box) const {
  constexpr std::size_t kAround = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  const Error wrong{ErrorKind::corrupt, "locked with another key, or changed"};
  if (box.size() < kAround) return wrong;
  const std::uint8_t* nonce = as_bytes(box).data();
  std::string plain(box.size() - kAround, '\0');
  if (crypto_secretbox_open_easy(bytes_in(plain), nonce + crypto_secretbox_NONCEBYTES,
                                 box.size() - crypto_secretbox_NONCEBYTES, nonce, key.data()) != 0)
    return wrong;
  return plain;
}

Result<Secret32> SodiumCipher::random() const {
  Secret32 bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

struct OpeningKey::State {
  State() { sodium_mlock(secret.data(), secret.size()); }     // best effort: a limit may forbid it
  ~State() { sodium_munlock(secret.data(), secret.size()); }  // wipes
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  Secret32 secret{};
  SealingKey sealing{};
};

OpeningKey::OpeningKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
OpeningKey::OpeningKey(OpeningKey&&) noexcept = default;
OpeningKey& OpeningKey::operator=(OpeningKey&&) noexcept = default;
OpeningKey::~OpeningKey() = default;

Result<OpeningKey> OpeningKey::create() {
  if (const Status started = start(); !started) return started.error();
  auto state = std::make_unique<State>();
  crypto_box_keypair(state->sealing.data(), state->secret.data());
  return OpeningKey(std::move(state));
}

Result<OpeningKey> OpeningKey::from_secret(Secret32& secret) {
  if (const Status started = start(); !started) return started.error();
  auto state = std::make_unique<State>();
  std::ranges::copy(secret, state->secret.begin());
  sodium_memzero(secret.data(), secret.size());
  if (crypto_scalarmult_base(state->sealing.data(), state->secret.data()) != 0)
    return invalid_input("this is no private key");
  return OpeningKey(std::move(state));
}

const SealingKey& OpeningKey::sealing_key() const { return state_->sealing; }
const Secret32& OpeningKey::secret() const { return state_->secret; }

Result<std::string> OpeningKey::open(std::string_view box) const {
  const Error wrong{ErrorKind::corrupt, "sealed to another key, or changed"};
  if (box.size() < crypto_box_SEALBYTES) return wrong;
  std::string plain(box.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(bytes_in(plain), as_bytes(box).data(), box.size(),
                           state_->sealing.data(), state_->secret.data()) != 0)
    return wrong;
  return plain;
}

}  // namespace consentry
