// SPDX-License-Identifier: Apache-2.0
// A company file as JSON (`consentry-company/1`, docs/formats/company.md), as a table of comma-separated
// values, and as lines for a terminal. Pure functions; the same profile gives the same bytes.
#pragma once

#include <string>

#include "core/judge/company_profile.h"

namespace consentry {

// How many sites of a scan show the company, and how many of them an identifier at each stage.
struct ReachCount {
  int sites = 0;
  std::map<Stage, int> identifier;
  int any_identifier = 0;
};
ReachCount reach_of(const CompanyScan& scan);

std::string company_json(const CompanyProfile& profile);
// A row for each scan, site and phase: the appendix.
std::string company_csv(const CompanyProfile& profile);
std::string company_text(const CompanyProfile& profile);

// "before a choice" "after refusing" "after accepting" "after withdrawing" "under GPC".
std::string_view label_of(Stage stage);
// First 16 digits of the SHA-256 of a value: what is shown of an identifier.
std::string value_digest(std::string_view value);

}  // namespace consentry
