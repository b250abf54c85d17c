// SPDX-License-Identifier: Apache-2.0
#include "core/base/origin.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <libpsl.h>
#include <optional>
#include <utility>

namespace consentry {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint16_t>, 5> kDefaultPorts{
    {{"http", 80}, {"https", 443}, {"ws", 80}, {"wss", 443}, {"ftp", 21}}};
constexpr std::array<std::string_view, 5> kWithoutAuthority{"data", "blob", "about", "javascript",
                                                            "file"};

std::uint16_t default_port(std::string_view scheme) {
  for (const auto& [name, port] : kDefaultPorts) {
    if (name == scheme) return port;
  }
  return 0;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool is_address(std::string_view host) {
  return host.starts_with('[') || (!host.empty() && std::ranges::all_of(host, [](char c) {
           return (c >= '0' && c <= '9') || c == '.';
         }));
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), port);
  if (error != std::errc{} || end != digits.end() || port == 0) return std::nullopt;
  return port;
}

// Fills host and port from "user:pw@host:port"; false when the port is no number.
bool split_authority(std::string_view authority, Url& url) {
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  url.host = lower(has_port ? authority.substr(0, colon) : authority);
  url.port = default_port(url.scheme);
  if (!has_port || colon + 1 == authority.size()) return true;
  const auto port = parse_port(authority.substr(colon + 1));
  if (port) url.port = *port;
  return port.has_value();
}

void split_tail(std::string_view rest, Url& url) {
  if (const auto hash = rest.find('#'); hash != std::string_view::npos) {
    url.fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  if (const auto question = rest.find('?'); question != std::string_view::npos) {
    url.query = rest.substr(question + 1);
    rest = rest.substr(0, question);
  }
  url.path = rest;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
         c == '[' || c == ']' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string Url::origin() const {
  if (host.empty()) return "null";
  std::string text = scheme + "://" + host;
  if (port != 0 && port != default_port(scheme)) text += ":" + std::to_string(port);
  return text;
}

std::string Url::without_query() const {
  return host.empty() ? scheme + ":" + path : origin() + path;
}

Result<Url> parse_url(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) {
    return invalid_input("not an absolute URL: " + std::string(text.substr(0, 200)));
  }
  Url url;
  url.scheme = lower(text.substr(0, colon));
  std::string_view rest = text.substr(colon + 1);
  if (std::ranges::find(kWithoutAuthority, url.scheme) != kWithoutAuthority.end()) {
    url.path = rest;
    return url;
  }
  if (default_port(url.scheme) == 0 || !rest.starts_with("//")) {
    return invalid_input("not a web address: " + std::string(text.substr(0, 200)));
  }
  rest.remove_prefix(2);
  const auto end = rest.find_first_of("/?#");
  if (!split_authority(rest.substr(0, end), url) || url.host.empty()) {
    return invalid_input("no host in " + std::string(text.substr(0, 200)));
  }
  if (end != std::string_view::npos) split_tail(rest.substr(end), url);
  if (!url.path.starts_with('/')) url.path.insert(0, "/");
  return url;
}

Result<Url> parse_site_url(std::string_view text) {
  const auto scheme_end = text.find("://");
  const std::string full =
      scheme_end == std::string_view::npos ? "https://" + std::string(text) : std::string(text);
  Result<Url> url = parse_url(full);
  const std::string hint = "'" + std::string(text.substr(0, 200)) +
                           "' is not a site; write it like https://shop.example";
  if (!url || (url->scheme != "http" && url->scheme != "https")) return invalid_input(hint);
  const bool bad_host = !std::ranges::all_of(url->host, is_host_character) ||
                        url->host.starts_with('.') || url->host.find("..") != std::string::npos;
  const bool named = url->host.find('.') != std::string::npos || url->host == "localhost" ||
                     url->host.starts_with('[') || scheme_end != std::string_view::npos;
  if (bad_host || !named) return invalid_input(hint);
  return url;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string registrable_domain(std::string_view host) {
  if (is_address(host)) return std::string(host);
  const std::string name(host.ends_with('.') ? host.substr(0, host.size() - 1) : host);
  const char* domain = psl_registrable_domain(psl_builtin(), name.c_str());
  return domain == nullptr ? name : std::string(domain);
}

bool same_site(std::string_view host_a, std::string_view host_b) {
  return registrable_domain(host_a) == registrable_domain(host_b);
}

bool domain_matches(std::string_view host, std::string_view domain) {
  if (domain.starts_with('.')) domain.remove_prefix(1);
  if (host == domain) return true;
  return host.size() > domain.size() && host.ends_with(domain) &&
         host[host.size() - domain.size() - 1] == '.' && !is_address(host);
}

}  // namespace consentry
