// SPDX-License-Identifier: Apache-2.0
#include "core/judge/mail_address.h"

#include <algorithm>
#include <array>

namespace consentry {
namespace {

constexpr std::size_t kMaxLocal = 64;    // RFC 5321 section 4.5.3.1.1
constexpr std::size_t kMaxDomain = 255;  // the same, .2

// Addresses of an office, not of a person.
constexpr std::array<std::string_view, 26> kRoles{
    "info",      "contact",        "kontakt",     "support", "hello",  "office",  "mail",
    "sales",     "noreply",        "no-reply",    "privacy", "dpo",    "service", "admin",
    "webmaster", "help",           "press",       "team",    "jobs",   "abuse",   "security",
    "legal",     "klantenservice", "datenschutz", "shop",    "bonjour"};
// Ends of file names that look like ends of domains.
constexpr std::array<std::string_view, 30> kFileEnds{
    "png", "jpg",  "jpeg",  "gif", "webp", "svg",  "avif", "ico",  "js",   "mjs",
    "cjs", "ts",   "tsx",   "jsx", "css",  "scss", "json", "map",  "html", "htm",
    "php", "woff", "woff2", "ttf", "otf",  "mp4",  "webm", "wasm", "xml",  "txt"};
constexpr std::array<std::string_view, 15> kNames{"em",
                                                  "email",
                                                  "mail",
                                                  "e-mail",
                                                  "user_email",
                                                  "emailhash",
                                                  "email_hash",
                                                  "hashed_email",
                                                  "sha256_email",
                                                  "email_sha256",
                                                  "email_address",
                                                  "emailaddress",
                                                  "sha256_email_address",
                                                  "em_hash",
                                                  "useremail"};
constexpr std::array<std::string_view, 3> kOfNothing{
    "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }
bool is_local(char c) {
  return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '+' || c == '-';
}
bool is_domain(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

template <std::size_t kCount>
bool one_of(const std::array<std::string_view, kCount>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_mail_domain(std::string_view domain) {
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || domain.find("..") != std::string_view::npos)
    return false;
  const std::string_view end = domain.substr(dot + 1);
  return end.size() >= 2 && std::ranges::all_of(end, is_letter) && !one_of(kFileEnds, end);
}

bool is_person(std::string_view local) {
  return !local.empty() && is_letter(local.front()) && !one_of(kRoles, local);
}

void add(std::vector<std::string>& found, std::string text) {
  if (std::ranges::find(found, text) == found.end()) found.push_back(std::move(text));
}

// The word before a value: "em" in em=…, ud[em]=… and "em":"…".
std::string name_before(std::string_view text, std::size_t at) {
  constexpr std::string_view kBetween = "=:\"'[] \t\\";
  while (at > 0 && kBetween.find(text[at - 1]) != std::string_view::npos) --at;
  std::size_t begin = at;
  while (begin > 0 && (is_letter(text[begin - 1]) || is_digit(text[begin - 1]) ||
                       text[begin - 1] == '_' || text[begin - 1] == '-')) {
    --begin;
  }
  return lowered(text.substr(begin, at - begin));
}

}  // namespace

std::vector<std::string> mail_addresses_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < kMaxLocal && is_local(text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < text.size() && end - at < kMaxDomain && is_domain(text[end])) ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    const bool credentials = begin >= 1 && (text[begin - 1] == '/' || text[begin - 1] == ':');
    const std::string local = lowered(text.substr(begin, at - begin));
    const std::string domain = lowered(text.substr(at + 1, end - at - 1));
    if (!credentials && is_person(local) && is_mail_domain(domain))
      add(found, local + "@" + domain);
  }
  return found;
}

std::vector<std::string> mail_hashes_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_hex(text[end])) ++end;
    const std::size_t size = end - at;
    const bool whole =
        (at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]));
    if (whole && (size == 32 || size == 40 || size == 64)) {
      const std::string hash = lowered(text.substr(at, size));
      if (one_of(kNames, name_before(text, at)) && !one_of(kOfNothing, hash)) add(found, hash);
    }
    at = std::max(end, at + 1);
  }
  return found;
}

}  // namespace consentry
