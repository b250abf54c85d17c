// SPDX-License-Identifier: Apache-2.0
// What one company did, read from the folders of scans: captures are observed and classified again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/knowledge.h"
#include "core/judge/company_profile.h"

namespace consentry {

// `name` is a company, or a domain of one, in any case of letters. not_found when no site of any scan
// shows it: the text names the nearest that were seen.
Result<CompanyProfile> read_company(const std::string& name,
                                    const std::vector<std::filesystem::path>& folders,
                                    const Knowledge& knowledge);

}  // namespace consentry
