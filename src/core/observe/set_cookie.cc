// SPDX-License-Identifier: Apache-2.0
#include "core/observe/set_cookie.h"

#include <algorithm>
#include <limits>

#include "core/base/origin.h"
#include "core/observe/cookie_date.h"

namespace consentry {
namespace {

constexpr std::size_t kMaxNameAndValueBytes = 4096;  // rfc6265bis 5.6, step 5
constexpr std::size_t kMaxAttributeBytes = 1024;     // rfc6265bis 5.6: longer ones are ignored
constexpr std::int64_t kMaxAgeCeiling = std::numeric_limits<std::int64_t>::max() / 10 - 1;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Up to the next ';', which is taken too.
std::string_view take_part(std::string_view& rest) {
  const std::size_t end = rest.find(';');
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return part;
}

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
}

// RFC 6265 5.2.2; a number too large for any clock is held to one.
std::optional<std::int64_t> parse_max_age(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = negative ? text.substr(1) : text;
  if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  std::int64_t seconds = 0;
  for (const char c : digits) seconds = std::min(seconds * 10 + (c - '0'), kMaxAgeCeiling);
  return negative ? -seconds : seconds;
}

std::string parse_same_site(std::string_view text) {
  for (const std::string_view word : {"Strict", "Lax", "None"}) {
    if (same_word(text, word)) return std::string(word);
  }
  return {};
}

std::string parse_domain(std::string_view text) {
  if (text.starts_with('.')) text.remove_prefix(1);
  std::string domain(text);
  std::ranges::transform(domain, domain.begin(), lower);
  return domain;
}

void read_attribute(std::string_view name, std::string_view value, SetCookie& cookie) {
  if (value.size() > kMaxAttributeBytes) return;
  if (same_word(name, "expires")) {
    if (const auto date = parse_cookie_date(value)) cookie.expires = date;
  } else if (same_word(name, "max-age")) {
    if (const auto seconds = parse_max_age(value)) cookie.max_age_s = seconds;
  } else if (same_word(name, "domain")) {
    cookie.domain = parse_domain(value);
  } else if (same_word(name, "path")) {
    cookie.path = value.starts_with('/') ? std::string(value) : std::string();
  } else if (same_word(name, "secure")) {
    cookie.secure = true;
  } else if (same_word(name, "httponly")) {
    cookie.http_only = true;
  } else if (same_word(name, "partitioned")) {
    cookie.partitioned = true;
  } else if (same_word(name, "samesite")) {
    cookie.same_site = parse_same_site(value);
  }
}

// A domain under which anyone may register ("co.uk"): no cookie may span it.
bool is_public_suffix(const std::string& domain) {
  const std::string below = "x." + domain;
  return registrable_domain(below) == below;
}

bool breaks_prefix(const SetCookie& cookie) {
  const std::string_view name = cookie.name;
  const bool host_only = cookie.domain.empty() && cookie.path == "/";
  if (same_word(name.substr(0, 9), "__Secure-")) return !cookie.secure;
  if (same_word(name.substr(0, 7), "__Host-")) return !cookie.secure || !host_only;
  return false;
}

bool is_trustworthy(const Url& url) {
  return url.scheme == "https" || url.host == "localhost" || url.host.ends_with(".localhost") ||
         url.host.starts_with("127.");
}

}  // namespace

std::optional<double> SetCookie::lifetime_s(UtcTime now) const {
  if (max_age_s) return static_cast<double>(*max_age_s);
  if (expires) return static_cast<double>(expires->milliseconds - now.milliseconds) / 1000;
  return std::nullopt;
}

std::optional<SetCookie> parse_set_cookie(std::string_view line) {
  if (has_control_character(line)) return std::nullopt;
  SetCookie cookie;
  const std::string_view pair = take_part(line);
  const std::size_t equals = pair.find('=');
  if (equals != std::string_view::npos) cookie.name = trimmed(pair.substr(0, equals));
  cookie.value = trimmed(equals == std::string_view::npos ? pair : pair.substr(equals + 1));
  if (cookie.name.empty() && cookie.value.empty()) return std::nullopt;
  while (!line.empty()) {
    const std::string_view part = take_part(line);
    const std::size_t cut = part.find('=');
    const std::string_view value = cut == std::string_view::npos ? "" : part.substr(cut + 1);
    read_attribute(trimmed(part.substr(0, cut)), trimmed(value), cookie);
  }
  return cookie;
}

std::string effective_domain(const SetCookie& cookie, const Url& from) {
  if (cookie.domain.empty()) return from.host;
  const bool own_suffix = cookie.domain == from.host && is_public_suffix(cookie.domain);
  return own_suffix ? from.host : "." + cookie.domain;
}

std::string effective_path(const SetCookie& cookie, const Url& from) {
  if (!cookie.path.empty()) return cookie.path;
  const std::size_t slash = from.path.rfind('/');
  if (!from.path.starts_with('/') || slash == 0) return "/";
  return from.path.substr(0, slash);
}

std::vector<std::string> refusals_of_script_cookie(const SetCookie& cookie, const Url& from) {
  std::vector<std::string> reasons;
  const bool foreign = !cookie.domain.empty() && !domain_matches(from.host, cookie.domain);
  const bool too_wide =
      !cookie.domain.empty() && cookie.domain != from.host && is_public_suffix(cookie.domain);
  if (foreign || too_wide) reasons.emplace_back("InvalidDomain");
  if (cookie.secure && !is_trustworthy(from)) reasons.emplace_back("SecureOnly");
  if (breaks_prefix(cookie)) reasons.emplace_back("InvalidPrefix");
  if (cookie.http_only) reasons.emplace_back("HttpOnly");
  if (cookie.name.size() + cookie.value.size() > kMaxNameAndValueBytes) {
    reasons.emplace_back("NameValuePairExceedsMaxSize");
  }
  return reasons;
}

}  // namespace consentry
