// SPDX-License-Identifier: Apache-2.0
#include "core/proof/time_stamp.h"

#include <array>
#include <cstring>
#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>

#include "core/base/bytes.h"
#include "core/base/freed.h"

namespace consentry {
namespace {

template <typename T, auto Free>
using Owned = std::unique_ptr<T, Freed<Free>>;
using Request = Owned<TS_REQ, &TS_REQ_free>;
using Reply = Owned<TS_RESP, &TS_RESP_free>;
using Memory = Owned<BIO, &BIO_free>;

void free_certificates(STACK_OF(X509) * certificates) {
  sk_X509_pop_free(certificates, &X509_free);
}
using Certificates = Owned<STACK_OF(X509), &free_certificates>;

std::string last_reason() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return reason == nullptr ? "OpenSSL gives no reason" : reason;
}

template <typename T>
std::string der_of(const T* object, int (*write)(const T*, unsigned char**)) {
  const int size = write(object, nullptr);
  std::string bytes(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  auto* at = reinterpret_cast<unsigned char*>(bytes.data());
  if (size > 0) write(object, &at);
  return bytes;
}

// The object when it takes up all of the bytes.
template <typename T>
T* object_of(std::string_view der, T* (*read)(T**, const unsigned char**, long)) {
  if (der.size() > kMaxStampBytes) return nullptr;
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* at = begin;
  T* object = read(nullptr, &at, static_cast<long>(der.size()));
  ERR_clear_error();
  return object;
}

std::string memory_text(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

Memory new_memory() { return Memory(BIO_new(BIO_s_mem())); }

bool set_imprint(TS_REQ& request, const Sha256& digest) {
  const Owned<TS_MSG_IMPRINT, &TS_MSG_IMPRINT_free> imprint(TS_MSG_IMPRINT_new());
  const Owned<X509_ALGOR, &X509_ALGOR_free> algorithm(X509_ALGOR_new());
  if (!imprint || !algorithm) return false;
  auto bytes = digest;
  return X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
         TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
         TS_MSG_IMPRINT_set_msg(imprint.get(), bytes.data(), static_cast<int>(bytes.size())) == 1 &&
         TS_REQ_set_msg_imprint(&request, imprint.get()) == 1;
}

bool is_about(TS_MSG_IMPRINT* imprint, const Sha256& digest) {
  if (imprint == nullptr) return false;
  const ASN1_OBJECT* algorithm = nullptr;
  X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const ASN1_OCTET_STRING* bytes = TS_MSG_IMPRINT_get_msg(imprint);
  return OBJ_obj2nid(algorithm) == NID_sha256 && bytes != nullptr &&
         ASN1_STRING_length(bytes) == static_cast<int>(digest.size()) &&
         std::memcmp(ASN1_STRING_get0_data(bytes), digest.data(), digest.size()) == 0;
}

std::string refusal_of(TS_RESP& reply) {
  const Memory memory = new_memory();
  TS_STATUS_INFO* status = TS_RESP_get_status_info(&reply);
  if (!memory || status == nullptr) return "no status";
  TS_STATUS_INFO_print_bio(memory.get(), status);
  std::string text = memory_text(memory.get());
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

bool is_granted(TS_RESP& reply) {
  TS_STATUS_INFO* status = TS_RESP_get_status_info(&reply);
  const ASN1_INTEGER* number = status == nullptr ? nullptr : TS_STATUS_INFO_get0_status(status);
  const long granted = number == nullptr ? -1 : ASN1_INTEGER_get(number);
  return granted == TS_STATUS_GRANTED || granted == TS_STATUS_GRANTED_WITH_MODS;
}

Result<UtcTime> time_of(const ASN1_GENERALIZEDTIME* time) {
  const std::unique_ptr<ASN1_TIME, Freed<&ASN1_STRING_free>> epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0;
  int seconds = 0;
  if (!epoch || time == nullptr || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) {
    return invalid_input("the time stamp states no time");
  }
  constexpr std::int64_t kDaySeconds = 86'400;
  return UtcTime{(days * kDaySeconds + seconds) * 1000};
}

std::string number_text(const ASN1_INTEGER* number) {
  const Memory memory = new_memory();
  if (!memory || number == nullptr) return {};
  i2a_ASN1_INTEGER(memory.get(), number);
  return memory_text(memory.get());
}

std::string object_text(const ASN1_OBJECT* object) {
  std::array<char, 80> text{};
  if (object == nullptr || OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1) <= 0)
    return {};
  return text.data();
}

const STACK_OF(X509) * certificates_in(TS_RESP& reply) {
  PKCS7* token = TS_RESP_get_token(&reply);
  if (token == nullptr || PKCS7_type_is_signed(token) == 0 || token->d.sign == nullptr)
    return nullptr;
  return token->d.sign->cert;
}

std::string pem_of(const STACK_OF(X509) * certificates) {
  const Memory memory = new_memory();
  for (int i = 0; memory && i < sk_X509_num(certificates); ++i) {
    PEM_write_bio_X509(memory.get(), sk_X509_value(certificates, i));
  }
  return memory ? memory_text(memory.get()) : std::string();
}

// The name of who may stamp: the only certificate in the reply with that purpose.
std::string signer_of(const STACK_OF(X509) * certificates) {
  for (int i = 0; i < sk_X509_num(certificates); ++i) {
    X509* certificate = sk_X509_value(certificates, i);
    if ((X509_get_extended_key_usage(certificate) & XKU_TIMESTAMP) == 0 ||
        X509_get_extended_key_usage(certificate) == UINT32_MAX) {
      continue;
    }
    const Memory memory = new_memory();
    if (!memory) return {};
    X509_NAME_print_ex(memory.get(), X509_get_subject_name(certificate), 0,
                       XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    return memory_text(memory.get());
  }
  return {};
}

Certificates certificates_of_pem(std::string_view pem) {
  const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Certificates all(sk_X509_new_null());
  while (memory && all) {
    X509* one = PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr);
    if (one == nullptr) break;
    if (sk_X509_push(all.get(), one) == 0) X509_free(one);
  }
  ERR_clear_error();
  return all;
}

// The authorities to trust; with `partial`, any of them ends a chain, as a root does.
X509_STORE* store_of(const STACK_OF(X509) * roots, bool partial, UtcTime when) {
  X509_STORE* store = X509_STORE_new();
  if (store == nullptr) return nullptr;
  for (int i = 0; i < sk_X509_num(roots); ++i) {
    X509_STORE_add_cert(store, sk_X509_value(roots, i));
  }
  X509_VERIFY_PARAM* rules = X509_STORE_get0_param(store);
  X509_VERIFY_PARAM_set_time(rules, when.milliseconds / 1000);
  if (partial) X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  return store;
}

}  // namespace

Result<std::string> stamp_request(const Sha256& digest, std::uint64_t nonce) {
  const Request request(TS_REQ_new());
  const Owned<ASN1_INTEGER, &ASN1_INTEGER_free> number(ASN1_INTEGER_new());
  if (!request || !number || TS_REQ_set_version(request.get(), 1) != 1 ||
      !set_imprint(*request, digest) || ASN1_INTEGER_set_uint64(number.get(), nonce) != 1 ||
      TS_REQ_set_nonce(request.get(), number.get()) != 1 ||
      TS_REQ_set_cert_req(request.get(), 1) != 1) {
    return Error{ErrorKind::internal, "a request for a time stamp: " + last_reason()};
  }
  return der_of<TS_REQ>(request.get(), &i2d_TS_REQ);
}

Result<TimeStamp> read_stamp(std::string_view reply, const Sha256& digest) {
  const Reply read(object_of<TS_RESP>(reply, &d2i_TS_RESP));
  if (!read) return invalid_input("this is no reply of a time stamping authority (RFC 3161)");
  if (!is_granted(*read)) {
    return Error{ErrorKind::unavailable, "the authority gives no time stamp: " + refusal_of(*read)};
  }
  TS_TST_INFO* info = TS_RESP_get_tst_info(read.get());
  if (info == nullptr) return invalid_input("the authority's reply holds no time stamp");
  if (!is_about(TS_TST_INFO_get_msg_imprint(info), digest)) {
    return Error{ErrorKind::corrupt, "the time stamp is of something else"};
  }
  const auto time = time_of(TS_TST_INFO_get_time(info));
  if (!time) return time.error();
  const auto* certificates = certificates_in(*read);
  return TimeStamp{*time, number_text(TS_TST_INFO_get_serial(info)),
                   object_text(TS_TST_INFO_get_policy_id(info)), signer_of(certificates),
                   pem_of(certificates)};
}

Status answers_request(std::string_view reply, std::string_view request) {
  const Reply read(object_of<TS_RESP>(reply, &d2i_TS_RESP));
  const Request asked(object_of<TS_REQ>(request, &d2i_TS_REQ));
  if (!read || !asked) return invalid_input("this is no reply and request of RFC 3161");
  const Owned<TS_VERIFY_CTX, &TS_VERIFY_CTX_free> context(
      TS_REQ_to_TS_VERIFY_CTX(asked.get(), nullptr));
  if (!context) return Error{ErrorKind::internal, last_reason()};
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
  if (TS_RESP_verify_response(context.get(), read.get()) == 1) return {};
  return Error{ErrorKind::corrupt, "the reply is not to our request: " + last_reason()};
}

Status check_stamp(std::string_view reply, const Sha256& digest, std::string_view roots) {
  const auto stamp = read_stamp(reply, digest);
  if (!stamp) return stamp.error();
  const Reply read(object_of<TS_RESP>(reply, &d2i_TS_RESP));
  const Owned<TS_VERIFY_CTX, &TS_VERIFY_CTX_free> context(TS_VERIFY_CTX_new());
  const Certificates trusted = certificates_of_pem(roots.empty() ? stamp->certificates : roots);
  if (!read || !context || !trusted) return Error{ErrorKind::internal, last_reason()};
  if (sk_X509_num(trusted.get()) == 0) {
    return invalid_input("there is no certificate to check the time stamp by");
  }
  X509_STORE* store = store_of(trusted.get(), roots.empty(), stamp->time);
  auto* imprint = static_cast<unsigned char*>(OPENSSL_memdup(digest.data(), digest.size()));
  if (store == nullptr || imprint == nullptr) return Error{ErrorKind::internal, last_reason()};
  // The context owns both from here on.
  TS_VERIFY_CTX_set_store(context.get(), store);
  TS_VERIFY_CTX_set_imprint(context.get(), imprint, static_cast<long>(digest.size()));
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
  if (TS_RESP_verify_response(context.get(), read.get()) == 1) return {};
  return Error{ErrorKind::corrupt, "the time stamp does not verify: " + last_reason()};
}

}  // namespace consentry
