// SPDX-License-Identifier: Apache-2.0
// A draft as plain text, as a page, and as an OpenDocument text (ISO/IEC 26300, ODF 1.2) that people
// write on in. Pure functions; the same draft gives the same bytes. Each says the draft's state where
// nobody can miss it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/dossier/draft.h"
#include "core/report/report_language.h"

namespace consentry {

std::string draft_text(const Draft& draft);
// language: the draft's own.
std::string draft_html(const Draft& draft, const ReportLanguage& language);
// Names and bytes of the files of an .odt archive, in the order in which they must lie there: stored,
// the type first (ODF 1.2, part 3, 3.3).
std::vector<std::pair<std::string, std::string>> draft_document(const Draft& draft);

}  // namespace consentry
