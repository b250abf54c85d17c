// SPDX-License-Identifier: Apache-2.0
#include "core/observe/lexicon_language.h"

#include <algorithm>
#include <array>
#include <optional>
#include <toml++/toml.h>
#include <utility>

namespace consentry {
namespace {

// Two bytes: every pattern must have at least that much before its '*', which parse() checks.
constexpr std::size_t kIndexBytes = 2;
constexpr std::size_t kMaxFileBytes =
    std::size_t{256} * 1024;  // the largest language needs a tenth of it

constexpr std::array<std::pair<std::string_view, WordKind>, 21> kWordKinds{
    {{"filler", WordKind::filler},
     {"accept", WordKind::accept},
     {"refuse", WordKind::refuse},
     {"negation", WordKind::negation},
     {"negation_after", WordKind::negation_after},
     {"only", WordKind::only},
     {"necessary", WordKind::necessary},
     {"optional", WordKind::optional},
     {"category", WordKind::category},
     {"all", WordKind::all},
     {"some", WordKind::some},
     {"choice", WordKind::choice},
     {"settings", WordKind::settings},
     {"save", WordKind::save},
     {"close", WordKind::close},
     {"proceed", WordKind::proceed},
     {"pay", WordKind::pay},
     {"withdraw", WordKind::withdraw},
     {"policy", WordKind::policy},
     {"consent", WordKind::consent},
     {"cookie", WordKind::cookie}}};

constexpr std::array<std::pair<std::string_view, Intent>, 9> kLabelIntents{
    {{"accept_all", Intent::accept_all},
     {"refuse_all", Intent::refuse_all},
     {"settings", Intent::settings},
     {"save", Intent::save},
     {"close", Intent::close},
     {"withdraw", Intent::withdraw},
     {"subscribe", Intent::subscribe},
     {"policy", Intent::policy},
     {"unknown", Intent::unknown}}};

template <typename Table>
auto value_named(const Table& table, std::string_view name)
    -> std::optional<typename Table::value_type::second_type> {
  for (const auto& [known, value] : table) {
    if (known == name) return value;
  }
  return std::nullopt;
}

Error at_line(const toml::node& node, const std::string& what) {
  return invalid_input("line " + std::to_string(node.source().begin.line) + ": " + what);
}

// The strings of a list, each folded to words.
Result<std::vector<std::vector<FoldedWord>>> folded_list(const toml::node& node, bool patterns) {
  const toml::array* list = node.as_array();
  if (list == nullptr) return at_line(node, "expected a list of texts");
  std::vector<std::vector<FoldedWord>> result;
  for (const toml::node& item : *list) {
    const auto text = item.value<std::string>();
    auto words = fold_words(text.value_or(""), patterns);
    if (words.empty()) return at_line(item, "expected a text with a word in it");
    for (const FoldedWord& word : words) {
      const std::size_t star = word.text.find('*');
      const bool good =
          star == std::string::npos || (star + 1 == word.text.size() && star >= kIndexBytes);
      if (!good) return at_line(item, "'*' needs two letters before it and nothing after");
    }
    result.push_back(std::move(words));
  }
  return result;
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view word) {
  if (pattern.ends_with('*')) return word.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == word;
}

std::string index_key(std::string_view word_or_pattern) {
  return std::string(word_or_pattern.substr(0, kIndexBytes));
}

std::string joined(const std::vector<FoldedWord>& words) {
  std::string text;
  for (const FoldedWord& word : words) {
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  return text;
}

// Reads the tables of one file into a language.
struct LexiconFile {
  LexiconLanguage language;

  Status words(const toml::table& table) {
    for (const auto& [name, node] : table) {
      const auto kind = value_named(kWordKinds, name.str());
      if (!kind) return at_line(node, "no such kind of word: " + std::string(name.str()));
      auto list = folded_list(node, true);
      if (!list) return list.error();
      for (const auto& entry : *list) add(entry, *kind);
    }
    return {};
  }

  void add(const std::vector<FoldedWord>& words, WordKind kind) {
    LexiconLanguage::Entry entry{{}, kind};
    for (const FoldedWord& word : words) entry.words.push_back(word.text);
    auto& bucket = language.entries_[index_key(entry.words.front())];
    bucket.push_back(std::move(entry));
  }

  Status labels(const toml::table& table) {
    for (const auto& [name, node] : table) {
      const auto intent = value_named(kLabelIntents, name.str());
      if (!intent) return at_line(node, "no such intent: " + std::string(name.str()));
      auto list = folded_list(node, false);
      if (!list) return list.error();
      for (const auto& label : *list) {
        const auto [known, fresh] = language.labels_.emplace(joined(label), *intent);
        if (!fresh && known->second != *intent) {
          return at_line(node, "label stands under two intents: " + known->first);
        }
      }
    }
    return {};
  }

  Status text(const toml::table& table) {
    for (const auto& [name, node] : table) {
      std::vector<std::string>* terms = name.str() == "consent"   ? &language.consent_
                                        : name.str() == "context" ? &language.context_
                                        : name.str() == "other"   ? &language.other_
                                                                  : nullptr;
      if (terms == nullptr) return at_line(node, "no such text list: " + std::string(name.str()));
      auto list = folded_list(node, true);
      if (!list) return list.error();
      for (const auto& term : *list) terms->push_back(joined(term));
    }
    return {};
  }

  Status tables(const toml::table& file) {
    language.language_ = file["language"].value_or<std::string>("");
    if (language.language_.empty()) return invalid_input("line 1: no language named");
    if (const toml::table* table = file["words"].as_table()) {
      if (auto status = words(*table); !status) return status;
    }
    if (const toml::table* table = file["labels"].as_table()) {
      if (auto status = labels(*table); !status) return status;
    }
    if (const toml::table* table = file["text"].as_table()) return text(*table);
    return {};
  }
};

Result<LexiconLanguage> LexiconLanguage::parse(std::string_view toml) {
  if (toml.size() > kMaxFileBytes) return invalid_input("lexicon file is larger than 256 KiB");
  try {
    const toml::table file = toml::parse(toml);
    LexiconFile reader;
    if (auto status = reader.tables(file); !status)
      return status.error().in("lexicon " + reader.language.language_);
    return std::move(reader.language);
  } catch (const toml::parse_error& error) {
    return invalid_input("lexicon: line " + std::to_string(error.source().begin.line) + ": " +
                         std::string(error.description()));
  }
}

const LexiconLanguage::Entry* LexiconLanguage::longest_at(const std::vector<FoldedWord>& words,
                                                          std::size_t at) const {
  const auto bucket = entries_.find(index_key(words[at].text));
  if (bucket == entries_.end()) return nullptr;
  const Entry* best = nullptr;
  const auto preferred =
      [&best](const Entry& entry) {  // more words, then the more exact first word
        return best == nullptr || std::pair(entry.words.size(), entry.words.front().size()) >
                                      std::pair(best->words.size(), best->words.front().size());
      };
  for (const Entry& entry : bucket->second) {
    if (entry.words.size() > words.size() - at || !preferred(entry)) continue;
    const bool all = std::equal(entry.words.begin(), entry.words.end(),
                                words.begin() + static_cast<std::ptrdiff_t>(at),
                                [](const std::string& pattern, const FoldedWord& word) {
                                  return matches_pattern(pattern, word.text);
                                });
    if (all) best = &entry;
  }
  return best;
}

std::vector<SensedWord> LexiconLanguage::sense(const std::vector<FoldedWord>& words) const {
  std::vector<SensedWord> sensed;
  for (std::size_t at = 0; at < words.size();) {
    const Entry* entry = longest_at(words, at);
    const std::size_t length = entry == nullptr ? 1 : entry->words.size();
    sensed.push_back(
        {entry == nullptr ? WordKind::unknown : entry->kind, words[at].after_break, length});
    at += length;
  }
  return sensed;
}

const Intent* LexiconLanguage::whole_label(const std::string& joined) const {
  const auto found = labels_.find(joined);
  return found == labels_.end() ? nullptr : &found->second;
}

}  // namespace consentry
