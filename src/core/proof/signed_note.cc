// SPDX-License-Identifier: Apache-2.0
#include "core/proof/signed_note.h"

#include <algorithm>
#include <openssl/evp.h>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/digest.h"

namespace consentry {
namespace {

constexpr char kEd25519 = 0x01;  // the signature type of signed-note
constexpr std::size_t kSignatureBytes = 64;
constexpr std::string_view kLineStart = "\xE2\x80\x94 ";  // em dash, space
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using ContextPtr = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

bool is_key_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxKeyName &&
         std::none_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '+' || c == 0x7F;
         });
}

std::string typed(const Ed25519Public& key) {
  return std::string(1, kEd25519) + std::string(key.begin(), key.end());
}

std::uint32_t big_endian(std::span<const std::uint8_t> bytes) {
  std::uint32_t number = 0;
  for (const std::uint8_t byte : bytes.first(4)) number = number << 8U | byte;
  return number;
}

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (unsigned shift = 32; shift > 0; shift -= 8)
    bytes.push_back(static_cast<char>(number >> (shift - 8) & 255U));
  return bytes;
}

std::string hex_id(std::uint32_t id) { return hex_of(as_bytes(big_endian(id))); }

bool signs(const Ed25519Public& key, std::string_view text,
           std::span<const std::uint8_t> signature) {
  const KeyPtr native(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()),
      &EVP_PKEY_free);
  const ContextPtr context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (native == nullptr || context == nullptr) return false;
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, native.get()) != 1)
    return false;
  const auto bytes = as_bytes(text);
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(),
                          bytes.size()) == 1;
}

bool is_note_text(std::string_view text) {
  return text.size() > 1 && text.ends_with('\n') &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return (static_cast<unsigned char>(c) < ' ' && c != '\n') || c == 0x7F;
         });
}

// The signature in "— NAME BASE64", when the line is of this key. Of other keys nothing is said.
std::vector<std::uint8_t> signature_in(std::string_view line, const VerifierKey& key) {
  if (!line.starts_with(kLineStart)) return {};
  line.remove_prefix(kLineStart.size());
  if (!line.starts_with(key.name() + " ")) return {};
  auto bytes = bytes_of_base64(line.substr(key.name().size() + 1));
  if (!bytes || bytes->size() != 4 + kSignatureBytes || big_endian(*bytes) != key.id()) return {};
  bytes->erase(bytes->begin(), bytes->begin() + 4);
  return *std::move(bytes);
}

}  // namespace

VerifierKey::VerifierKey(std::string name, const Ed25519Public& key)
    : name_(std::move(name)), key_(key), id_(big_endian(sha256(name_ + "\n" + typed(key_)))) {}

Result<VerifierKey> VerifierKey::create(std::string name, const Ed25519Public& key) {
  if (!is_key_name(name)) {
    return invalid_input("a key's name is 1 to 255 bytes without white space and '+'");
  }
  return VerifierKey(std::move(name), key);
}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos)
    return invalid_input("a key is written NAME+HASH+BASE64, with two '+' before the base64");
  const auto bytes = bytes_of_base64(text.substr(second + 1));
  Ed25519Public key{};
  if (!bytes || bytes->size() != key.size() + 1 || bytes->front() != kEd25519)
    return invalid_input("the key is not an Ed25519 key in base64");
  std::copy(bytes->begin() + 1, bytes->end(), key.begin());
  auto made = create(std::string(text.substr(0, first)), key);
  if (made && hex_id(made->id()) != text.substr(first + 1, second - first - 1))
    return invalid_input("the key's hash does not fit its name and bytes");
  return made;
}

std::string VerifierKey::text() const {
  return name_ + "+" + hex_id(id_) + "+" + base64_of(as_bytes(typed(key_)));
}

Result<std::string> VerifierKey::open(std::string_view note) const {
  const std::size_t gap = note.rfind("\n\n");
  if (note.size() > kMaxNoteBytes || gap == std::string_view::npos || !note.ends_with('\n'))
    return invalid_input("this is no signed note");
  const std::string_view text = note.substr(0, gap + 1);
  std::string_view lines = note.substr(gap + 2);
  if (!is_note_text(text) || lines.empty()) return invalid_input("this is no signed note");
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const auto signature = signature_in(lines.substr(0, end), *this);
    if (!signature.empty() && signs(key_, text, signature)) return std::string(text);
    lines.remove_prefix(end + 1);
  }
  return Error{ErrorKind::corrupt, "no valid signature of " + name_};
}

struct SigningKey::State {
  KeyPtr native;
  VerifierKey verifier;
};

SigningKey::SigningKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;

const VerifierKey& SigningKey::verifier() const { return state_->verifier; }

Result<SigningKey> SigningKey::create(std::string name, const Ed25519Seed& seed) {
  KeyPtr native(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()),
                &EVP_PKEY_free);
  Ed25519Public key{};
  std::size_t size = key.size();
  if (native == nullptr || EVP_PKEY_get_raw_public_key(native.get(), key.data(), &size) != 1)
    return Error{ErrorKind::internal, "OpenSSL makes no Ed25519 key"};
  auto verifier = VerifierKey::create(std::move(name), key);
  if (!verifier) return verifier.error();
  return SigningKey(std::make_unique<State>(State{std::move(native), *std::move(verifier)}));
}

Result<std::string> SigningKey::sign(std::string_view text) const {
  if (!is_note_text(text)) return invalid_input("a note's text is lines, each with its end");
  const ContextPtr context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::array<std::uint8_t, kSignatureBytes> signature{};
  std::size_t size = signature.size();
  const auto bytes = as_bytes(text);
  if (context == nullptr ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, state_->native.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes.data(), bytes.size()) != 1) {
    return Error{ErrorKind::internal, "OpenSSL does not sign"};
  }
  const std::string with_id =
      big_endian(verifier().id()) + std::string(signature.begin(), signature.end());
  return std::string(text) + "\n" + std::string(kLineStart) + verifier().name() + " " +
         base64_of(as_bytes(with_id)) + "\n";
}

}  // namespace consentry
