// SPDX-License-Identifier: Apache-2.0
#include "core/report/archive_terms.h"

#include <cmath>

namespace consentry {

UtcTime clock_time(UtcTime started, const Moment& moment) {
  constexpr double kMonthMs = 31.0 * 86'400'000;
  const bool possible = std::isfinite(moment.ms) && moment.ms >= 0 && moment.ms < kMonthMs;
  return {started.milliseconds + (possible ? std::llround(moment.ms) : 0)};
}

std::vector<std::pair<std::string, std::string>> query_pairs(std::string_view url) {
  std::vector<std::pair<std::string, std::string>> pairs;
  url = url.substr(0, url.find('#'));
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return pairs;
  std::string_view rest = url.substr(mark + 1);
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view part = rest.substr(0, end);
    const std::size_t equals = part.find('=');
    if (!part.empty()) {
      pairs.emplace_back(part.substr(0, equals),
                         equals == std::string_view::npos ? "" : part.substr(equals + 1));
    }
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return pairs;
}

std::string_view without_dot(std::string_view domain) {
  if (domain.starts_with('.')) domain.remove_prefix(1);
  return domain;
}

BrowserName browser_name(std::string_view browser) {
  const std::size_t slash = browser.find('/');
  if (slash == std::string_view::npos) return {std::string(browser), ""};
  const std::string_view version = browser.substr(slash + 1);
  return {std::string(browser.substr(0, slash)), std::string(version.substr(0, version.find(' ')))};
}

}  // namespace consentry
