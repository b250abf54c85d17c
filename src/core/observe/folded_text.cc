// SPDX-License-Identifier: Apache-2.0
#include "core/observe/folded_text.h"

#include <cstdint>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace consentry {
namespace {

// Letters that Unicode does not decompose but people type without their stroke, dot or ligature.
void append_plain(icu::UnicodeString& word, UChar32 letter) {
  switch (letter) {
    case 0x0131:
      word.append(UChar32{'i'});
      break;  // Turkish dotless i
    case 0x0142:
      word.append(UChar32{'l'});
      break;
    case 0x00F8:
      word.append(UChar32{'o'});
      break;
    case 0x0111:
    case 0x00F0:
      word.append(UChar32{'d'});
      break;
    case 0x0127:
      word.append(UChar32{'h'});
      break;  // Maltese
    case 0x00E6:
      word.append(u"ae", 2);
      break;
    case 0x0153:
      word.append(u"oe", 2);
      break;
    default:
      word.append(letter);
  }
}

icu::UnicodeString folded(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status) != 0) return {};
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
  return decompose->normalize(fold->normalize(text, status), status);
}

bool ends_clause(UChar32 sign, UChar32 before, UChar32 after) {
  switch (sign) {
    case ',':
    case '.':
    case ';':
    case ':':
    case '!':
    case '?':
    case '|':
    case '/':
    case '(':
    case ')':
    case 0x2013:
    case 0x2014:
    case 0x2022:
    case 0x00B7:
    case '\n':
      return true;
    case '-':  // "non-essential" is one thought, "no - accept" are two
      return u_isUWhiteSpace(before) != 0 && u_isUWhiteSpace(after) != 0;
    default:
      return false;
  }
}

// Collects code points into words.
class WordBuilder {
 public:
  void letter(UChar32 code) { append_plain(word_, code); }
  [[nodiscard]] bool in_word() const { return !word_.isEmpty(); }
  void separate(bool breaks) {
    flush();
    broken_ = broken_ || breaks;
  }
  std::vector<FoldedWord> finish() {
    flush();
    return std::move(words_);
  }

 private:
  void flush() {
    if (word_.isEmpty()) return;
    FoldedWord word;
    word_.toUTF8String(word.text);
    word.after_break = broken_ && !words_.empty();
    words_.push_back(std::move(word));
    word_.remove();
    broken_ = false;
  }

  icu::UnicodeString word_;
  bool broken_ = false;
  std::vector<FoldedWord> words_;
};

}  // namespace

std::vector<FoldedWord> fold_words(std::string_view utf8, bool wildcard) {
  const icu::UnicodeString text = folded(utf8.substr(0, kMaxFoldedBytes));
  WordBuilder builder;
  UChar32 before = ' ';
  for (std::int32_t at = 0; at < text.length();) {
    const UChar32 code = text.char32At(at);
    at = text.moveIndex32(at, 1);
    const UChar32 after = at < text.length() ? text.char32At(at) : ' ';
    const auto type = u_charType(code);
    if (u_isalnum(code) != 0 || type == U_COMBINING_SPACING_MARK ||
        (wildcard && code == '*' && builder.in_word())) {
      builder.letter(code);
    } else if (type != U_NON_SPACING_MARK && type != U_FORMAT_CHAR) {
      builder.separate(ends_clause(code, before, after));
    }
    before = code;
  }
  return builder.finish();
}

}  // namespace consentry
