// SPDX-License-Identifier: Apache-2.0
#include "core/classify/rule_parser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace consentry {
namespace {

constexpr std::uint32_t bits(ResourceType type) { return static_cast<std::uint32_t>(type); }

constexpr std::uint32_t kEverything =
    kSubresources | bits(ResourceType::document) | bits(ResourceType::popup);

struct TypeName {
  std::string_view name;
  std::uint32_t types;
};
constexpr std::array<TypeName, 23> kTypeNames{{
    {"script", bits(ResourceType::script)},
    {"image", bits(ResourceType::image)},
    {"stylesheet", bits(ResourceType::stylesheet)},
    {"css", bits(ResourceType::stylesheet)},
    {"xmlhttprequest", bits(ResourceType::xmlhttprequest)},
    {"xhr", bits(ResourceType::xmlhttprequest)},
    {"subdocument", bits(ResourceType::subdocument)},
    {"frame", bits(ResourceType::subdocument)},
    {"document", bits(ResourceType::document)},
    {"doc", bits(ResourceType::document)},
    {"font", bits(ResourceType::font)},
    {"media", bits(ResourceType::media)},
    {"object", bits(ResourceType::object)},
    {"object-subrequest", bits(ResourceType::object)},
    {"websocket", bits(ResourceType::websocket)},
    {"ping", bits(ResourceType::ping)},
    {"beacon", bits(ResourceType::ping)},
    {"other", bits(ResourceType::other)},
    {"popup", bits(ResourceType::popup)},
    {"popunder", bits(ResourceType::popup)},
    {"all", kEverything},
    {"empty", 0},
    {"mp4", bits(ResourceType::media)},
}};

// These act on the page or the response; whether a request is a tracker's, they do not say.
constexpr std::array<std::string_view, 10> kModifiers{
    "csp",     "redirect-rule", "removeparam",  "queryprune",    "replace",
    "urlskip", "permissions",   "uritransform", "inline-script", "inline-font"};
constexpr std::array<std::string_view, 8> kCosmeticOptions{
    "generichide",  "ghide", "elemhide",     "ehide",
    "specifichide", "shide", "genericblock", "content"};

template <typename List>
bool holds(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string_view take(std::string_view& rest, char separator) {
  const std::size_t cut = rest.find(separator);
  const std::string_view part = rest.substr(0, cut);
  rest = cut == std::string_view::npos ? std::string_view() : rest.substr(cut + 1);
  return part;
}

void split_hosts(std::string_view value, std::vector<std::string_view>& plain,
                 std::vector<std::string_view>& negated) {
  while (!value.empty()) {
    std::string_view host = take(value, '|');
    const bool negative = host.substr(0, 1) == "~";
    if (negative) host.remove_prefix(1);
    if (!host.empty()) (negative ? negated : plain).push_back(host);
  }
}

// The '$' that begins the options: the last one after which only option text follows.
std::size_t option_start(std::string_view line) {
  std::size_t end = std::string_view::npos;
  while (true) {
    const std::size_t at = line.rfind('$', end);
    if (at == std::string_view::npos || at + 1 == line.size()) return std::string_view::npos;
    const char next = line[at + 1];
    const bool option = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') ||
                        next == '~' || next == '_' || (next >= '0' && next <= '9');
    // In "/…$/" the sign belongs to a regular expression, which then ends in a slash.
    if (option && !(line.back() == '/' && line.substr(0, 1) == "/")) return at;
    if (at == 0) return std::string_view::npos;
    end = at - 1;
  }
}

// Reads the options after '$' into a rule.
class OptionReader {
 public:
  explicit OptionReader(ParsedRule& out) : out_(out) {}

  // False: out_.kind says how the line is to be counted.
  bool read(std::string_view text) {
    while (!text.empty()) {
      if (!read_one(take(text, ','))) return false;
    }
    if (included_ != 0) {
      out_.rule.types = included_ & ~excluded_;
    } else if (excluded_ != 0) {
      out_.rule.types = kSubresources & ~excluded_;
    }
    if (any_host_option_) out_.rule.options = std::make_unique<RuleOptions>(std::move(options_));
    return true;
  }

 private:
  bool stop(LineKind kind, std::string_view why) {
    out_.kind = kind;
    out_.why = why;
    return false;
  }

  bool read_one(std::string_view option) {
    const std::size_t equals = option.find('=');
    std::string_view name = option.substr(0, equals);
    if (equals != std::string_view::npos) return read_value(name, option.substr(equals + 1));
    if (name.find_first_not_of('_') == std::string_view::npos) return true;
    if (holds(kModifiers, name)) return stop(LineKind::modifier, name);
    if (holds(kCosmeticOptions, name)) return stop(LineKind::cosmetic, name);
    if (read_flag(name)) return true;
    const bool negative = name.front() == '~';
    if (negative) name.remove_prefix(1);
    for (const TypeName& type : kTypeNames) {
      if (type.name != name) continue;
      (negative ? excluded_ : included_) |= type.types;
      return true;
    }
    return stop(LineKind::unsupported, "option not known");
  }

  bool read_flag(std::string_view name) {
    FilterRule& rule = out_.rule;
    if (name == "third-party" || name == "3p" || name == "~first-party" || name == "~1p") {
      rule.party = PartyOption::third;
    } else if (name == "~third-party" || name == "~3p" || name == "first-party" || name == "1p") {
      rule.party = PartyOption::first;
    } else if (name == "important") {
      rule.important = true;
    } else if (name == "badfilter") {
      out_.badfilter = true;
    } else if (name == "match-case") {
      options_.match_case = true;
      any_host_option_ = true;
    } else {
      return false;
    }
    return true;
  }

  bool read_value(std::string_view name, std::string_view value) {
    if (name == "domain" || name == "from") {
      split_hosts(value, options_.on_pages, options_.not_on_pages);
    } else if (name == "to") {
      split_hosts(value, options_.to_hosts, options_.not_to_hosts);
    } else if (name == "denyallow") {
      split_hosts(value, options_.not_to_hosts, options_.to_hosts);
    } else if (name == "redirect" || name == "rewrite") {
      return true;  // the request is answered from inside the browser: as good as blocked
    } else if (holds(kModifiers, name)) {
      return stop(LineKind::modifier, "modifier");
    } else {
      return stop(LineKind::unsupported, "option with a value not known");
    }
    any_host_option_ = true;
    return true;
  }

  ParsedRule& out_;
  RuleOptions options_;
  bool any_host_option_ = false;
  std::uint32_t included_ = 0;
  std::uint32_t excluded_ = 0;
};

bool is_host_text(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 2 >= text.size()) return false;
  const auto alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (!alnum(text.front()) || !alnum(text.back())) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return alnum(c) || c == '.' || c == '-' || c == '_'; });
}

