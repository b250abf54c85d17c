// SPDX-License-Identifier: Apache-2.0
#include "io/notify/tls_end.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace consentry {
namespace {

template <typename T>
using Owned = std::unique_ptr<T, void (*)(T*)>;

constexpr long kHourS = 3600;

Owned<X509> certificate_of(EVP_PKEY* key) {
  Owned<X509> made(X509_new(), &X509_free);
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -kHourS);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), kHourS);
  X509_set_pubkey(made.get(), key);
  X509_NAME* name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("sink"), -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  for (const auto& [kind, value] :
       {std::pair{NID_subject_alt_name, "IP:127.0.0.1"}, {NID_basic_constraints, "CA:TRUE"}}) {
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value),
                                          &X509_EXTENSION_free);
    EXPECT_EQ(X509_add_ext(made.get(), extension.get(), -1), 1);
  }
  EXPECT_GT(X509_sign(made.get(), key, EVP_sha256()), 0);
  return made;
}

std::string pem_of(X509* certificate) {
  const Owned<BIO> memory(BIO_new(BIO_s_mem()), &BIO_free_all);
  PEM_write_bio_X509(memory.get(), certificate);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

}  // namespace

TlsIdentity::TlsIdentity() : context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free) {
  const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const Owned<X509> certificate = certificate_of(key.get());
  EXPECT_EQ(SSL_CTX_use_certificate(context_.get(), certificate.get()), 1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey(context_.get(), key.get()), 1);
  pem_ = pem_of(certificate.get());
}

TlsEnd::TlsEnd(const TlsIdentity& identity, int socket)
    : ssl_(SSL_new(identity.context()), &SSL_free) {
  SSL_set_fd(ssl_.get(), socket);
  ready_ = SSL_accept(ssl_.get()) == 1;
}

void TlsEnd::say(const std::string& bytes) {
  if (ready_) (void)SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
}

std::string TlsEnd::hear(const std::string& end) {
  std::string heard;
  char byte = 0;
  while (ready_ && !heard.ends_with(end) && SSL_read(ssl_.get(), &byte, 1) == 1) heard += byte;
  return heard;
}

}  // namespace consentry
