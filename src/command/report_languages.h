// SPDX-License-Identifier: Apache-2.0
// The languages of the HTML reports that are embedded in the program.
#pragma once

#include <string>
#include <vector>

#include "core/report/report_language.h"

namespace consentry {

// "en" first, then the others by name.
std::vector<std::string> report_languages();
// One that report_languages() names; another name or a damaged catalogue is an error.
Result<ReportLanguage> report_language(const std::string& name);

}  // namespace consentry
