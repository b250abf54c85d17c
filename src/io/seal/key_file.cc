// SPDX-License-Identifier: Apache-2.0
#include "io/seal/key_file.h"

#include <algorithm>
#include <map>
#include <optional>
#include <sodium.h>

#include "core/base/bytes.h"

namespace consentry {
namespace {

constexpr std::string_view kTitle = "consentry-mandate-key-1";
// What a file may ask of the machine that opens it: four times libsodium's "sensitive" time, its memory.
constexpr unsigned long long kMostOperations = 16;
constexpr std::size_t kMostMemory = std::size_t{1} << 30U;

struct Lock {
  KeyFileHead head;
  unsigned long long operations = 0;
  std::size_t memory = 0;
  std::vector<std::uint8_t> salt;
  std::vector<std::uint8_t> nonce;
  std::vector<std::uint8_t> box;
};

Status check(const Passphrases& passphrases) {
  if (passphrases.empty() || passphrases.size() > kMaxPassphrases)
    return invalid_input("a key is locked with 1 to " + std::to_string(kMaxPassphrases) +
                         " passphrases");
  for (const std::string& each : passphrases) {
    if (each.size() < kMinPassphraseBytes || each.size() > kMaxPassphraseBytes)
      return invalid_input("a passphrase has " + std::to_string(kMinPassphraseBytes) + " to " +
                           std::to_string(kMaxPassphraseBytes) + " bytes");
  }
  return {};
}

// With its length before each, no two lists are the same text.
std::string joined(const Passphrases& passphrases) {
  std::string text;
  for (const std::string& each : passphrases) text += std::to_string(each.size()) + ":" + each;
  return text;
}

Result<Secret32> stretched(const Passphrases& passphrases, const Lock& lock) {
  Secret32 key{};
  std::string text = joined(passphrases);
  const int done = crypto_pwhash(key.data(), key.size(), text.data(), text.size(), lock.salt.data(),
                                 lock.operations, lock.memory, crypto_pwhash_ALG_ARGON2ID13);
  sodium_memzero(text.data(), text.size());
  if (done != 0)
    return Error{ErrorKind::exhausted, "not enough memory to try a passphrase: " +
                                           std::to_string(lock.memory >> 20U) + " MiB are needed"};
  return key;
}

std::string text_of(const Lock& lock) {
  return std::string(kTitle) + "\npublic " + base64_of(lock.head.sealing_key) + "\npassphrases " +
         std::to_string(lock.head.passphrases) + "\noperations " + std::to_string(lock.operations) +
         "\nmemory " + std::to_string(lock.memory) + "\nsalt " + base64_of(lock.salt) + "\nnonce " +
         base64_of(lock.nonce) + "\nbox " + base64_of(lock.box) + "\n";
}

using Lines = std::map<std::string, std::string, std::less<>>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::size_t space = line.find(' ');
    if (space != std::string_view::npos)
      lines.emplace(line.substr(0, space), line.substr(space + 1));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::optional<std::vector<std::uint8_t>> bytes_in(const Lines& lines, std::string_view name,
                                                  std::size_t size) {
  const auto found = lines.find(name);
  if (found == lines.end()) return std::nullopt;
  auto bytes = bytes_of_base64(found->second);
  return bytes && bytes->size() == size ? bytes : std::nullopt;
}

// 0 for what is no number between 1 and `most`.
std::uint64_t number_in(const Lines& lines, std::string_view name, std::uint64_t most) {
  constexpr std::size_t kMostDigits = 12;
  const auto found = lines.find(name);
  if (found == lines.end() || found->second.size() > kMostDigits) return 0;
  std::uint64_t number = 0;
  for (const char c : found->second) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number <= most ? number : 0;
}

Result<Lock> parse(std::string_view text) {
  if (text.size() > kMaxKeyFileBytes || !text.starts_with("consentry-mandate-key-"))
    return invalid_input("this is no private key of a case");
  if (!text.starts_with(std::string(kTitle) + "\n"))
    return Error{ErrorKind::unsupported, "this key file is of another version"};
  const Lines lines = lines_of(text);
  const auto sealing = bytes_in(lines, "public", crypto_box_PUBLICKEYBYTES);
  auto salt = bytes_in(lines, "salt", crypto_pwhash_SALTBYTES);
  auto nonce = bytes_in(lines, "nonce", crypto_secretbox_NONCEBYTES);
  auto box = bytes_in(lines, "box", crypto_secretbox_MACBYTES + crypto_box_SECRETKEYBYTES);
  Lock lock;
  lock.head.passphrases = number_in(lines, "passphrases", kMaxPassphrases);
  lock.operations = number_in(lines, "operations", kMostOperations);
  lock.memory = number_in(lines, "memory", kMostMemory);
  if (!sealing || !salt || !nonce || !box || lock.head.passphrases == 0 || lock.operations == 0 ||
      lock.memory < crypto_pwhash_MEMLIMIT_MIN)
    return invalid_input("this key file is damaged");
  std::ranges::copy(*sealing, lock.head.sealing_key.begin());
  lock.salt = *std::move(salt);
  lock.nonce = *std::move(nonce);
  lock.box = *std::move(box);
  // One key has one text, so nothing can hide in a file.
  if (text_of(lock) != text) return invalid_input("this key file is damaged");
  return lock;
}

}  // namespace

Result<std::string> lock_key(const OpeningKey& key, const Passphrases& passphrases,
                             LockStrength strength) {
  if (const Status good = check(passphrases); !good) return good.error();
  const bool moderate = strength == LockStrength::moderate;
  Lock lock;
  lock.head = {key.sealing_key(), passphrases.size()};
  lock.operations = moderate ? crypto_pwhash_OPSLIMIT_MODERATE : crypto_pwhash_OPSLIMIT_INTERACTIVE;
  lock.memory = moderate ? crypto_pwhash_MEMLIMIT_MODERATE : crypto_pwhash_MEMLIMIT_INTERACTIVE;
  lock.salt.resize(crypto_pwhash_SALTBYTES);
  lock.nonce.resize(crypto_secretbox_NONCEBYTES);
  lock.box.resize(crypto_secretbox_MACBYTES + crypto_box_SECRETKEYBYTES);
  randombytes_buf(lock.salt.data(), lock.salt.size());
  randombytes_buf(lock.nonce.data(), lock.nonce.size());
  auto wrapping = stretched(passphrases, lock);
  if (!wrapping) return wrapping.error();
  crypto_secretbox_easy(lock.box.data(), key.secret().data(), key.secret().size(),
                        lock.nonce.data(), wrapping->data());
  sodium_memzero(wrapping->data(), wrapping->size());
  return text_of(lock);
}

Result<KeyFileHead> read_key_file(std::string_view text) {
  const auto lock = parse(text);
  if (!lock) return lock.error();
  return lock->head;
}

Result<OpeningKey> unlock_key(std::string_view text, const Passphrases& passphrases) {
  const auto lock = parse(text);
  if (!lock) return lock.error();
  if (passphrases.size() != lock->head.passphrases)
    return invalid_input("this key is locked with " + std::to_string(lock->head.passphrases) +
                         " passphrases, " + std::to_string(passphrases.size()) + " were given");
  if (const Status good = check(passphrases); !good) return good.error();
  auto wrapping = stretched(passphrases, *lock);
  if (!wrapping) return wrapping.error();
  Secret32 secret{};
  const int opened = crypto_secretbox_open_easy(secret.data(), lock->box.data(), lock->box.size(),
                                                lock->nonce.data(), wrapping->data());
  sodium_memzero(wrapping->data(), wrapping->size());
  if (opened != 0)
    return Error{ErrorKind::corrupt, "a passphrase is wrong, or the file was changed"};
  auto key = OpeningKey::from_secret(secret);
  if (key && key->sealing_key() != lock->head.sealing_key)
    return Error{ErrorKind::corrupt, "the file names another public key than its own"};
  return key;
}

}  // namespace consentry
