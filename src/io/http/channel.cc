// SPDX-License-Identifier: Apache-2.0
#include "io/http/channel.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include "io/http/tls_context.h"

namespace consentry::http {
namespace {

Moved after_system_call(ssize_t result, Progress when_blocked) {
  if (result > 0) return {Progress::done, static_cast<std::size_t>(result)};
  if (result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
    return {when_blocked, 0};
  return {Progress::closed, 0};
}

class PlainChannel final : public Channel {
 public:
  explicit PlainChannel(int descriptor) : descriptor_(descriptor) {}

  Moved read(char* to, std::size_t size) override {
    return after_system_call(::recv(descriptor_, to, size, 0), Progress::want_read);
  }
  Moved write(std::string_view bytes) override {
    return after_system_call(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
                             Progress::want_write);
  }
  void finish() override {}
  [[nodiscard]] bool secure() const override { return false; }
  [[nodiscard]] std::string server_name() const override { return {}; }

 private:
  int descriptor_;
};

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

class TlsChannel final : public Channel {
 public:
  explicit TlsChannel(std::unique_ptr<SSL, FreeSsl> ssl) : ssl_(std::move(ssl)) {}

  Moved read(char* to, std::size_t size) override {
    return moved(SSL_read(ssl_.get(), to, clamp(size)));
  }
  Moved write(std::string_view bytes) override {
    return moved(SSL_write(ssl_.get(), bytes.data(), clamp(bytes.size())));
  }
  void finish() override {
    // Before the handshake there is nobody to tell, and OpenSSL would record an error for it.
    if (SSL_is_init_finished(ssl_.get()) == 0) return;
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
  }
  [[nodiscard]] bool secure() const override { return true; }
  [[nodiscard]] std::string server_name() const override {
    const char* name = SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name);
    return name == nullptr ? std::string() : std::string(name);
  }

 private:
  static int clamp(std::size_t size) {
    return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
  }

  Moved moved(int result) {
    if (result > 0) return {Progress::done, static_cast<std::size_t>(result)};
    const int error = SSL_get_error(ssl_.get(), result);
    // The error queue is per thread and shared by all its connections.
    ERR_clear_error();
    if (error == SSL_ERROR_WANT_READ) return {Progress::want_read, 0};
    if (error == SSL_ERROR_WANT_WRITE) return {Progress::want_write, 0};
    return {Progress::closed, 0};
  }

  std::unique_ptr<SSL, FreeSsl> ssl_;
};

}  // namespace

std::unique_ptr<Channel> plain_channel(int descriptor) {
  return std::make_unique<PlainChannel>(descriptor);
}

std::unique_ptr<Channel> tls_channel(int descriptor, const TlsContext& context) {
  std::unique_ptr<SSL, FreeSsl> ssl(SSL_new(context.native()));
  if (ssl == nullptr || SSL_set_fd(ssl.get(), descriptor) != 1) return nullptr;
  SSL_set_accept_state(ssl.get());
  return std::make_unique<TlsChannel>(std::move(ssl));
}

}  // namespace consentry::http
