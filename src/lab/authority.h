// SPDX-License-Identifier: Apache-2.0
// A certificate authority of the lab's own, so that a browser that trusts it loads the fictional
// web over HTTPS under its real names. ECDSA P-256 throughout: the cheapest handshake.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "io/http/tls_context.h"

namespace consentry::lab {

// Made anew for every lab; its private key never leaves memory. Thread-safe.
class Authority {
 public:
  // internal: OpenSSL refuses.
  static Result<std::unique_ptr<Authority>> create();
  ~Authority();
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  // The authority's certificate, for `--ca` or a browser's store.
  [[nodiscard]] const std::string& certificate_pem() const;

  // A leaf for a host name, valid from a day ago for 397 days (the longest that browsers accept),
  // with the name as subject alternative name. An empty name, "localhost" or an IPv4 loopback
  // address gives one for localhost and 127.0.0.1. invalid_input: not a host name.
  [[nodiscard]] Result<http::Identity> issue(std::string_view host) const;

 private:
  struct Keys;
  explicit Authority(std::unique_ptr<Keys> keys);
  std::unique_ptr<Keys> keys_;
};

}  // namespace consentry::lab
