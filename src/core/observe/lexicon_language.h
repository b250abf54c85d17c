// SPDX-License-Identifier: Apache-2.0
// One language of the lexicon (docs/formats/lexicon.md): which kinds of word it knows, and the
// labels that mean something only as a whole.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/error.h"
#include "core/observe/folded_text.h"
#include "core/observe/observation.h"

namespace consentry {

// What a word does in a label. The names are those of the file's [words] table.
enum class WordKind {
  unknown,         // not in the language's file
  filler,          // carries no meaning of its own: "the", "please", "I"
  accept,          // "accept", "agree", "allow"
  refuse,          // "reject", "decline"
  negation,        // "not", "without", "no": turns what follows
  negation_after,  // turns what stands on either side: German "akzeptiere nicht"
  only,
  necessary,  // "essential", "required"
  optional,   // "optional", "additional": what needs consent, as a whole
  category,   // "statistics", "marketing": a part of it
  all,
  some,    // "some": no complete choice
  choice,  // "selection", "choices"
  settings,
  save,
  close,
  proceed,  // "continue"
  pay,
  withdraw,
  policy,
  consent,  // the noun: "consent", "permission"
  cookie,
};

struct SensedWord {
  WordKind kind = WordKind::unknown;
  bool after_break = false;
  std::size_t length = 1;  // in words of the text
};

// Immutable after parse; safe to share between threads.
class LexiconLanguage {
 public:
  // One data/lexicon/*.toml. invalid_input names the line or the unknown word kind.
  static Result<LexiconLanguage> parse(std::string_view toml);

  [[nodiscard]] const std::string& language() const { return language_; }
  // The kinds of a label's words; an entry of several words is one item. Longest entry first.
  [[nodiscard]] std::vector<SensedWord> sense(const std::vector<FoldedWord>& words) const;
  // The intent listed for exactly this label, if any. `joined`: its folded words with single
  // blanks.
  [[nodiscard]] const Intent* whole_label(const std::string& joined) const;

  // Patterns of the [text] table, folded: words that speak of consent, that only do so in such
  // company, and that speak of another kind of dialog.
  [[nodiscard]] const std::vector<std::string>& consent_terms() const { return consent_; }
  [[nodiscard]] const std::vector<std::string>& context_terms() const { return context_; }
  [[nodiscard]] const std::vector<std::string>& other_terms() const { return other_; }

 private:
  struct Entry {
    std::vector<std::string> words;  // each may end in '*': any ending
    WordKind kind = WordKind::unknown;
  };
  [[nodiscard]] const Entry* longest_at(const std::vector<FoldedWord>& words, std::size_t at) const;
  friend struct LexiconFile;

  std::string language_;
  std::unordered_map<std::string, std::vector<Entry>> entries_;  // by index_key of the first word
  std::unordered_map<std::string, Intent> labels_;
  std::vector<std::string> consent_, context_, other_;
};

// True when `word` is `pattern`, or begins with what stands before the pattern's final '*'.
bool matches_pattern(std::string_view pattern, std::string_view word);
// Patterns and the words they match share this key (their first bytes), for an index.
std::string index_key(std::string_view word_or_pattern);
// Folded words with single blanks between.
std::string joined(const std::vector<FoldedWord>& words);

}  // namespace consentry
