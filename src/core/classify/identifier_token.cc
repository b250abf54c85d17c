// SPDX-License-Identifier: Apache-2.0
#include "core/classify/identifier_token.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "core/base/origin.h"
#include "core/classify/identifier.h"

namespace consentry {
namespace {

constexpr int kDecodingRounds = 2;
constexpr std::size_t kMinBase64Length = 16;
constexpr std::size_t kMaxWordLength = 12;
constexpr std::size_t kMinMeanWordLength = 3;
constexpr std::size_t kMaxHumps = 4;
constexpr std::int64_t kWeekSeconds = std::int64_t{7} * 86'400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
bool is_token_char(char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '_'; }

int base64_value(char c) {
  if (is_upper(c)) return c - 'A';
  if (is_letter(c)) return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

// A URL names a page; the end is where it cannot go on unescaped inside a larger value.
std::string without_urls(std::string_view text) {
  std::string out;
  while (true) {
    std::size_t at = std::min(text.find("http://"), text.find("https://"));
    if (at == std::string_view::npos) break;
    out += text.substr(0, at);
    out += ' ';
    const std::size_t end = text.find_first_of(" \t\r\n\"'<>|,;{}", at);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end);
  }
  out += text;
  return out;
}

void add_token(std::string_view token, std::vector<std::string>& out) {
  if (token.size() < kMinIdentifierLength || token.size() > kMaxIdentifierLength) return;
  if (is_date(token) || is_words(token)) return;
  if (out.size() < kMaxTokens && std::find(out.begin(), out.end(), token) == out.end()) {
    out.emplace_back(token);
  }
}

// "123456789.1700000000" in "GA1.1.123456789.1700000000": the number counts of two parts together
// what neither says alone. Short parts in front (format version, domain depth) are left out.
void add_dotted_numbers(std::string_view text, std::vector<std::string>& out) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at]) || (at > 0 && is_token_char(text[at - 1]))) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
    const std::size_t after = end;
    while (end > at && text[end - 1] == '.') --end;
    std::string_view run = text.substr(at, end - at);
    at = std::max(after, at + 1);
    if (after < text.size() && is_token_char(text[after])) continue;
    for (std::size_t dot = run.find('.'); dot != std::string_view::npos && dot < 5;) {
      run.remove_prefix(dot + 1);
      dot = run.find('.');
    }
    if (run.find('.') != std::string_view::npos) add_token(run, out);
  }
}

void expand(std::string_view text, int rounds, std::vector<std::string>& out);

void split(std::string_view text, int rounds, std::vector<std::string>& out) {
  add_dotted_numbers(text, out);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_token_char(text[end])) ++end;
    const std::string_view token = text.substr(at, end - at);
    const std::string inner = rounds > 0 ? readable_base64(token) : std::string();
    if (inner.empty()) {
      add_token(token, out);
    } else {
      expand(inner, rounds - 1, out);
    }
    at = end + 1;
  }
}

void expand(std::string_view text, int rounds, std::vector<std::string>& out) {
  if (rounds > 0 && text.find('%') != std::string_view::npos) {
    const std::string decoded = percent_decoded(text);
    if (decoded != text) return expand(decoded, rounds - 1, out);
  }
  if (is_consent_string(text)) return;
  const std::string inner = rounds > 0 ? readable_base64(text) : std::string();
  if (!inner.empty()) return expand(inner, rounds - 1, out);
  split(without_urls(text), rounds, out);
}

}  // namespace

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string readable_base64(std::string_view text) {
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  if (text.size() < kMinBase64Length || text.size() % 4 == 1) return {};
  std::string out;
  unsigned bits = 0;
  int held = 0;
  bool structured = false;
  for (const char c : text) {
    const int value = base64_value(c);
    if (value < 0) return {};
    bits = ((bits << 6U) | static_cast<unsigned>(value)) & 0xFFFFU;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const char byte = static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xFFU);
    if (byte < 0x20 || byte > 0x7E) return {};
    structured = structured || !is_token_char(byte);
    out += byte;
  }
  return structured ? out : std::string();
}

