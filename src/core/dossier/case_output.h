// SPDX-License-Identifier: Apache-2.0
// A case and how it stands, for a terminal and for programs. What was not verified says so.
#pragma once

#include <string>
#include <vector>

#include "core/dossier/case_file.h"

namespace consentry {

// objections: case_status.h.
std::string case_text(const CaseFile& file, const CaseStanding& standing,
                      const std::vector<std::string>& objections, Date today);
// The same as JSON, with a line's end.
std::string case_json(const CaseFile& file, const CaseStanding& standing,
                      const std::vector<std::string>& objections, Date today);

}  // namespace consentry
