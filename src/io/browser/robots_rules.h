// SPDX-License-Identifier: Apache-2.0
// What a site's robots.txt asks of those who look for pages (RFC 9309).
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

class RobotsRules {
 public:
  // The name under which a site may speak to us alone (RFC 9309 section 2.2.1).
  static constexpr std::string_view kProduct = "consentry";
  // RFC 9309 section 2.5: at least 500 KiB must be read; what comes after is not.
  static constexpr std::size_t kMaxBytes = std::size_t{500} * 1024;

  // A site without rules: everything may be visited.
  RobotsRules() = default;
  // Never fails: a line that makes no sense is passed over, as the RFC asks.
  static RobotsRules parse(std::string_view text);
  // RFC 9309 section 2.3.1.4: a server that fails to answer allows nothing.
  static RobotsRules nothing_allowed();

  // `target`: path and query as requested, "/shop?page=2".
  [[nodiscard]] bool allows(std::string_view target) const;
  // Absolute addresses of sitemaps, in the file's order, at most kMaxSitemaps.
  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }
  // Crawl-delay, no part of the RFC but widely written; zero when there is none.
  [[nodiscard]] std::chrono::seconds delay() const { return delay_; }

  static constexpr std::size_t kMaxSitemaps = 20;

 private:
  struct Rule {
    std::string pattern;  // percent-encoding undone; may hold '*' and end in '$'
    bool allow = false;
  };
  struct Group;
  void add_line(std::string_view line, Group& present, bool& ours_found);
  std::vector<Rule> rules_;
  std::vector<std::string> sitemaps_;
  std::chrono::seconds delay_{0};
};

}  // namespace consentry
