// SPDX-License-Identifier: Apache-2.0
#include "lab/authority.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <utility>

#include "core/base/freed.h"
namespace consentry::lab {
namespace {

using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;

constexpr long kDay = 24L * 60 * 60;
constexpr long kLeafDays = 397;       // CA/Browser Forum baseline requirements 6.3.2
constexpr long kAuthorityDays = 825;  // longer than any leaf, short enough to be forgotten safely
constexpr int kSerialBits = 120;      // positive and at most 20 octets (RFC 5280 section 4.1.2.2)

Error refused() { return {ErrorKind::internal, "OpenSSL refuses to make a certificate"}; }

bool extend(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  return extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_serial(X509* certificate) {
  const NumberPtr serial(BN_new());
  return serial != nullptr &&
         BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_name(X509_NAME* name, const std::string& common_name) {
  const auto add = [name](const char* field, const std::string& value) {
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1,
                                      0) == 1;
  };
  return add("O", "Consentry Lab") && add("CN", common_name);
}

// A certificate with everything but its extensions and signature. Null on failure.
CertificatePtr draft(const std::string& common_name, EVP_PKEY* key, long days) {
  CertificatePtr certificate(X509_new());
  X509* raw = certificate.get();
  const bool ok = raw != nullptr && X509_set_version(raw, X509_VERSION_3) == 1 && set_serial(raw) &&
                  X509_gmtime_adj(X509_getm_notBefore(raw), -kDay) != nullptr &&
                  X509_gmtime_adj(X509_getm_notAfter(raw), (days - 1) * kDay) != nullptr &&
                  set_name(X509_get_subject_name(raw), common_name) &&
                  X509_set_pubkey(raw, key) == 1;
  return ok ? std::move(certificate) : nullptr;
}

template <typename Write>
std::string to_pem(Write write) {
  const BioPtr memory(BIO_new(BIO_s_mem()));
  if (memory == nullptr || write(memory.get()) != 1) return {};
  char* text = nullptr;
  const long size = BIO_ctrl(memory.get(), BIO_CTRL_INFO, 0, static_cast<void*>(&text));
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

std::string certificate_pem_of(X509* certificate) {
  return to_pem([&](BIO* to) { return PEM_write_bio_X509(to, certificate); });
}

std::string key_pem_of(EVP_PKEY* key) {
  return to_pem([&](BIO* to) {
    return PEM_write_bio_PKCS8PrivateKey(to, key, nullptr, nullptr, 0, nullptr, nullptr);
  });
}

bool is_host_name(std::string_view host) {
  return !host.empty() && host.size() <= 253 && host.front() != '.' && host.front() != '-' &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string_view::npos;
}

}  // namespace

struct Authority::Keys {
  KeyPtr authority_key;
  CertificatePtr authority;
  std::string authority_pem;
  // One key for all leaves: they live in the same memory anyway, and a key costs as much as a
  // signature.
  KeyPtr leaf_key;
  std::string leaf_key_pem;
};

Authority::Authority(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}
Authority::~Authority() = default;

const std::string& Authority::certificate_pem() const { return keys_->authority_pem; }

Result<std::unique_ptr<Authority>> Authority::create() {
  auto keys = std::make_unique<Keys>();
  keys->authority_key.reset(EVP_EC_gen("P-256"));
  keys->leaf_key.reset(EVP_EC_gen("P-256"));
  if (keys->authority_key == nullptr || keys->leaf_key == nullptr) return refused();
  keys->authority = draft("Consentry Lab Authority", keys->authority_key.get(), kAuthorityDays);
  X509* raw = keys->authority.get();
  const bool ok = raw != nullptr && X509_set_issuer_name(raw, X509_get_subject_name(raw)) == 1 &&
                  extend(raw, raw, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                  extend(raw, raw, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                  extend(raw, raw, NID_subject_key_identifier, "hash") &&
                  X509_sign(raw, keys->authority_key.get(), EVP_sha256()) != 0;
  if (!ok) return refused();
  keys->authority_pem = certificate_pem_of(raw);
  keys->leaf_key_pem = key_pem_of(keys->leaf_key.get());
  if (keys->authority_pem.empty() || keys->leaf_key_pem.empty()) return refused();
  return std::unique_ptr<Authority>(new Authority(std::move(keys)));
}

Result<http::Identity> Authority::issue(std::string_view host) const {
  const bool local = host.empty() || host == "localhost" || host == "127.0.0.1";
  const std::string name = local ? "localhost" : std::string(host);
  if (!is_host_name(name)) return invalid_input("not a host name: " + name);
  const CertificatePtr leaf =
      draft(name.size() <= 64 ? name : "long name", keys_->leaf_key.get(), kLeafDays);
  X509* raw = leaf.get();
  X509* authority = keys_->authority.get();
  const bool ok = raw != nullptr &&
                  X509_set_issuer_name(raw, X509_get_subject_name(authority)) == 1 &&
                  extend(raw, authority, NID_basic_constraints, "critical,CA:FALSE") &&
                  extend(raw, authority, NID_key_usage, "critical,digitalSignature") &&
                  extend(raw, authority, NID_ext_key_usage, "serverAuth") &&
                  extend(raw, authority, NID_subject_key_identifier, "hash") &&
                  extend(raw, authority, NID_authority_key_identifier, "keyid:always") &&
                  extend(raw, authority, NID_subject_alt_name,
                         local ? "DNS:localhost,IP:127.0.0.1" : "DNS:" + name) &&
                  X509_sign(raw, keys_->authority_key.get(), EVP_sha256()) != 0;
  if (!ok) return refused();
  return http::Identity{certificate_pem_of(raw), keys_->leaf_key_pem};
}

}  // namespace consentry::lab
