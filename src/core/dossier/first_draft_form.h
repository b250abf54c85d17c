// SPDX-License-Identifier: Apache-2.0
// How letters told facts before findings named their subjects: names were taken out of the English
// summary, and a record was named without the bundle that holds it. Kept so that a letter that was
// signed off in those words can be written again and its digest checked. Nothing new is written so.
#pragma once

#include <string>
#include <vector>

#include "core/dossier/draft_facts.h"
#include "core/report/report_language.h"

namespace consentry {

struct FirstFormNames {
  std::vector<std::string> names;
  std::int64_t more = 0;  // that are not in `names`
};

FirstFormNames first_form_names(const Finding& finding);

// What was recorded, in the words of that form.
std::string first_form_words(const DraftFact& fact, const ReportLanguage& language);

}  // namespace consentry
