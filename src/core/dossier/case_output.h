// SPDX-License-Identifier: Apache-2.0
// A case and how it stands, for a terminal and for programs. What was not verified says so.
#pragma once

#include <string>

#include "core/dossier/case_file.h"

namespace consentry {

std::string case_text(const CaseFile& file, const CaseStanding& standing, Date today);
// The same as JSON, with a line's end.
std::string case_json(const CaseFile& file, const CaseStanding& standing, Date today);

}  // namespace consentry
