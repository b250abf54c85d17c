// SPDX-License-Identifier: Apache-2.0
// What a page declares to be stored: the rows of its tables, and its lists of labels and values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/judge/declaration_words.h"
#include "core/judge/declared_name.h"
#include "core/observe/document_page.h"

namespace consentry {

// A field that is absent is one that the declaration has no place for; one that is empty has a place
// that was left blank.
struct DeclaredItem {
  std::vector<NamePattern> patterns;  // never empty
  std::string name;                   // as written
  std::optional<std::string> provider;
  std::optional<std::string> purpose;
  std::optional<std::string> expiry;
  std::optional<std::string> kind;
  std::string heading;  // the nearest heading above; may be empty
};

// Only what is understood beyond doubt: a table counts when its first row heads a column of names
// and one of what else is told; labels count when a name is followed by another labelled value.
std::vector<DeclaredItem> declared_items(const DocumentPage& page,
                                         const std::vector<DeclarationWords>& words);

// Nothing, or a sign that stands for nothing ("-", "n/a").
bool says_nothing(std::string_view cell);

}  // namespace consentry
