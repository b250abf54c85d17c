// SPDX-License-Identifier: Apache-2.0
// Where a fact of a company file can be looked up: in the scan's folder and in its evidence bundle.
#pragma once

#include <cstdint>
#include <string>

#include "core/judge/company_profile.h"

namespace consentry {

struct CompanyPlace {
  std::string record;      // below the scan's folder
  std::uint64_t line = 0;  // from 0, as each line of a record begins: {"n":44,…
  std::string sha256;      // of the record; empty when it is not known
  std::string entry;       // of the bundle that holds the very record; empty: none does
};

// A line of a run of the site.
CompanyPlace place_of(const CompanyScan& scan, const CompanyOnSite& site, const EventRef& at);
// A line of a run that visited several sites.
CompanyPlace place_across(const CompanyScan& scan, const EventRef& at);

}  // namespace consentry