bool is_date(std::string_view token) {
  static constexpr std::array<std::string_view, 3> kForms{"dddddddd", "dddd-dd-dd", "dddd-dd-ddT"};
  if (token.substr(0, 2) != "20" && token.substr(0, 2) != "19") return false;
  for (const std::string_view form : kForms) {
    const bool longer = form.back() == 'T';
    if (longer ? token.size() < form.size() : token.size() != form.size()) continue;
    bool fits = true;
    for (std::size_t i = 0; i < form.size(); ++i) {
      fits = fits && (form[i] == 'd' ? is_digit(token[i]) : token[i] == form[i]);
    }
    if (!fits) continue;
    const std::string_view month = token.substr(form[4] == '-' ? 5 : 4, 2);
    if (month >= "01" && month <= "12") return true;
  }
  return false;
}

namespace {

// "kzlptcx": more consonants on end than a word has between its vowels.
bool is_pronounceable(std::string_view token) {
  constexpr std::size_t kMaxConsonants = 5;
  constexpr std::string_view kVowels = "aeiouyAEIOUY";
  std::size_t run = 0;
  for (const char c : token) {
    run = is_letter(c) && kVowels.find(c) == std::string_view::npos ? run + 1 : 0;
    if (run > kMaxConsonants) return false;
  }
  return true;
}

}  // namespace

bool is_words(std::string_view token) {
  if (!is_pronounceable(token)) return false;
  std::size_t parts = 0;
  std::size_t humps = 0;
  std::size_t letters = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const char c = token[i];
    if (c == '-' || c == '_') {
      length = 0;
      continue;
    }
    if (!is_letter(c)) return false;
    const bool hump = is_upper(c) && i > 0 && !is_upper(token[i - 1]);
    humps += hump ? 1U : 0U;
    if (length == 0 || hump) {
      ++parts;
      length = 0;
    }
    ++letters;
    if (++length > kMaxWordLength) return false;
  }
  // Capitals at every third letter are chance, not the joints of words.
  const std::size_t least = humps > kMaxHumps ? kMinMeanWordLength + 2 : kMinMeanWordLength;
  return parts > 0 && letters / parts >= least;
}

bool is_epoch_time(std::string_view token) {
  if (!all_digits(token)) return false;
  if (token.size() != 10 && token.size() != 13 && token.size() != 16) return false;
  const std::string_view seconds = token.substr(0, 10);
  return seconds >= "1420070400" && seconds < "2082758400";
}

bool are_near_times(std::string_view a, std::string_view b) {
  if (a.size() != b.size() || !is_epoch_time(a) || !is_epoch_time(b)) return false;
  std::int64_t first = 0;
  std::int64_t second = 0;
  const std::string_view first_seconds = a.substr(0, 10);
  const std::string_view second_seconds = b.substr(0, 10);
  std::from_chars(first_seconds.begin(), first_seconds.end(), first);
  std::from_chars(second_seconds.begin(), second_seconds.end(), second);
  return std::max(first, second) - std::min(first, second) < kWeekSeconds;
}

bool is_consent_string(std::string_view value) {
  // TCF: the core segment begins with version 2 in 6 bits ('C'), and 230 bits make 39 characters.
  constexpr std::size_t kMinCoreLength = 39;
  const std::string_view core = value.substr(0, value.find_first_of(".~"));
  const bool tcf = core.size() >= kMinCoreLength && core.front() == 'C';
  const bool gpp = value.substr(0, 2) == "DB" && value.find('~') != std::string_view::npos;
  if (!tcf && !gpp) return false;
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return is_token_char(c) || c == '.' || c == '~'; });
}

std::vector<std::string> identifier_tokens(std::string_view value) {
  std::vector<std::string> tokens;
  expand(value.substr(0, kMaxValueBytes), kDecodingRounds, tokens);
  return tokens;
}

}  // namespace consentry
