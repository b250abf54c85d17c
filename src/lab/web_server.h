// SPDX-License-Identifier: Apache-2.0
// Serves a fictional web: finds out by host name whose page is asked for. Pages are rendered once.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/http/message.h"
#include "lab/lab_web.h"
#include "lab/network.h"

namespace consentry::lab {

// Thread-safe after construction.
class WebServer {
 public:
  // `web` must outlive the server.
  WebServer(const LabWeb& web, Assets assets);

  http::Response answer(const http::Request& request);
  // Whether the name belongs to this web: no others get a certificate.
  [[nodiscard]] bool serves(std::string_view host) const;
  [[nodiscard]] const Network& network() const { return network_; }

 private:
  struct Rendered {
    const Site* site = nullptr;
    std::map<std::string, std::string, std::less<>> files;  // path -> bytes
  };

  void render(const Site& site);
  [[nodiscard]] http::Response site_answer(const Rendered& rendered,
                                           const http::Request& request) const;
  [[nodiscard]] http::Response frame_provider_answer(const http::Request& request) const;
  [[nodiscard]] http::Response asset(std::string_view path) const;
  [[nodiscard]] http::Response index() const;

  const LabWeb& web_;
  Assets assets_;
  std::unordered_map<std::string, Rendered> hosts_;
  std::set<std::string, std::less<>> other_names_;  // of the sites' own domains
  Network network_;
};

}  // namespace consentry::lab
