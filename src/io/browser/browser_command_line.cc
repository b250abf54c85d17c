// SPDX-License-Identifier: Apache-2.0
#include "io/browser/browser_command_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace consentry {
namespace {

// Switches every browser gets. Grouped: what keeps it from talking on its own account, what keeps a
// page from telling that it is driven, what keeps many tabs alive side by side.
constexpr std::array<const char*, 24> kAlways{
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-quic",
    "--disable-client-side-phishing-detection",
    "--password-store=basic",
    "--use-mock-keychain",
    "--disable-blink-features=AutomationControlled",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-hang-monitor",
    "--mute-audio",
    "--disable-dev-shm-usage"};

// One --disable-features only: Chromium reads the last.
constexpr const char* kDisabledFeatures =
    "--disable-features=OptimizationHints,MediaRouter,DialMediaRouteProvider,Translate,"
    "InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater,"
    "AutofillServerCommunication,"
    "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    // Full Chromium keeps a renderer in reserve for every context; a visit throws it away unused.
    "SpareRendererForSitePerProcess,"
    // It also opens a window for every context and loads the address bar's own pages into it, which
    // cost as much as a site's.
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup";

bool is_host_and_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view digits = text.substr(colon + 1);
  int port = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), port);
  const bool plain = std::ranges::none_of(text, [](char c) { return c == ' ' || c == ','; });
  return plain && error == std::errc{} && end == digits.end() && port > 0 && port < 65536;
}

}  // namespace

std::string user_agent_of(int major) {
  return "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" +
         std::to_string(major) + ".0.0.0 Safari/537.36";
}

std::string accept_languages(const std::string& language) {
  const std::size_t dash = language.find('-');
  return dash == std::string::npos ? language : language + "," + language.substr(0, dash);
}

Result<std::vector<std::string>> command_line(const BrowserOptions& options,
                                              const std::string& program, int major,
                                              const std::string& profile_folder) {
  std::vector<std::string> line{program};
  line.insert(line.end(), kAlways.begin(), kAlways.end());
  line.emplace_back(kDisabledFeatures);
  line.push_back("--user-data-dir=" + profile_folder + "/data");
  line.push_back("--user-agent=" + user_agent_of(major));
  line.push_back("--lang=" + options.language);
  line.push_back("--accept-lang=" + accept_languages(options.language));
  line.push_back("--window-size=" + std::to_string(options.viewport_width) + "," +
                 std::to_string(options.viewport_height));
  if (!options.sandbox) line.emplace_back("--no-sandbox");
  if (!options.third_party_cookies) line.emplace_back("--test-third-party-cookie-phaseout");
  if (!options.connect_to.empty()) {
    if (!is_host_and_port(options.connect_to)) {
      return invalid_input("not HOST:PORT: " + options.connect_to);
    }
    line.push_back("--host-resolver-rules=MAP * " + options.connect_to);
  }
  if (options.socks_port > 0) {
    const std::string port = std::to_string(options.socks_port);
    line.push_back("--proxy-server=socks5://127.0.0.1:" + port);
    // Nothing goes past it: not what the browser takes for local, no name that it looks up itself, no
    // datagram of a call.
    line.emplace_back("--proxy-bypass-list=<-loopback>");
    line.emplace_back("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
    line.emplace_back("--force-webrtc-ip-handling-policy=disable_non_proxied_udp");
  }
  line.emplace_back("about:blank");
  return line;
}

std::vector<std::string> browser_environment(const BrowserOptions& options,
                                             const std::string& profile_folder) {
  return {
      "PATH=/usr/bin:/bin", "HOME=" + profile_folder,       "TMPDIR=" + profile_folder + "/tmp",
      "LANG=C.UTF-8",       "LANGUAGE=" + options.language, "DBUS_SESSION_BUS_ADDRESS=disabled:"};
}

}  // namespace consentry
