// SPDX-License-Identifier: Apache-2.0
#include "core/classify/filter_list.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "core/classify/data_file.h"
#include "core/classify/rule_parser.h"

namespace consentry {
namespace {

constexpr std::string_view kSectionMark = "section:";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return text;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

ListAim aim_of(const std::string& title) {
  const std::string words = lower_case(title);
  for (const std::string_view word :
       {"cookie", "consent", "annoyance", "notification", "newsletter"}) {
    if (contains(words, word)) return ListAim::nuisance;
  }
  for (const std::string_view word : {"privacy", "track", "spyware"}) {
    if (contains(words, word)) return ListAim::privacy;
  }
  if (contains(words, "social")) return ListAim::social;
  if (contains(words, "easylist") || contains(words, "ads") || contains(words, "adver")) {
    return ListAim::advertising;
  }
  return ListAim::unknown;
}

// Comments that are links or rules put aside say nothing about what follows.
bool heads_section(std::string_view comment) {
  if (comment.substr(0, kSectionMark.size()) == kSectionMark) return true;
  if (comment.size() < 3 || contains(comment, "://")) return false;
  if (comment.substr(0, 3) == "***" || comment.substr(0, 3) == "---") return true;
  return std::string_view("/|.@*-_&?=$#").find(comment.front()) == std::string_view::npos;
}

ListSection read_section(std::string_view comment, int line) {
  ListSection section{comment, line, {}, Function::unknown};
  if (comment.substr(0, kSectionMark.size()) != kSectionMark) return section;
  std::string_view rest = comment.substr(kSectionMark.size());
  const std::size_t first = rest.find('|');
  if (first == std::string_view::npos) return section;
  const std::size_t second = std::min(rest.find('|', first + 1), rest.size());
  section.company = trimmed(rest.substr(0, first));
  section.function = function_named(trimmed(rest.substr(first + 1, second - first - 1)))
                         .value_or(Function::unknown);
  return section;
}

}  // namespace

struct FilterList::Content {
  std::string name;
  std::string text;
  std::string lower;  // text in lower-case, byte for byte at the same offsets
  ListHeader header;
  ListAim aim = ListAim::unknown;
  ListCounts counts;
  std::vector<FilterRule> rules;
  std::vector<ListSection> sections;
  std::vector<std::string> taken_back;

  void read_header(std::string_view comment) {
    const std::size_t colon = comment.find(':');
    if (colon == std::string_view::npos) return;
    const std::string key = lower_case(std::string(trimmed(comment.substr(0, colon))));
    const std::array<std::pair<std::string_view, std::string*>, 7> fields{{
        {"title", &header.title},
        {"version", &header.version},
        {"licence", &header.licence},
        {"license", &header.licence},
        {"homepage", &header.homepage},
        {"last modified", &header.modified},
        {"date", &header.modified},
    }};
    for (const auto& [field, value] : fields) {
      if (key == field && value->empty()) *value = trimmed(comment.substr(colon + 1));
    }
  }

  void read_comment(std::string_view comment, int line) {
    ++counts.comments;
    comment = trimmed(comment);
    if (rules.empty()) read_header(comment);
    if (heads_section(comment)) sections.push_back(read_section(comment, line));
  }

  void add_rule(FilterRule rule, int line) {
    rule.line = line;
    rule.section = static_cast<int>(sections.size()) - 1;
    rules.push_back(std::move(rule));
    ++counts.network;
  }

  void skip_bad(int line, std::string_view why) {
    ++counts.bad;
    if (counts.bad_lines.size() < ListCounts::kMaxBadLines) {
      counts.bad_lines.push_back({line, std::string(why)});
    }
  }

  bool read_hosts(std::string_view line, std::string_view lower_line, int number) {
    const std::vector<std::string_view> hosts = hosts_file_line(lower_line);
    for (const std::string_view host : hosts) {
      FilterRule rule;
      rule.text = line;
      rule.pattern = host;
      rule.host_anchor = true;
      rule.host_only = true;
      add_rule(std::move(rule), number);
    }
    return !hosts.empty();
  }

