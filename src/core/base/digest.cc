// SPDX-License-Identifier: Apache-2.0
#include "core/base/digest.h"

#include <openssl/evp.h>
#include <span>

#include "core/base/bytes.h"

namespace consentry {
namespace {

// Fetched once: a digest named by its function is looked up again at each use.
const EVP_MD* sha256_method() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> kMethod{
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free};
  return kMethod.get();
}

std::string digest_hex(std::string_view bytes, const EVP_MD* method) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, method, nullptr);
  return hex_of(std::span(digest).first(size));
}

}  // namespace

struct Sha256Stream::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  &EVP_MD_CTX_free};
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  EVP_DigestInit_ex2(state_->context.get(), sha256_method(), nullptr);
}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::add(std::string_view bytes) {
  EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

Sha256 Sha256Stream::finish() {
  Sha256 digest{};
  EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr);
  return digest;
}

Sha256 sha256(std::string_view bytes) {
  // Kept by the thread: making a context anew costs as much as hashing a short text.
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> kContext{
      EVP_MD_CTX_new(), &EVP_MD_CTX_free};
  Sha256 digest{};
  EVP_DigestInit_ex2(kContext.get(), sha256_method(), nullptr);
  EVP_DigestUpdate(kContext.get(), bytes.data(), bytes.size());
  EVP_DigestFinal_ex(kContext.get(), digest.data(), nullptr);
  return digest;
}

std::string to_hex(const Sha256& digest) { return hex_of(digest); }

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256(bytes)); }
std::string md5_hex(std::string_view bytes) { return digest_hex(bytes, EVP_md5()); }
std::string sha1_hex(std::string_view bytes) { return digest_hex(bytes, EVP_sha1()); }

}  // namespace consentry
