// SPDX-License-Identifier: Apache-2.0
// Any text is a book of letters or an error, and any sentence can be filled.
#include "core/dossier/letter_book.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace consentry;
  const std::string text(data, data + size);
  const auto book = parse_letters("f", text);
  if (book) (void)parse_letter_words("f", text, *book);
  const std::string filled = filled_sentence(text, {{"site", "s"}});
  return placeholders_of(text).empty() && filled != text && text.find('{') == text.npos ? 1 : 0;
}