  void read_rule(std::string_view line, std::string_view lower_line, int number) {
    if (line.size() > kMaxRuleBytes) return skip_bad(number, "line longer than 32 KiB");
    if (contains(line, " ") || contains(line, "\t")) {
      if (read_hosts(line, lower_line, number)) return;
    }
    ParsedRule parsed = parse_rule(line, lower_line);
    switch (parsed.kind) {
      case LineKind::rule:
        if (parsed.badfilter) {
          taken_back.push_back(without_badfilter(line));
        } else {
          add_rule(std::move(parsed.rule), number);
        }
        return;
      case LineKind::cosmetic:
        ++counts.cosmetic;
        return;
      case LineKind::modifier:
        ++counts.modifiers;
        return;
      case LineKind::unsupported:
        ++counts.unsupported;
        ++counts.unsupported_by_reason[std::string(parsed.why)];
        return;
      case LineKind::bad:
        return skip_bad(number, parsed.why);
    }
  }

  void read_line(std::string_view line, std::string_view lower_line, int number) {
    if (line.empty()) return;
    if (line.front() == '!') return read_comment(line.substr(1), number);
    if (line.front() == '[' && line.back() == ']') {
      ++counts.comments;
    } else if (is_cosmetic(line)) {
      ++counts.cosmetic;
    } else if (line.front() == '#') {
      read_comment(line.substr(1), number);
    } else {
      read_rule(line, lower_line, number);
    }
  }

  void drop_taken_back() {
    if (taken_back.empty()) return;
    const std::unordered_set<std::string_view> texts(taken_back.begin(), taken_back.end());
    counts.disabled = static_cast<int>(
        std::erase_if(rules, [&](const FilterRule& rule) { return texts.contains(rule.text); }));
    counts.network -= counts.disabled;
  }
};

FilterList::FilterList(std::unique_ptr<Content> content) : content_(std::move(content)) {}
FilterList::FilterList(FilterList&&) noexcept = default;
FilterList& FilterList::operator=(FilterList&&) noexcept = default;
FilterList::~FilterList() = default;

Result<FilterList> FilterList::parse(std::string name, std::string text) {
  if (text.size() > kMaxListBytes) {
    return Error{ErrorKind::exhausted, name + ": larger than 64 MiB"};
  }
  auto content = std::make_unique<Content>();
  content->name = std::move(name);
  content->text = std::move(text);
  content->lower = lower_case(content->text);
  const std::string_view all = content->text;
  const std::string_view all_lower = content->lower;
  int number = 0;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    const std::string_view line = trimmed(all.substr(at, end - at));
    const std::size_t offset =
        line.empty() ? at : static_cast<std::size_t>(line.data() - all.data());
    content->read_line(line, all_lower.substr(offset, line.size()), ++number);
    if (content->rules.size() > kMaxRules) {
      return Error{ErrorKind::exhausted, content->name + ": more than 1,000,000 rules"};
    }
    at = end + 1;
  }
  content->drop_taken_back();
  content->aim = aim_of(content->header.title.empty() ? content->name : content->header.title);
  if (content->header.version.empty()) content->header.version = digest_version(all);
  return FilterList(std::move(content));
}

const std::string& FilterList::name() const { return content_->name; }
const ListHeader& FilterList::header() const { return content_->header; }
ListAim FilterList::aim() const { return content_->aim; }
const ListCounts& FilterList::counts() const { return content_->counts; }
const std::vector<FilterRule>& FilterList::rules() const { return content_->rules; }
const std::vector<ListSection>& FilterList::sections() const { return content_->sections; }
const std::vector<std::string>& FilterList::taken_back() const { return content_->taken_back; }

const ListSection* FilterList::section_of(const FilterRule& rule) const {
  if (rule.section < 0) return nullptr;
  return &content_->sections[static_cast<std::size_t>(rule.section)];
}

ResourceType resource_type(std::string_view browser_type, bool top_document) {
  static constexpr std::array<std::pair<std::string_view, ResourceType>, 11> kTypes{{
      {"document", ResourceType::subdocument},
      {"stylesheet", ResourceType::stylesheet},
      {"script", ResourceType::script},
      {"image", ResourceType::image},
      {"font", ResourceType::font},
      {"media", ResourceType::media},
      {"xhr", ResourceType::xmlhttprequest},
      {"fetch", ResourceType::xmlhttprequest},
      {"eventsource", ResourceType::xmlhttprequest},
      {"websocket", ResourceType::websocket},
      {"ping", ResourceType::ping},
  }};
  if (top_document) return ResourceType::document;
  for (const auto& [name, type] : kTypes) {
    if (name == browser_type) return type;
  }
  return ResourceType::other;
}

}  // namespace consentry
