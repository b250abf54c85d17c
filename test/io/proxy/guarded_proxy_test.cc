// SPDX-License-Identifier: Apache-2.0
#include "io/proxy/guarded_proxy.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

// Says back what it hears, once.
class Echo {
 public:
  Echo() {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_, any, size), 0);
    EXPECT_EQ(::listen(socket_, 8), 0);
    ::getsockname(socket_, any, &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Echo() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void serve() const {
    for (int one = ::accept(socket_, nullptr, nullptr); one >= 0;
         one = ::accept(socket_, nullptr, nullptr)) {
      std::string bytes(256, '\0');
      const auto got = ::recv(one, bytes.data(), bytes.size(), 0);
      if (got > 0) ::send(one, bytes.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
      ::close(one);
    }
  }
  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

class Client {
 public:
  explicit Client(const GuardedProxy& proxy) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval most{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    const sockaddr_in address = loopback(proxy.port());
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  std::string ask(const std::string& bytes, std::size_t wanted) const {
    ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    std::string answer(wanted, '\0');
    const auto got = ::recv(socket_, answer.data(), wanted, MSG_WAITALL);
    answer.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return answer;
  }
  // The second byte of the answer to CONNECT; -1 when there is none.
  int connect_to(const std::string& name, std::uint16_t port) const {
    std::string request{5, 1, 0, 3, static_cast<char>(name.size())};
    request += name;
    return finish(request, port);
  }
  int connect_to_ip4(const std::string& four, std::uint16_t port) const {
    return finish(std::string{5, 1, 0, 1} + four, port);
  }

 private:
  int finish(std::string request, std::uint16_t port) const {
    if (ask(std::string{5, 1, 0}, 2) != std::string{5, 0}) return -1;
    request += static_cast<char>(port >> 8U);
    request += static_cast<char>(port & 0xFFU);
    const std::string answer = ask(request, 10);
    return answer.size() == 10 ? answer[1] : -1;
  }
  int socket_;
};

std::unique_ptr<GuardedProxy> proxy_allowing(const std::vector<std::string>& networks) {
  return *GuardedProxy::start(*AddressRules::allowing(networks));
}

TEST(GuardedProxy, PassesOnBothWaysWhatIsAdmitted) {
  const Echo echo;
  const auto proxy = proxy_allowing({"127.0.0.0/8"});
  const Client by_name(*proxy);
  EXPECT_EQ(by_name.connect_to("shop.localhost", echo.port()), 0);
  EXPECT_EQ(by_name.ask("hello", 5), "hello");
  const Client by_number(*proxy);
  EXPECT_EQ(by_number.connect_to_ip4(std::string{127, 0, 0, 1}, echo.port()), 0);
  EXPECT_EQ(by_number.ask("there", 5), "there");
  EXPECT_THAT(proxy->refused(), IsEmpty());
}

TEST(GuardedProxy, RefusesPrivateAddressesHoweverTheyAreWritten) {
  const Echo echo;
  const auto proxy = proxy_allowing({});
  for (const char* name : {"localhost", "a.b.localhost", "127.0.0.1", "2130706433", "0x7f.1",
                           "127.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "169.254.169.254"})
    EXPECT_EQ(Client(*proxy).connect_to(name, echo.port()), 2) << name;
  EXPECT_EQ(Client(*proxy).connect_to_ip4(std::string{10, 0, 0, 1}, 80), 2);
  EXPECT_THAT(proxy->refused(), ::testing::Contains("10.0.0.1"));
  EXPECT_THAT(proxy->refused(), ::testing::Contains("a.b.localhost (127.0.0.1)"));
}

TEST(GuardedProxy, AnswersNothingToWhatIsNoSocks) {
  const auto proxy = proxy_allowing({"127.0.0.0/8"});
  EXPECT_EQ(Client(*proxy).ask("GET / HTTP/1.1\r\n\r\n", 1), "");
  EXPECT_EQ(Client(*proxy).ask(std::string{4, 1}, 1), "");
  const Client bind(*proxy);
  EXPECT_EQ(bind.ask(std::string{5, 1, 0}, 2), (std::string{5, 0}));
  EXPECT_EQ(bind.ask(std::string{5, 2, 0, 1, 127, 0, 0, 1, 0, 80}, 10).at(1), 7);
  const Client controls(*proxy);
  EXPECT_EQ(controls.connect_to(std::string("a\nb", 3), 80), -1);
}

TEST(GuardedProxy, EndsWithConnectionsOpen) {
  const Echo echo;
  auto proxy = proxy_allowing({"127.0.0.0/8"});
  const Client held(*proxy);
  EXPECT_EQ(held.connect_to("localhost", echo.port()), 0);
  const Client silent(*proxy);
  proxy.reset();
  EXPECT_EQ(held.ask("x", 1), "");
}

TEST(GuardedProxy, ADeadPortIsToldAsRefused) {
  std::uint16_t port = 0;
  {
    const Echo gone;
    port = gone.port();
  }
  const auto proxy = proxy_allowing({"127.0.0.0/8"});
  EXPECT_EQ(Client(*proxy).connect_to("127.0.0.1", port), 5);
}

}  // namespace
}  // namespace consentry
