// SPDX-License-Identifier: Apache-2.0
// A tiny HTTP/1.1 server on loopback for browser tests: answers by host and path, remembers what
// was asked, stops with the object. Any host name reaches it through BrowserOptions::connect_to.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace consentry::testing {

struct SeenRequest {
  std::string host;
  std::string path;                            // with query
  std::map<std::string, std::string> headers;  // lower-case names
};

struct Reply {
  std::string body;
  std::string type = "text/html; charset=utf-8";
  int status = 200;
  std::vector<std::string> headers{};  // "Set-Cookie: a=b"
  bool never_ends = false;             // headers and body so far, then silence
};

class LoopbackSite {
 public:
  LoopbackSite();
  ~LoopbackSite();
  // key: "host/path" (without query) or "/path" for any host. Unknown: 404.
  void serve(const std::string& key, Reply reply);
  [[nodiscard]] std::string address() const;  // "127.0.0.1:40123"
  std::vector<SeenRequest> seen();
  bool was_asked(const std::string& host, const std::string& path);

 private:
  void accept_all();
  void answer(int fd);
  Reply reply_to(const SeenRequest& request);
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::map<std::string, Reply> replies_;
  std::vector<SeenRequest> seen_;
  std::vector<int> open_;
  std::vector<std::thread> workers_;
  std::thread acceptor_;
};

}  // namespace consentry::testing
