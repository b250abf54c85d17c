// SPDX-License-Identifier: Apache-2.0
// The language of an HTML report. English stands in the sources and is the key of every other
// language's text (data/translations/report), so a text that a language lacks is shown in English.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

struct Rule;

// A text and whether it is in the report's language or stayed English.
struct SpokenText {
  std::string_view words;
  bool translated = true;
};

// Immutable after parse; safe to share between threads.
class ReportLanguage {
 public:
  // English.
  ReportLanguage() = default;
  // A catalogue as JSON (docs/formats/report-languages.md). Refuses unknown members, empty texts
  // and texts whose placeholders are not those of the English.
  static Result<ReportLanguage> parse(std::string_view json);

  // Placeholders are {0} to {9}. Refers into this object or to `english`.
  [[nodiscard]] std::string_view text(std::string_view english) const;
  // The text for so many; French counts 0 as one.
  [[nodiscard]] std::string_view text_for(std::int64_t count, std::string_view one,
                                          std::string_view many) const;
  // text_for() with {0} replaced by the number.
  [[nodiscard]] std::string counted(std::int64_t count, std::string_view one,
                                    std::string_view many) const;
  // A rule's own words where this language has none for it.
  [[nodiscard]] SpokenText title_of(const Rule& rule) const;
  [[nodiscard]] SpokenText fix_of(const Rule& rule) const;

  [[nodiscard]] const std::string& code() const { return code_; }  // BCP 47: "en", "nl"
  [[nodiscard]] bool is_english() const { return code_ == "en"; }
  [[nodiscard]] char decimal_mark() const { return decimal_mark_; }
  // Texts by their English.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& texts() const {
    return texts_;
  }
  struct RuleWords {
    std::string title;
    std::string fix;
  };
  [[nodiscard]] const std::map<std::string, RuleWords, std::less<>>& rules() const {
    return rules_;
  }

 private:
  struct Reader;
  std::string code_ = "en";
  char decimal_mark_ = '.';
  bool zero_is_one_ = false;
  std::map<std::string, std::string, std::less<>> texts_;
  std::map<std::string, RuleWords, std::less<>> rules_;
};

// A pattern cut into literal text and the placeholder behind it, from left to right.
struct PatternPiece {
  std::string_view literal;
  int placeholder = -1;  // -1: none, the pattern ends here
};
// Takes the first piece off `pattern`.
PatternPiece next_piece(std::string_view& pattern);

// The pattern with each placeholder replaced by the value of its number.
std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values);

}  // namespace consentry
