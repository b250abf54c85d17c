// SPDX-License-Identifier: Apache-2.0
#include "io/browser/loopback_site.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

namespace consentry::testing {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

SeenRequest parse(const std::string& head) {
  SeenRequest request;
  std::istringstream lines(head);
  std::string line;
  std::getline(lines, line);
  std::istringstream first(line);
  std::string method;
  first >> method >> request.path;
  while (std::getline(lines, line) && line.size() > 1) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    request.headers[lower(line.substr(0, colon))] = line.substr(colon + 2, line.size() - colon - 3);
  }
  request.host = request.headers["host"];
  return request;
}

}  // namespace

LoopbackSite::LoopbackSite() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (::bind(listener_, plain, size) != 0 || ::listen(listener_, 64) != 0) std::abort();
  ::getsockname(listener_, plain, &size);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

LoopbackSite::~LoopbackSite() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  for (std::thread& worker : workers_) worker.join();
  for (const int fd : open_) ::close(fd);
  ::close(listener_);
}

void LoopbackSite::serve(const std::string& key, Reply reply) {
  const std::lock_guard lock(mutex_);
  replies_[key] = std::move(reply);
}

std::string LoopbackSite::address() const { return "127.0.0.1:" + std::to_string(port_); }

std::vector<SeenRequest> LoopbackSite::seen() {
  const std::lock_guard lock(mutex_);
  return seen_;
}

bool LoopbackSite::was_asked(const std::string& host, const std::string& path) {
  return std::ranges::any_of(
      seen(), [&](const SeenRequest& r) { return r.host == host && r.path == path; });
}

void LoopbackSite::accept_all() {
  while (!stopping_) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    const std::lock_guard lock(mutex_);
    open_.push_back(fd);
    workers_.emplace_back([this, fd] { answer(fd); });
  }
}

Reply LoopbackSite::reply_to(const SeenRequest& request) {
  const std::lock_guard lock(mutex_);
  seen_.push_back(request);
  const std::string path = request.path.substr(0, request.path.find('?'));
  for (const std::string& key : {request.host + path, path}) {
    if (const auto found = replies_.find(key); found != replies_.end()) return found->second;
  }
  return {"nothing here", "text/plain", 404, {}, false};
}

void LoopbackSite::answer(int fd) {
  std::string buffer;
  std::array<char, 4096> bytes{};
  while (!stopping_) {
    const auto end = buffer.find("\r\n\r\n");
    if (end == std::string::npos) {
      const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), 0);
      if (got <= 0) break;
      buffer.append(bytes.data(), static_cast<std::size_t>(got));
      continue;
    }
    const SeenRequest request = parse(buffer.substr(0, end + 2));
    buffer.erase(0, end + 4);
    const Reply reply = reply_to(request);
    std::string out =
        "HTTP/1.1 " + std::to_string(reply.status) + " X\r\nContent-Type: " + reply.type;
    for (const std::string& header : reply.headers) out += "\r\n" + header;
    const std::size_t length = reply.body.size() + (reply.never_ends ? 1000 : 0);
    out += "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" + reply.body;
    ::send(fd, out.data(), out.size(), MSG_NOSIGNAL);
  }
  ::shutdown(fd, SHUT_RDWR);
}

}  // namespace consentry::testing
