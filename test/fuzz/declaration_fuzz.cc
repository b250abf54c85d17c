// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "core/judge/declared_date.h"
#include "core/judge/declared_items.h"
#include "core/judge/rule_book.h"

// First half: a file of rules with words for declarations; second half: a page to read with them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto cut = std::min(text.find('\0'), text.size());
  const auto book = consentry::RuleBook::parse({{"fuzz.toml", text.substr(0, cut)}});
  const auto page = consentry::read_document_page(text.substr(std::min(cut + 1, size)));
  if (!book || !page) return 0;
  (void)consentry::declared_items(*page, book->declaration_words());
  (void)consentry::last_updated(*page, book->declaration_words());
  return 0;
}