void trim_stars(std::string_view& pattern, FilterRule& rule) {
  if (!pattern.empty() && pattern.front() == '*' && !rule.host_anchor) {
    rule.left_anchor = false;
    while (!pattern.empty() && pattern.front() == '*') pattern.remove_prefix(1);
  }
  if (!pattern.empty() && pattern.back() == '*') {
    rule.right_anchor = false;
    while (!pattern.empty() && pattern.back() == '*') pattern.remove_suffix(1);
  }
}

// Anchors off, stars off. False when nothing is left to tell requests apart.
bool read_pattern(std::string_view pattern, bool has_options, FilterRule& rule) {
  if (pattern.substr(0, 2) == "||") {
    rule.host_anchor = true;
    pattern.remove_prefix(2);
  } else if (pattern.substr(0, 1) == "|") {
    rule.left_anchor = true;
    pattern.remove_prefix(1);
  }
  if (!pattern.empty() && pattern.back() == '|') {
    rule.right_anchor = true;
    pattern.remove_suffix(1);
  }
  trim_stars(pattern, rule);
  rule.pattern = pattern;
  return pattern.size() > 1 || has_options;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

ParsedRule failed(LineKind kind, std::string_view why) {
  ParsedRule out;
  out.kind = kind;
  out.why = why;
  return out;
}

}  // namespace

bool is_cosmetic(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    std::size_t end = at + 1;
    while (end < line.size() && std::string_view("@?$%").find(line[end]) != std::string_view::npos)
      ++end;
    if (end < line.size() && line[end] == '#') return true;
  }
  return line.find("$$") != std::string_view::npos;
}

std::vector<std::string_view> hosts_file_line(std::string_view lower) {
  lower = lower.substr(0, lower.find('#'));
  const std::size_t gap = lower.find_first_of(" \t");
  const std::string_view address = lower.substr(0, gap);
  if (gap == std::string_view::npos ||
      address.find_first_not_of("0123456789.:abcdef") != std::string_view::npos ||
      address.find_first_of(".:") == std::string_view::npos) {
    return {};
  }
  std::vector<std::string_view> hosts;
  std::string_view rest = lower.substr(gap);
  while (true) {
    const std::size_t begin = rest.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return hosts;
    const std::size_t end = std::min(rest.find_first_of(" \t", begin), rest.size());
    const std::string_view host = rest.substr(begin, end - begin);
    if (is_host_text(host) && host.find_first_not_of("0123456789.") != std::string_view::npos) {
      hosts.push_back(host);
    }
    rest = rest.substr(end);
  }
}

std::string without_badfilter(std::string_view line) {
  std::string out(line);
  for (const std::string_view form : {",badfilter", "badfilter,", "$badfilter"}) {
    if (const std::size_t at = out.find(form); at != std::string::npos) {
      return out.erase(at, form.size());
    }
  }
  return out;
}

ParsedRule parse_rule(std::string_view line, std::string_view lower) {
  ParsedRule out;
  FilterRule& rule = out.rule;
  rule.text = line;
  std::string_view original = line;
  if (lower.substr(0, 2) == "@@") {
    rule.exception = true;
    original.remove_prefix(2);
    lower.remove_prefix(2);
  }
  const std::size_t dollar = option_start(lower);
  const bool has_options = dollar != std::string_view::npos;
  if (has_options && !OptionReader(out).read(lower.substr(dollar + 1))) return out;
  const bool match_case = rule.options != nullptr && rule.options->match_case;
  std::string_view pattern = (match_case ? original : lower).substr(0, dollar);
  if (pattern.size() > 2 && pattern.front() == '/' && pattern.back() == '/') {
    // Case matters inside an expression: \S is not \s.
    rule.pattern = original.substr(1, pattern.size() - 2);
    rule.regex = RuleRegex::compile(rule.pattern, match_case);
    if (rule.regex == nullptr)
      return failed(LineKind::unsupported, "regular expression beyond RE2");
    out.kind = LineKind::rule;
    return out;
  }
  if (!is_ascii(pattern)) return failed(LineKind::unsupported, "pattern outside ASCII");
  if (pattern.find(' ') != std::string_view::npos)
    return failed(LineKind::bad, "white space in a pattern");
  if (!read_pattern(pattern, has_options, rule)) return failed(LineKind::bad, "pattern too short");
  // A bare host name is meant as a host, not as a substring.
  if (!has_options && !rule.host_anchor && !rule.left_anchor && is_host_text(rule.pattern)) {
    rule.host_anchor = true;
    rule.host_only = true;
  }
  out.kind = LineKind::rule;
  return out;
}

}  // namespace consentry
