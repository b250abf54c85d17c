// SPDX-License-Identifier: Apache-2.0
// A blocking client on a plain or TLS connection that sends exactly the bytes it is given. Every
// wait ends after five seconds, so that a server that says nothing fails a test instead of hanging
// it.
#pragma once

#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace consentry::http {

class WireClient {
 public:
  explicit WireClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{5, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    connected_ = ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }
  // TLS with this server name (none when empty), trusting only `ca_pem`.
  WireClient(std::uint16_t port, const std::string& server_name, const std::string& ca_pem)
      : WireClient(port) {
    context_ = SSL_CTX_new(TLS_client_method());
    BIO* memory = BIO_new_mem_buf(ca_pem.data(), static_cast<int>(ca_pem.size()));
    X509* authority = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), authority);
    X509_free(authority);
    BIO_free(memory);
    SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
    ssl_ = SSL_new(context_);
    if (!server_name.empty()) {
      SSL_ctrl(ssl_, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               const_cast<char*>(server_name.c_str()));  // OpenSSL's macro, without its C cast
    }
    SSL_set_fd(ssl_, descriptor_);
    connected_ = connected_ && SSL_connect(ssl_) == 1;
  }
  ~WireClient() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
    ::close(descriptor_);
  }
  WireClient(const WireClient&) = delete;
  WireClient& operator=(const WireClient&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const long sent = ssl_ != nullptr
                            ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                            : ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  // The next `count` whole answers that state a Content-Length; less when the server closes first.
  std::string answers(int count) {
    std::size_t end = 0;
    while (count > 0) {
      const std::size_t body = in_.find("\r\n\r\n", end);
      const std::size_t length = in_.find("Content-Length: ", end);
      if (body != in_.npos && length < body) {
        const std::size_t size = std::strtoul(in_.c_str() + length + 16, nullptr, 10);
        if (in_.size() >= body + 4 + size) {
          end = body + 4 + size;
          --count;
          continue;
        }
      }
      if (!read_some()) break;
    }
    return cut(count > 0 ? in_.size() : end);
  }
  // Everything until the server closes.
  std::string rest() {
    while (read_some()) {
    }
    return cut(in_.size());
  }
  // Everything up to and with `text`.
  std::string until(std::string_view text) {
    std::size_t at = in_.find(text);
    while (at == in_.npos && read_some()) at = in_.find(text);
    return cut(at == in_.npos ? in_.size() : at + text.size());
  }

  // True when the server's certificate names this host.
  [[nodiscard]] bool certified_for(const std::string& host) const {
    X509* leaf = SSL_get1_peer_certificate(ssl_);
    const bool ok =
        leaf != nullptr && X509_check_host(leaf, host.data(), host.size(), 0, nullptr) == 1;
    X509_free(leaf);
    return ok;
  }
  [[nodiscard]] ssl_st* ssl() const { return ssl_; }

 private:
  bool read_some() {
    std::array<char, 65536> bytes{};
    const long got = ssl_ != nullptr ? SSL_read(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                                     : ::recv(descriptor_, bytes.data(), bytes.size(), 0);
    if (got > 0) in_.append(bytes.data(), static_cast<std::size_t>(got));
    return got > 0;
  }
  std::string cut(std::size_t size) {
    std::string out = in_.substr(0, size);
    in_.erase(0, size);
    return out;
  }

  int descriptor_;
  bool connected_ = false;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  std::string in_;
};

}  // namespace consentry::http
