// SPDX-License-Identifier: Apache-2.0
// A server on the loopback address that a test scripts: each connection is given to a function.
#pragma once

#include <arpa/inet.h>
#include <functional>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace consentry {

class Wire {
 public:
  explicit Wire(int socket) : socket_(socket) {}
  ~Wire() { ::close(socket_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  [[nodiscard]] int descriptor() const { return socket_; }
  void say(const std::string& bytes) const {
    (void)::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  // Up to and with `end`; less when the other side is gone.
  std::string hear(const std::string& end) {
    std::string heard;
    char byte = 0;
    while (!heard.ends_with(end) && ::recv(socket_, &byte, 1, 0) == 1) heard += byte;
    return heard;
  }
  std::string hear(std::size_t size) {
    std::string heard(size, '\0');
    const auto got = ::recv(socket_, heard.data(), size, MSG_WAITALL);
    heard.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return heard;
  }

 private:
  int socket_;
};

// Serves one connection after the other until destroyed.
class LineServer {
 public:
  explicit LineServer(std::function<void(Wire&)> serve) : serve_(std::move(serve)) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_, any, size), 0);
    EXPECT_EQ(::listen(socket_, 8), 0);
    ::getsockname(socket_, any, &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] {
      for (int one = ::accept(socket_, nullptr, nullptr); one >= 0;
           one = ::accept(socket_, nullptr, nullptr)) {
        Wire wire(one);
        serve_(wire);
      }
    });
  }
  ~LineServer() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  LineServer(const LineServer&) = delete;
  LineServer& operator=(const LineServer&) = delete;
  [[nodiscard]] std::string at(const std::string& scheme) const {
    return scheme + "://127.0.0.1:" + std::to_string(port_);
  }

 private:
  std::function<void(Wire&)> serve_;
  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace consentry
