// SPDX-License-Identifier: Apache-2.0
// The advertising network of the story: one identifier a visitor on all sites, a profile behind it,
// advertisements by the profile, and a page that shows what it knows.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "io/http/message.h"
#include "io/http/router.h"

namespace consentry::lab {

// What the network holds about one visitor.
struct Profile {
  struct SiteVisit {
    std::set<std::string> pages;
    std::set<std::string> claimed;  // what the site said of consent: "granted" "denied" "unknown"
    std::uint64_t views = 0;
  };
  std::map<std::string, SiteVisit> sites;
  std::map<std::string, std::uint64_t> interests;  // topic -> pages read
  std::uint64_t advertisements = 0;
  std::uint64_t last_seen = 0;  // counts requests, no clock
};

// Thread-safe. Lives as long as the lab; nothing is written to disk.
class Network {
 public:
  static constexpr std::string_view kHub = "hub.mirovante.example";

  Network();
  // Requests to kHub: /v3/hello from pages, /profiles and /profiles.json for people.
  http::Response answer(const http::Request& request) { return router_(request); }
  // {"company", "profiles": [{"id", "sites", "interests", "advertisements"}]}, most sites first.
  [[nodiscard]] std::string profiles_json() const;
  [[nodiscard]] std::string profiles_page() const;

 private:
  http::Response hello(const http::Request& request);

  http::Router router_;
  mutable std::mutex mutex_;
  std::map<std::string, Profile> profiles_;
  std::uint64_t requests_ = 0;
};

}  // namespace consentry::lab
