// SPDX-License-Identifier: Apache-2.0
// Text as a reader of labels compares it: the words of a text, case-folded and without accents, so
// that "ΑΠΟΔΟΧΉ ΌΛΩΝ", "Αποδοχή όλων" and "αποδοχη ολων" are one. Shared by the lexicon's files and
// by what is looked up in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace consentry {

struct FoldedWord {
  std::string text;          // NFKC case fold (Unicode UAX #15, #44), non-spacing marks dropped
  bool after_break = false;  // punctuation that ends a clause stands before it: "No, thanks"
};

// The words of UTF-8 text in order. Anything that is neither letter nor digit separates; bytes that
// are no UTF-8 separate too. Texts are cut at kMaxFoldedBytes. A `wildcard` '*' directly after a
// word stays part of it, for patterns only.
inline constexpr std::size_t kMaxFoldedBytes =
    std::size_t{64} * 1024;  // no banner's text is longer
std::vector<FoldedWord> fold_words(std::string_view utf8, bool wildcard = false);

}  // namespace consentry
