// SPDX-License-Identifier: Apache-2.0
#include "core/report/report_language.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>
#include <vector>

#include "core/judge/rule_book.h"

namespace consentry {
namespace {

namespace json = boost::json;

std::vector<int> placeholders_of(std::string_view pattern) {
  std::vector<int> all;
  while (true) {
    const PatternPiece piece = next_piece(pattern);
    if (piece.placeholder < 0) break;
    all.push_back(piece.placeholder);
  }
  std::ranges::sort(all);
  return all;
}

// A string that is not empty; anything else is an error that names the key.
Result<std::string> text_in(std::string_view key, const json::value& value) {
  const json::string* text = value.if_string();
  if (text == nullptr || text->empty()) {
    return invalid_input("'" + std::string(key) + "' needs a text");
  }
  return std::string(*text);
}

Status read_texts(const json::value& value,
                  std::map<std::string, std::string, std::less<>>& texts) {
  const json::object* members = value.if_object();
  if (members == nullptr) return invalid_input("'texts' is no object");
  for (const auto& [english, translated] : *members) {
    auto text = text_in(english, translated);
    if (!text) return text.error();
    if (placeholders_of(english) != placeholders_of(*text)) {
      return invalid_input("'" + std::string(english) + "' has other placeholders than its text");
    }
    texts.emplace(english, *std::move(text));
  }
  return {};
}

Result<ReportLanguage::RuleWords> rule_in(std::string_view id, const json::value& value) {
  const json::object* members = value.if_object();
  const json::value* title = members == nullptr ? nullptr : members->if_contains("title");
  const json::value* fix = members == nullptr ? nullptr : members->if_contains("fix");
  if (title == nullptr || fix == nullptr || members->size() != 2) {
    return invalid_input("rule '" + std::string(id) + "' needs a title and a fix, nothing else");
  }
  auto title_text = text_in(id, *title);
  if (!title_text) return title_text.error();
  auto fix_text = text_in(id, *fix);
  if (!fix_text) return fix_text.error();
  return ReportLanguage::RuleWords{*std::move(title_text), *std::move(fix_text)};
}

Status read_rules(const json::value& value,
                  std::map<std::string, ReportLanguage::RuleWords, std::less<>>& rules) {
  const json::object* members = value.if_object();
  if (members == nullptr) return invalid_input("'rules' is no object");
  for (const auto& [id, words] : *members) {
    auto rule = rule_in(id, words);
    if (!rule) return rule.error();
    rules.emplace(id, *std::move(rule));
  }
  return {};
}

}  // namespace

PatternPiece next_piece(std::string_view& pattern) {
  std::size_t open = pattern.find('{');
  while (open != std::string_view::npos) {
    const bool placeholder = open + 2 < pattern.size() && pattern[open + 1] >= '0' &&
                             pattern[open + 1] <= '9' && pattern[open + 2] == '}';
    if (placeholder) {
      const PatternPiece piece{pattern.substr(0, open), pattern[open + 1] - '0'};
      pattern.remove_prefix(open + 3);
      return piece;
    }
    open = pattern.find('{', open + 1);
  }
  return {std::exchange(pattern, {}), -1};
}

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
  std::string words;
  while (true) {
    const PatternPiece piece = next_piece(pattern);
    words += piece.literal;
    if (piece.placeholder < 0) return words;
    const auto index = static_cast<std::size_t>(piece.placeholder);
    if (index < values.size()) words += values.begin()[index];
  }
}

struct ReportLanguage::Reader {
  static Status take(ReportLanguage& language, std::string_view name, const json::value& value) {
    if (name == "texts") return read_texts(value, language.texts_);
    if (name == "rules") return read_rules(value, language.rules_);
    if (name == "zero_is_one" && value.is_bool()) {
      language.zero_is_one_ = value.get_bool();
      return {};
    }
    if (name != "language" && name != "decimal_mark") {
      return invalid_input("a catalogue of report texts has no '" + std::string(name) + "'");
    }
    auto word = text_in(name, value);
    if (!word) return word.error();
    if (name == "decimal_mark") language.decimal_mark_ = word->front();
    if (name == "language") language.code_ = *std::move(word);
    return {};
  }
};

Result<ReportLanguage> ReportLanguage::parse(std::string_view text) {
  boost::system::error_code code;
  const json::value root = json::parse(text, code);
  const json::object* members = code ? nullptr : root.if_object();
  if (members == nullptr) return invalid_input("a catalogue of report texts is one JSON object");
  ReportLanguage language;
  language.code_.clear();
  for (const auto& [name, value] : *members) {
    if (auto status = Reader::take(language, name, value); !status) return status.error();
  }
  if (language.code_.empty()) return invalid_input("'language' is missing");
  return language;
}

std::string_view ReportLanguage::text(std::string_view english) const {
  const auto found = texts_.find(english);
  return found == texts_.end() ? english : std::string_view(found->second);
}

std::string_view ReportLanguage::text_for(std::int64_t count, std::string_view one,
                                          std::string_view many) const {
  return text(count == 1 || (count == 0 && zero_is_one_) ? one : many);
}

std::string ReportLanguage::counted(std::int64_t count, std::string_view one,
                                    std::string_view many) const {
  return filled(text_for(count, one, many), {std::to_string(count)});
}

SpokenText ReportLanguage::title_of(const Rule& rule) const {
  const auto found = rules_.find(rule.id);
  if (found == rules_.end()) return {rule.title, is_english()};
  return {found->second.title, true};
}

SpokenText ReportLanguage::fix_of(const Rule& rule) const {
  const auto found = rules_.find(rule.id);
  if (found == rules_.end()) return {rule.fix, is_english()};
  return {found->second.fix, true};
}

}  // namespace consentry
