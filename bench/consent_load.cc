// SPDX-License-Identifier: Apache-2.0
// Posts choices, each of a new visitor, on many connections at once, each as soon as the one before
// was answered. Prints one JSON line.
//   consent_load PORT CONNECTIONS SECONDS NOTICE      NOTICE "c15t": as c15t's own client says it
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <netinet/tcp.h>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

const char* const kId = "00000000000000000000000000000000";

std::string post(const std::string& path, const std::string& body) {
  return "POST " + path +
         " HTTP/1.1\r\nHost: consent.example\r\nOrigin: https://shop.example\r\n"
         "Content-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string to_c15t() {
  return post("/subjects", std::string(R"({"type":"cookie_banner","subjectId":"sub_)") + kId +
                               R"(","domain":"shop.example","preferences":{"necessary":true,)"
                               R"("measurement":true,"marketing":true},"givenAt":1763846800000,)"
                               R"("jurisdiction":"GDPR","uiSource":"banner"})");
}

std::string to_us(const std::string& notice) {
  return post("/v1/consents",
              std::string(R"({"site":"shop","id":")") + kId + R"(","key":")" + kId +
                  R"(-k","event":"accept_all","purposes":{"necessary":true,"statistics":true,)"
                  R"("marketing":true},"services":[],"notice":")" +
                  notice +
                  R"(","language":"en","layout":"box","clicks":1,"ms":2300,"time":1763846800000,)"
                  R"("signals":{"gpc":false}})");
}

// One request as text, whose visitor is put in each time.
struct Template {
  std::string text;
  std::vector<std::size_t> ids;
  bool without_zeros;  // c15t takes only ids in base 58

  explicit Template(const std::string& notice)
      : text(notice == "c15t" ? to_c15t() : to_us(notice)), without_zeros(notice == "c15t") {
    for (std::size_t at = text.find(kId); at != std::string::npos; at = text.find(kId, at + 1))
      ids.push_back(at);
  }
  const std::string& next() {
    static const unsigned long long chance = static_cast<unsigned long long>(::getpid()) << 24U;
    static unsigned long long number = 0;
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    std::array<char, 33> id{};
    std::snprintf(id.data(), id.size(), "%012llx%020llx", static_cast<unsigned long long>(now),
                  chance * 1000 + ++number);
    if (without_zeros) std::replace(id.begin(), id.end() - 1, '0', 'z');
    for (const std::size_t at : ids) text.replace(at, 32, id.data(), 32);
    return text;
  }
};

struct Connection {
  int descriptor = -1;
  Clock::time_point sent;
  std::string in;
};

int connect_to(int port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) std::exit(1);
  return descriptor;
}

bool send(Connection& connection, Template& request) {
  const std::string& text = request.next();
  connection.sent = Clock::now();
  return ::send(connection.descriptor, text.data(), text.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(text.size());
}

// Whether the answer in `in` is whole.
bool is_whole(const std::string& in) {
  const std::size_t head = in.find("\r\n\r\n");
  if (head == std::string::npos) return false;
  std::size_t length = in.find("ontent-Length: ");
  if (length == std::string::npos) length = in.find("ontent-length: ");
  if (length == std::string::npos) return true;
  return in.size() >= head + 4 + std::strtoul(in.c_str() + length + 15, nullptr, 10);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const int port = std::atoi(argv[1]);
  const auto end = Clock::now() + std::chrono::milliseconds(std::atoi(argv[3]) * 1000);
  Template request(argv[4]);
  const int poll = ::epoll_create1(0);
  std::vector<Connection> connections(static_cast<std::size_t>(std::atoi(argv[2])));
  for (std::size_t i = 0; i < connections.size(); ++i) {
    connections[i].descriptor = connect_to(port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, connections[i].descriptor, &event);
    send(connections[i], request);
  }
  std::vector<double> times;
  std::size_t failures = 0;
  const auto begin = Clock::now();
  std::array<epoll_event, 256> events{};
  std::array<char, 4096> bytes{};
  while (Clock::now() < end) {
    const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 100);
    for (int i = 0; i < ready; ++i) {
      Connection& connection = connections[events[static_cast<std::size_t>(i)].data.u64];
      const ssize_t got = ::recv(connection.descriptor, bytes.data(), bytes.size(), 0);
      if (got <= 0) return 1;
      connection.in.append(bytes.data(), static_cast<std::size_t>(got));
      if (!is_whole(connection.in)) continue;
      failures += connection.in.compare(0, 10, "HTTP/1.1 2") != 0 ? 1U : 0U;
      times.push_back(
          std::chrono::duration<double, std::milli>(Clock::now() - connection.sent).count());
      connection.in.clear();
      if (!send(connection, request)) return 1;
    }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times.empty()
               ? 0.0
               : times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  std::printf("{\"choices\":%zu,\"seconds\":%.3f,\"failures\":%zu,\"p50\":%.3f,\"p99\":%.3f}\n",
              times.size(), seconds, failures, at(0.5), at(0.99));
  return 0;
}
