// SPDX-License-Identifier: Apache-2.0
// The declarations of the lab's sites beside what its truth says that they store.
#pragma once

#include <map>
#include <set>
#include <string>

namespace consentry::e2e {

// "cookie _ga" by category.
using Declared = std::map<std::string, std::set<std::string>>;

// Of each site of truth.json by its address.
std::map<std::string, Declared> stored_by_truth(const std::string& truth_file);

// The declaration that `consentry site declaration` makes of a site from this report. Its owner
// declares what no registry or catalogue can know: the site's own names and fictional companies.
// What real consent managers of the lab keep for themselves, and our tag's own cookie, is left out.
Declared declared_from(const std::string& report_file, const std::string& url);

}  // namespace consentry::e2e
