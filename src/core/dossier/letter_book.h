// SPDX-License-Identifier: Apache-2.0
// The letters that can be drafted, as data: data/drafts/letters.toml holds what each says in which
// order and on which legal basis, data/drafts/<language>.toml the sentences.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace consentry {

// Six letters take 6 KiB, a language's sentences 10.
inline constexpr std::size_t kMaxLetterFileBytes = std::size_t{256} << 10U;

struct DraftBasis {
  std::string id;
  std::string text;  // "GDPR, Article 78(2) and (3)"
  char mark = 'M';   // C primary text read, S secondary source, M not verified
};

struct LetterPart {
  std::string as;      // "paragraph" "subject" "heading" "bullet"; empty for an insert
  std::string text;    // id of the sentence; empty for an insert
  std::string insert;  // what is written from case and facts: "facts" "fixes" "rules" …
  std::vector<const DraftBasis*> basis;  // never null; refer into the book
  bool only_with_rescan = false;         // left out where the sender names no place for it
};

struct Letter {
  std::string kind;  // "warning"
  std::string about;
  bool to_authority = false;  // else to a respondent
  bool from_claimant = false;
  // What cannot be missing: "facts" "device-facts" "represented" "relief" "statutes" "respondents"
  // "complaint-lodged".
  std::vector<std::string> needs;
  int days = 0;           // term that the letter sets unless told otherwise; 0: none
  int at_least_days = 0;  // the shortest that it may set
  std::vector<LetterPart> parts;
};

// Immutable. Moves, and parts go on referring into it; a copy's would not.
struct LetterBook {
  LetterBook() = default;
  LetterBook(LetterBook&&) = default;
  LetterBook& operator=(LetterBook&&) = default;

  std::vector<DraftBasis> bases;
  std::vector<Letter> letters;
  [[nodiscard]] const Letter* find(std::string_view kind) const;
};

// invalid_input names letter and key, among them parts and needs that nothing can write.
Result<LetterBook> parse_letters(const std::string& file, std::string_view text);

// The sentences of one language. Placeholders are names in braces: {deadline}.
struct LetterWords {
  std::string language;                                // "en"
  std::map<std::string, std::string, std::less<>> of;  // by id, words and texts together
  // Empty when there is no such id: parse_letter_words refuses files that lack one of the book's.
  [[nodiscard]] const std::string& at(std::string_view id) const;
};

// invalid_input names what is missing, unknown, or holds a placeholder that nothing fills.
Result<LetterWords> parse_letter_words(const std::string& file, std::string_view text,
                                       const LetterBook& book);

using Filling = std::vector<std::pair<std::string_view, std::string>>;
// The sentence with its placeholders replaced; one that `values` lacks becomes nothing.
std::string filled_sentence(std::string_view sentence, const Filling& values);
// Names of the placeholders of a sentence.
std::vector<std::string> placeholders_of(std::string_view sentence);

}  // namespace consentry
