// SPDX-License-Identifier: Apache-2.0
// The day on which a page says that it was last changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/judge/declaration_words.h"
#include "core/observe/document_page.h"

namespace consentry {

struct DeclaredDate {
  int days = 0;      // since 1970-01-01
  std::string text;  // as the page has it, folded: "last updated 12 march 2026"
};

// The latest that follows words for it in one line. Where day and month could be either, or the day
// is not told, the later reading counts.
std::optional<DeclaredDate> last_updated(const DocumentPage& page,
                                         const std::vector<DeclarationWords>& words);

}  // namespace consentry
