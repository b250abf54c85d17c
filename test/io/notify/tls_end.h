// SPDX-License-Identifier: Apache-2.0
// The server's end of a TLS connection, with a certificate of its own that is made on the spot.
#pragma once

#include <memory>
#include <openssl/ssl.h>
#include <string>

namespace consentry {

// For 127.0.0.1, signed by itself.
class TlsIdentity {
 public:
  TlsIdentity();
  // PEM, for who is to trust it.
  [[nodiscard]] const std::string& certificate() const { return pem_; }
  [[nodiscard]] SSL_CTX* context() const { return context_.get(); }

 private:
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  std::string pem_;
};

// Speaks over a connected socket that must outlive it.
class TlsEnd {
 public:
  TlsEnd(const TlsIdentity& identity, int socket);
  [[nodiscard]] bool shaken_hands() const { return ready_; }
  void say(const std::string& bytes);
  // Up to and with `end`; less when the other side is gone.
  std::string hear(const std::string& end);

 private:
  std::unique_ptr<SSL, void (*)(SSL*)> ssl_;
  bool ready_ = false;
};

}  // namespace consentry
