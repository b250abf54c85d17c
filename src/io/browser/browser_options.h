// SPDX-License-Identifier: Apache-2.0
// How a browser is started. Everything here is a fact that the event log states about a run.
#pragma once

#include <string>
#include <vector>

namespace consentry {

enum class BrowserBuild {
  shell,     // Debian's chromium-headless-shell: about four times less CPU a page
  chromium,  // the full browser in its headless mode: what a visitor runs
};

struct BrowserOptions {
  BrowserBuild build = BrowserBuild::shell;
  // The program to start; empty: CONSENTRY_BROWSER_PATH, then Debian's place for the build.
  std::string path;
  bool third_party_cookies = true;  // false: blocked, as some browsers do by default
  bool sandbox = true;              // false only when the user asked for it
  std::string connect_to;           // "host:port" that answers for every name; empty: real network
  // SOCKS5 proxy on 127.0.0.1 that every connection goes through and that looks names up; 0: none.
  int socks_port = 0;
  std::string extra_ca_pem;        // PEM text of one or more authorities to trust; empty: none
  std::string language = "en-US";  // BCP 47
  int viewport_width = 1366;       // CSS pixels
  int viewport_height = 768;
};

}  // namespace consentry
