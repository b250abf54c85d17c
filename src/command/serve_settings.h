// SPDX-License-Identifier: Apache-2.0
// Settings of `consentry serve`: from a TOML file, with the command line's words over them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "command/watch_settings.h"
#include "core/base/error.h"

namespace consentry {

struct ServeSettings {
  std::string listen = "127.0.0.1:8080";
  std::string data = "consentry-data";
  std::string tls_cert;
  std::string tls_key;
  std::string web_root;
  std::string cases;                   // folder of case files; empty: this server keeps none
  std::string log_name;                // only used when the log is made
  // Where people reach this server, for links in mails about mandates: "https://claims.example".
  // Empty: forms of mandates are closed.
  std::string public_address;
  int threads = 0;                     // 0: one a processor, at most 8
  unsigned requests_per_minute = 600;  // of one address
  unsigned requests_at_once = 300;
  unsigned connections_per_address = 64;
  // Months that a record is kept after its choice has ended to be valid: the period in which claims
  // about it lapse. Five years in the Netherlands and in France.
  int retention_months = 60;
  // Header in which a reverse proxy tells a visitor's country, CF-IPCountry for one; empty: none.
  std::string country_header;
  // File in MaxMind's format that tells the country of an address; empty: none.
  std::string country_database;
  std::vector<std::string> trusted_proxies;  // addresses of reverse proxies on other machines
  WatchSettings watch;
};

// Over the defaults. invalid_input names the key that is wrong or unknown, and the nearest known.
Result<ServeSettings> parse_serve_settings(std::string_view toml, const std::string& file_name);

struct ListenAddress {
  std::string address;
  std::uint16_t port = 0;
};
// "127.0.0.1:8080", "[::1]:8080".
Result<ListenAddress> parse_listen(const std::string& text);

}  // namespace consentry
