// SPDX-License-Identifier: Apache-2.0
// A scan that is kept to public addresses (--public-only) sends no datagram past its proxy, whatever a page tries with
// WebRTC; without it the same page's question arrives, so that the test would hear one.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"
#include "io/http/listener.h"

namespace consentry::e2e {
namespace {

// Takes datagrams on the loopback address.
class Ear {
 public:
  Ear() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_, any, size), 0);
    ::getsockname(socket_, any, &size);
    port_ = ntohs(address.sin_port);
  }
  ~Ear() { ::close(socket_); }
  Ear(const Ear&) = delete;
  Ear& operator=(const Ear&) = delete;
  [[nodiscard]] std::string port() const { return std::to_string(port_); }
  // Datagrams that have arrived since it was asked last.
  int heard() {
    int count = 0;
    char byte = 0;
    while (::recv(socket_, &byte, 1, 0) >= 0) ++count;
    return count;
  }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

// A page that asks a STUN server for its own address (RFC 8489) and says when it has tried.
class Page {
 public:
  explicit Page(std::string stun_port) : stun_port_(std::move(stun_port)) {
    http::ListenerOptions options;
    options.threads = 1;
    listener_ = *http::Listener::start(
        options, [this](const http::Request& request) { return answer(request); });
  }
  [[nodiscard]] std::string address() const {
    return "http://shop.localhost:" + std::to_string(listener_->port()) + "/";
  }
  // How many visits came to the end of their search for ways out.
  int gathered() {
    const std::scoped_lock guard(mutex_);
    return gathered_;
  }

 private:
  http::Response answer(const http::Request& request) {
    if (request.path == "/gathered") {
      const std::scoped_lock guard(mutex_);
      ++gathered_;
      return http::plain_text(200, "noted");
    }
    http::Response page;
    page.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    page.body =
        "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><script>"
        "const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:" +
        stun_port_ +
        "'}]});"
        "peer.createDataChannel('c');"
        "peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && "
        "fetch('/gathered');"
        "peer.createOffer().then((offer) => peer.setLocalDescription(offer));"
        "</script>";
    return page;
  }
  std::string stun_port_;
  std::mutex mutex_;
  int gathered_ = 0;
  std::unique_ptr<http::Listener> listener_;
};

Ended scan(const std::string& address, const std::string& out, std::vector<std::string> more) {
  std::vector<std::string> words{"scan",     address,  "--out",     out,
                                 "--phases", "before", "--fail-on", "never"};
  words.insert(words.end(), more.begin(), more.end());
  return run(words, std::chrono::seconds(120));
}

TEST(PublicOnly, NoDatagramOfAPageGoesPastTheProxy) {
  TemporaryFolder folder;
  Ear ear;
  Page page(ear.port());
  const Ended kept = scan(page.address(), (folder.path() / "kept").string(),
                          {"--public-only", "--allow-network", "127.0.0.0/8"});
  EXPECT_EQ(kept.status, 0) << kept.err;
  EXPECT_GT(page.gathered(), 0) << "the page tried";
  EXPECT_EQ(ear.heard(), 0);

  const Ended open = scan(page.address(), (folder.path() / "open").string(), {});
  EXPECT_EQ(open.status, 0) << open.err;
  EXPECT_GT(ear.heard(), 0) << "what a page sends is heard where nothing holds it back";
}

}  // namespace
}  // namespace consentry::e2e
