// SPDX-License-Identifier: Apache-2.0
#include "core/judge/site_naming.h"

#include <algorithm>
#include <vector>

#include "core/judge/category_text.h"
#include "core/observe/folded_text.h"

namespace consentry {
namespace {

// Shorter names are common words, or stand in other words by chance.
constexpr std::size_t kShortestName = 4;

bool part_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

// The domain whole, or a host below it: neither "my-shop.example" nor "shop.example.org".
bool has_domain(std::string_view text, std::string_view domain) {
  for (std::size_t at = text.find(domain); at != std::string_view::npos;
       at = text.find(domain, at + 1)) {
    const std::size_t end = at + domain.size();
    const bool begins = at == 0 || !part_of_name(text[at - 1]);
    const bool goes_on = end < text.size() &&
                         (part_of_name(text[end]) || (text[end] == '.' && end + 1 < text.size() &&
                                                      part_of_name(text[end + 1])));
    if (begins && !goes_on) return true;
  }
  return false;
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

// "mueller" and "müller" (folded: "muller") are one, as are "goeteborg" and "göteborg".
std::string without_umlauts(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool second =
        c == 'e' && !out.empty() && (out.back() == 'a' || out.back() == 'o' || out.back() == 'u');
    if (!second) out.push_back(c);
  }
  return out;
}

// Whether words that follow each other in the folded text spell the name.
bool spells(std::string_view folded, std::string_view name) {
  std::vector<std::size_t> begins{0};
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (folded[i] == ' ') begins.push_back(i + 1);
  }
  return std::ranges::any_of(begins, [&](std::size_t begin) {
    std::size_t matched = 0;
    for (std::size_t i = begin; i < folded.size() && matched < name.size(); ++i) {
      if (folded[i] == ' ') continue;
      if (folded[i] != name[matched]) return false;
      const bool last = ++matched == name.size();
      if (last) return i + 1 == folded.size() || folded[i + 1] == ' ';
    }
    return false;
  });
}

}  // namespace

SiteName::SiteName(std::string_view domain, std::string_view company)
    : domain_(lower_ascii(domain)),
      words_(folded_text(domain_.substr(0, domain_.find('.')))),
      joined_(without_spaces(words_)),
      loose_(without_umlauts(joined_)),
      company_(folded_text(company)),
      encoded_(domain_.find("xn--") != std::string::npos) {}

Naming SiteName::in_line(std::string_view line) const {
  if (!domain_.empty() && has_domain(lower_ascii(line), domain_)) return Naming::named;
  const std::string folded = folded_text(line);
  const bool telling = joined_.size() >= kShortestName;
  if (!joined_.empty() && spells(folded, joined_)) return telling ? Naming::named : Naming::unclear;
  if (!company_.empty() && names(folded, company_)) return Naming::unclear;
  const std::string loose = without_umlauts(without_spaces(folded));
  if (telling && loose.find(loose_) != std::string::npos) return Naming::unclear;
  return line.size() > kMaxFoldedBytes ? Naming::unclear : Naming::unnamed;
}

Naming SiteName::in(std::string_view text) const {
  Naming most = encoded_ ? Naming::unclear : Naming::unnamed;
  while (!text.empty() && most != Naming::named) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    most = std::max(most, in_line(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return most;
}

}  // namespace consentry
