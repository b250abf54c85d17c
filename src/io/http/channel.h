// SPDX-License-Identifier: Apache-2.0
// A connection's bytes without blocking: as they are, or through TLS. Written on the socket itself
// rather than on Asio's TLS stream, which holds 70 KiB of buffers for every connection.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace consentry::http {

class TlsContext;

// What a channel needs before it can go on.
enum class Progress { done, want_read, want_write, closed };

struct Moved {
  Progress progress = Progress::done;
  std::size_t bytes = 0;  // > 0 exactly when progress is done
};

// Not thread-safe. The descriptor belongs to the caller, must be non-blocking and outlive the
// channel.
class Channel {
 public:
  virtual ~Channel() = default;
  // At most `size` bytes. closed: the peer ended or broke the connection.
  virtual Moved read(char* to, std::size_t size) = 0;
  virtual Moved write(std::string_view bytes) = 0;
  // Tells the peer that nothing more is coming (close_notify; without it clients do not resume
  // sessions). Called once; does not wait for the peer.
  virtual void finish() = 0;
  [[nodiscard]] virtual bool secure() const = 0;
  // The TLS server name that the client asked for; empty when plain or before the handshake.
  [[nodiscard]] virtual std::string server_name() const = 0;
};

std::unique_ptr<Channel> plain_channel(int descriptor);
// Handshakes on the first read. Null when memory is exhausted. `context` must outlive the channel.
std::unique_ptr<Channel> tls_channel(int descriptor, const TlsContext& context);

}  // namespace consentry::http
