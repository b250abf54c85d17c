// SPDX-License-Identifier: Apache-2.0
#include "core/observe/link_header.h"

#include <algorithm>

namespace consentry {
namespace {

constexpr std::string_view kBlank = " \t";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return out;
}

// Takes what stands before the next `end` that is in neither quotes nor angle brackets.
std::string_view take_until(std::string_view& rest, char end) {
  bool quoted = false;
  bool bracketed = false;
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    if (quoted && c == '\\') {
      ++at;
    } else if (c == '"' && !bracketed) {
      quoted = !quoted;
    } else if (!quoted && (c == '<' || c == '>')) {
      bracketed = c == '<';
    } else if (c == end && !quoted && !bracketed) {
      break;
    }
  }
  at = std::min(at, rest.size());
  const std::string_view taken = rest.substr(0, at);
  rest = at < rest.size() ? rest.substr(at + 1) : std::string_view();
  return taken;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!(text = trimmed(text)).empty() && words.size() < kMaxLinksPerHeader) {
    const std::size_t end = text.find_first_of(kBlank);
    words.push_back(lower(text.substr(0, end)));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end);
  }
  return words;
}

// The value of the first `rel` among the parameters behind a target; later ones do not count
// (section 3.3).
std::vector<std::string> kinds_of(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string_view parameter = trimmed(take_until(parameters, ';'));
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    if (lower(trimmed(parameter.substr(0, equals))) != "rel") continue;
    std::string_view value = trimmed(parameter.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    return words_of(value);
  }
  return {};
}

}  // namespace

std::vector<HeaderLink> parse_link_header(std::string_view header) {
  std::vector<HeaderLink> links;
  while (!header.empty() && links.size() < kMaxLinksPerHeader) {
    std::string_view one = trimmed(take_until(header, ','));
    const std::size_t end = one.find('>');
    if (!one.starts_with('<') || end == std::string_view::npos) continue;
    HeaderLink link{std::string(trimmed(one.substr(1, end - 1))), kinds_of(one.substr(end + 1))};
    if (!link.target.empty() && !link.kinds.empty()) links.push_back(std::move(link));
  }
  return links;
}

}  // namespace consentry
