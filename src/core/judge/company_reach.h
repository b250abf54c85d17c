// SPDX-License-Identifier: Apache-2.0
// What each company did on each scanned site, counted exactly: the table behind XS-02 and the
// report's companies.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/judge/judge.h"
#include "core/judge/timeline.h"

namespace consentry {

// One company on one site.
struct Presence {
  std::set<std::string> domains;
  Function function = Function::unknown;
  bool before_choice = false;  // stored or sent an identifier at this stage
  bool after_refusal = false;
  bool after_withdrawal = false;
  bool with_identifier = false;  // at any stage, also with consent
  std::set<std::string> identifier_names;
  std::vector<Evidence> without_permission;  // one for each stage that counts against it
  std::map<Stage, Evidence> first_by_stage;  // every stage at which it did, consent or not
};

// Third parties' cookies, by domain and name, that told visitors apart on some site. One profile
// cannot tell an identifier from a constant; what two profiles showed on one site holds for the same
// company's cookie on another, where only one profile met it (as after accepting).
using ProvenIdentifiers = std::set<std::pair<std::string, std::string>>;
ProvenIdentifiers proven_identifiers(const std::vector<SiteFacts>& sites);

// Companies on one site by name; a company without a known owner goes by its registrable domain.
// Only third parties: other registrable domains than the site's.
std::map<std::string, Presence> presences(const SiteFacts& site, const ProvenIdentifiers& proven);

// Folds the presences of all sites. Ordered by sites with an identifier before a choice or after a
// refusal, then by sites, then by name.
std::vector<CompanyReach> fold(const std::vector<SiteFacts>& sites,
                               const std::vector<std::map<std::string, Presence>>& by_site);

}  // namespace consentry
