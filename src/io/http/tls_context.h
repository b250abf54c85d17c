// SPDX-License-Identifier: Apache-2.0
// TLS 1.2 and 1.3 for a listener (OpenSSL), with the certificate chosen by the server name that the
// client asks for (RFC 6066 section 3). Session tickets are on.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"

struct ssl_ctx_st;

namespace consentry::http {

// A certificate chain, leaf first, and the leaf's private key, both as PEM.
struct Identity {
  std::string chain_pem;
  std::string key_pem;
};

// Gives the identity for a server name, in lower case; empty when the client named none. An error
// ends the handshake with an alert. Called on listener threads, several at once, and at most once
// for a name while the cache holds it.
using IdentitySource = std::function<Result<Identity>(std::string_view server_name)>;

// Immutable for its users apart from the cache of parsed identities, which is locked.
class TlsContext {
 public:
  static Result<TlsContext> create(IdentitySource source);
  TlsContext(TlsContext&&) noexcept;
  TlsContext& operator=(TlsContext&&) noexcept;
  ~TlsContext();

  // For channel.cc. Lives as long as this.
  [[nodiscard]] ssl_ctx_st* native() const;

 private:
  struct State;
  explicit TlsContext(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry::http
