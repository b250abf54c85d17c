// SPDX-License-Identifier: Apache-2.0
#include "core/consent/rival_words.h"

#include <algorithm>
#include <array>

#include "core/consent/page_scripts.h"

namespace consentry {
namespace {

constexpr std::size_t kLongestId = 40;

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The character that a pattern begins with, taken off it; nothing where it begins with more than
// one: "\\d" is a class of characters, "." any one.
std::optional<char> plain_character(std::string_view& pattern) {
  constexpr std::string_view kMeanMore = ".*+?()[]{}|^$";
  const bool escaped = pattern.front() == '\\' && pattern.size() > 1;
  const char c = pattern[escaped ? 1 : 0];
  if (escaped ? is_letter(c) : kMeanMore.find(c) != std::string_view::npos) return std::nullopt;
  pattern.remove_prefix(escaped ? 2 : 1);
  return c;
}

// "^_ga_.*$" is everything that begins with "_ga_"; "^_gid$" is one name.
std::optional<std::string> name_of_pattern(std::string_view pattern) {
  if (!pattern.starts_with('^')) return std::nullopt;
  pattern.remove_prefix(1);
  std::string name;
  constexpr std::array<std::string_view, 5> kAnyRest{"", ".*", ".*$", ".+", ".+$"};
  while (std::find(kAnyRest.begin(), kAnyRest.end(), pattern) == kAnyRest.end()) {
    if (pattern == "$" && !name.empty()) return name;
    const auto c = plain_character(pattern);
    if (!c) return std::nullopt;
    name += *c;
  }
  return name.empty() ? std::nullopt : std::optional(name + "*");
}

}  // namespace

std::string rival_id(std::string_view name) {
  std::string id;
  for (const char c : lowered(name)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) id += c;
    if (!kept && !id.empty() && id.back() != '-') id += '-';
  }
  id.resize(std::min(id.size(), kLongestId));
  while (id.ends_with('-')) id.pop_back();
  return id;
}

std::string_view ready_category(std::string_view rival_category) {
  struct Names {
    std::string_view ours;
    std::vector<std::string_view> theirs;
  };
  static const std::array<Names, 5> table{{
      {"necessary",
       {"necessary", "essential", "essentials", "required", "strictly-necessary", "technical",
        "mandatory", "necessary-cookies", "strictly-necessary-cookies", "functional-essential"}},
      {"functional",
       {"functional", "functionality", "preferences", "preference", "personalization",
        "personalisation", "support", "api", "livechat", "chat", "styling", "convenience",
        "comfort", "functional-cookies", "preference-cookies", "functionality-cookies"}},
      {"statistics",
       {"statistics", "statistic", "statistical", "analytics", "analytic", "performance",
        "measurement", "audience", "analysis", "analytics-cookies", "statistics-cookies",
        "performance-cookies", "performance-and-analytics"}},
      {"marketing",
       {"marketing", "ads", "ad", "advertising", "advertisement", "targeting", "tracking", "other",
        "unclassified", "marketing-cookies", "targeting-cookies", "advertising-cookies",
        "targeting-and-advertising", "unclassified-cookies", "remarketing"}},
      {"media",
       {"media", "video", "videos", "social", "comment", "embeds", "embedded", "external-media",
        "social-media", "maps", "external-content", "externalmedia"}},
  }};
  const std::string id = rival_id(rival_category);
  for (const Names& names : table) {
    if (std::find(names.theirs.begin(), names.theirs.end(), id) != names.theirs.end())
      return names.ours;
  }
  return {};
}

std::optional<std::string> ready_language(std::string_view rival_language,
                                          const TagTranslations& translations) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kOthers{
      {{"no", "nb"},
       {"zh", "zh-Hans"},
       {"cn", "zh-Hans"},
       {"zh-cn", "zh-Hans"},
       {"zh-tw", "zh-Hant"},
       {"zh-hk", "zh-Hant"},
       {"sr", "sr-Latn"},
       {"se", "sv"},
       {"dk", "da"},
       {"cz", "cs"},
       {"gr", "el"},
       {"tl", "fil"}}};
  std::string wanted = lowered(rival_language);
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  const auto named = [&](std::string_view tag) -> std::optional<std::string> {
    for (const auto& [each, texts] : translations) {
      if (lowered(each) == tag) return each;
    }
    for (const auto& [other, ours] : kOthers) {
      if (other == tag && translations.contains(ours)) return std::string(ours);
    }
    return std::nullopt;
  };
  if (auto whole = named(wanted)) return whole;
  const std::size_t dash = wanted.find('-');
  return dash == std::string::npos ? std::nullopt : named(wanted.substr(0, dash));
}

std::optional<std::string> stored_name(const ScriptValue& value) {
  if (value.is(ScriptKind::pattern)) return name_of_pattern(value.text);
  if (value.is(ScriptKind::object)) {
    const ScriptValue* name = value.find("name");
    if (name == nullptr) name = value.find("pattern");
    return name == nullptr ? std::nullopt : stored_name(*name);
  }
  // ["name", "/path", "domain"]
  if (value.is(ScriptKind::list))
    return value.items.empty() ? std::nullopt : stored_name(value.items.front());
  if (!value.is(ScriptKind::text) || value.text.empty()) return std::nullopt;
  const std::string_view text = value.text;
  const std::size_t end = text.rfind('/');
  if (text.starts_with('/') && end > 0) return name_of_pattern(text.substr(1, end - 1));
  if (text.starts_with('^')) return name_of_pattern(text);
  if (text.find_first_of(" ;=,<\t\n") != std::string_view::npos) return std::nullopt;
  const std::size_t star = text.find_first_of("*#");
  return star == std::string_view::npos ? std::string(text)
         : star == 0                    ? std::nullopt
                                        : std::optional(std::string(text.substr(0, star)) + "*");
}

std::string privacy_link(std::string_view markup) {
  constexpr std::array<std::string_view, 6> kAbout{"privacy",      "datenschutz", "policy",
                                                   "confidential", "privac",      "cookie"};
  const std::string low = lowered(markup);
  for (std::size_t at = 0; (at = low.find("href=", at)) != std::string::npos; at += 5) {
    const char quote = at + 5 < low.size() ? low[at + 5] : ' ';
    if (quote != '"' && quote != '\'') continue;
    const std::size_t end = std::min(low.find(quote, at + 6), low.size());
    const std::string_view element =
        std::string_view(low).substr(at, std::min(low.find("</a", end), low.size()) - at);
    const bool about = std::any_of(kAbout.begin(), kAbout.end(), [&](std::string_view word) {
      return element.find(word) != std::string_view::npos;
    });
    const std::string_view address = markup.substr(at + 6, end - at - 6);
    if (about && !address.empty() && !address.starts_with("javascript:"))
      return std::string(address);
  }
  return {};
}

std::string text_member(const ScriptValue& object, std::string_view key) {
  const ScriptValue* value = object.find(key);
  const bool written =
      value != nullptr && (value->is(ScriptKind::text) || value->is(ScriptKind::number));
  return written ? value->text : std::string();
}

bool flag_member(const ScriptValue& object, std::string_view key, bool otherwise) {
  const ScriptValue* value = object.find(key);
  return value != nullptr && value->is(ScriptKind::boolean) ? value->truth : otherwise;
}

const ScriptValue* member_at(const ScriptValue& object, const std::vector<std::string_view>& path) {
  const ScriptValue* value = &object;
  for (const std::string_view key : path) {
    value = value->find(key);
    if (value == nullptr) return nullptr;
  }
  return value;
}

}  // namespace consentry
