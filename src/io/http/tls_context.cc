// SPDX-License-Identifier: Apache-2.0
#include "io/http/tls_context.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <utility>
#include <vector>

#include "core/base/freed.h"
namespace consentry::http {
namespace {

// Anyone may ask for any name, so the cache must not grow with the names asked for.
constexpr std::size_t kCachedIdentities = 4096;

using ContextPtr = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;

struct ParsedIdentity {
  std::vector<CertificatePtr> chain;
  KeyPtr key;
};

BioPtr reader_of(const std::string& text) {
  return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// Null when a part is missing or not PEM.
std::unique_ptr<ParsedIdentity> parse(const Identity& identity) {
  auto parsed = std::make_unique<ParsedIdentity>();
  const BioPtr chain = reader_of(identity.chain_pem);
  const BioPtr key = reader_of(identity.key_pem);
  if (chain == nullptr || key == nullptr) return nullptr;
  while (X509* certificate = PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr)) {
    parsed->chain.emplace_back(certificate);
  }
  parsed->key.reset(PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr));
  if (parsed->chain.empty() || parsed->key == nullptr) return nullptr;
  return parsed;
}

bool use(SSL* ssl, const ParsedIdentity& identity) {
  if (SSL_use_certificate(ssl, identity.chain.front().get()) != 1) return false;
  for (std::size_t i = 1; i < identity.chain.size(); ++i) {
    if (SSL_add1_chain_cert(ssl, identity.chain[i].get()) != 1) return false;
  }
  return SSL_use_PrivateKey(ssl, identity.key.get()) == 1;
}

std::string server_name_of(SSL* ssl) {
  const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  std::string text = name == nullptr ? "" : name;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// Says that the name was understood; without it sessions are not tied to their name.
int acknowledge_server_name(SSL* /*ssl*/, int* /*alert*/, void* /*argument*/) {
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

struct TlsContext::State {
  ContextPtr context;
  IdentitySource source;
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<ParsedIdentity>, std::less<>> identities;

  bool choose(SSL* ssl) {
    const std::string name = server_name_of(ssl);
    const std::scoped_lock lock(mutex);
    auto found = identities.find(name);
    if (found == identities.end()) {
      const auto identity = source(name);
      auto parsed = identity ? parse(*identity) : nullptr;
      if (parsed == nullptr) return false;
      if (identities.size() >= kCachedIdentities) identities.erase(identities.begin());
      found = identities.emplace(name, std::move(parsed)).first;
    }
    return use(ssl, *found->second);
  }

  // Called by OpenSSL, which is C: nothing may be thrown through it.
  static int choose_certificate(SSL* ssl, void* state) noexcept {
    try {
      return static_cast<State*>(state)->choose(ssl) ? 1 : 0;
    } catch (...) {
      return 0;
    }
  }
};

TlsContext::TlsContext(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsContext::TlsContext(TlsContext&&) noexcept = default;
TlsContext& TlsContext::operator=(TlsContext&&) noexcept = default;
TlsContext::~TlsContext() = default;

ssl_ctx_st* TlsContext::native() const { return state_->context.get(); }

Result<TlsContext> TlsContext::create(IdentitySource source) {
  auto state = std::make_unique<State>();
  state->source = std::move(source);
  state->context.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* context = state->context.get();
  if (context == nullptr || SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1) {
    return Error{ErrorKind::internal, "OpenSSL gives no TLS context"};
  }
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  // A part may be written: then the rest is offered again, from a buffer that may have moved.
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 1);
  // What the macro SSL_CTX_set_tlsext_servername_callback does, without its C cast.
  SSL_CTX_callback_ctrl(context, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB,
                        reinterpret_cast<void (*)()>(&acknowledge_server_name));
  SSL_CTX_set_cert_cb(context, &State::choose_certificate, state.get());
  return TlsContext(std::move(state));
}

}  // namespace consentry::http
