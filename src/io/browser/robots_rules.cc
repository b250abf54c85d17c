// SPDX-License-Identifier: Apache-2.0
#include "io/browser/robots_rules.h"

#include <algorithm>
#include <charconv>

#include "core/base/origin.h"

namespace consentry {
namespace {

// A file that asks for more means bots by the thousand, not one visit of a few pages.
constexpr int kLongestDelay = 10;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\xEF\xBB\xBF";
  const std::size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

// The letters a product token is made of (RFC 9309 section 2.2.1); versions and comments are dropped.
std::string product_of(std::string_view value) {
  const auto other = [](char c) {
    return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_';
  };
  return lower(value.substr(
      0, static_cast<std::size_t>(std::ranges::find_if(value, other) - value.begin())));
}

// '*' stands for anything, a '$' at the end for the end. Iterative, so that no pattern is slow.
bool matches(std::string_view pattern, std::string_view target) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resumed = 0;
  while (true) {
    if (p == pattern.size() && (!to_end || t == target.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resumed = t;
    } else if (p < pattern.size() && t < target.size() && pattern[p] == target[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos && resumed < target.size()) {
      p = star + 1;
      t = ++resumed;
    } else {
      return false;
    }
  }
}

}  // namespace

// The lines of user agents that stand together, and whom the rules below them concern.
struct RobotsRules::Group {
  bool naming = false;  // the last line was a user agent
  bool ours = false;
  bool everyone = false;
};

void RobotsRules::add_line(std::string_view line, Group& present, bool& ours_found) {
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string key = lower(trimmed(line.substr(0, colon)));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (key == "sitemap") {
    if (sitemaps_.size() < kMaxSitemaps && parse_url(value)) sitemaps_.emplace_back(value);
    return;
  }
  if (key == "user-agent") {
    if (!present.naming) present = {true, false, false};
    present.everyone = present.everyone || value == "*";
    present.ours = present.ours || product_of(value) == kProduct;
    if (present.ours && !ours_found) {
      // Rules for us replace the rules for everyone.
      ours_found = true;
      rules_.clear();
      delay_ = {};
    }
    return;
  }
  present.naming = false;
  if (!(ours_found ? present.ours : present.everyone)) return;
  if ((key == "allow" || key == "disallow") && !value.empty()) {
    rules_.push_back({percent_decoded(value), key == "allow"});
  } else if (key == "crawl-delay") {
    int seconds = 0;
    std::from_chars(value.begin(), value.end(), seconds);
    delay_ = std::chrono::seconds(std::clamp(seconds, 0, kLongestDelay));
  }
}

RobotsRules RobotsRules::parse(std::string_view text) {
  RobotsRules robots;
  text = text.substr(0, kMaxBytes);
  Group present;
  bool ours_found = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    robots.add_line(text.substr(0, end), present, ours_found);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return robots;
}

RobotsRules RobotsRules::nothing_allowed() {
  RobotsRules robots;
  robots.rules_.push_back({"/", false});
  return robots;
}

bool RobotsRules::allows(std::string_view target) const {
  const std::string decoded = percent_decoded(target);
  const Rule* longest = nullptr;
  for (const Rule& rule : rules_) {
    if (!matches(rule.pattern, decoded)) continue;
    // Of two of one length the one that allows counts (RFC 9309 section 2.2.2).
    const bool better = longest == nullptr || rule.pattern.size() > longest->pattern.size() ||
                        (rule.pattern.size() == longest->pattern.size() && rule.allow);
    if (better) longest = &rule;
  }
  return longest == nullptr || longest->allow;
}

}  // namespace consentry
