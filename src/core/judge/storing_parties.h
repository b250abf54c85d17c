// SPDX-License-Identifier: Apache-2.0
// Which companies stored something without permission: the same company's request then weighs more.
#pragma once

#include <set>
#include <string>

#include "core/judge/site_view.h"

namespace consentry {

// Companies (or registrable domains) that, at this stage of the run, stored something whose purpose
// is known to need consent.
std::set<std::string> storing_parties(const SiteView& site, const RunView& run, Stage stage);

// The companies an item belongs to: whose domain owns it and who wrote it.
std::set<std::string> parties_of(const SiteView& site, const StoredItem& item);

}  // namespace consentry
