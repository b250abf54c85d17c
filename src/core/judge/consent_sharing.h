// SPDX-License-Identifier: Apache-2.0
// Which sites could pass a visitor's consent on to each other, and which two of them to visit in one
// profile, with consent given on the first alone, so that it shows (rule ACC-07). Decided from what
// separate profiles recorded.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/judge/judge.h"

namespace consentry {

// A consent record that many sites share is one case: more visits show the same again.
inline constexpr std::size_t kMaxVisitsPerCarrier = 4;
// Of one repetition, whatever its sites share. A visit costs two page loads, so that these stay few
// beside those of the sites' own runs, of which each site has several.
inline constexpr std::size_t kMaxConsentVisits = 300;

// Sites by their index.
struct ConsentVisit {
  std::size_t given_on = 0;  // where consent is given
  std::size_t taken_to = 0;  // what is opened then, without any act
  friend bool operator==(const ConsentVisit&, const ConsentVisit&) = default;
};

// By which ways consent given on the site could reach another one:
// - a record at a third party that was there before the choice, which the choice brought or changed:
//   a value that is known to hold a choice, by name, by catalogue, or as its owner is a consent manager;
// - the account under which it uses another company's consent manager (a UUID in what it loads).
// Empty when no run is known to have accepted.
std::set<std::string> consent_carriers(const SiteFacts& site, const RuleBook& book);

struct ConsentSharing {
  std::vector<bool> shared;          // sites[i] has a carrier in common with another site
  std::vector<ConsentVisit> visits;  // at most one to each site, and within the limits above
};

// Deterministic: the same sites give the same visits. What few sites share comes first.
ConsentSharing consent_sharing(const std::vector<SiteFacts>& sites, const RuleBook& book);

// A run that makes such a visit; everything in it that follows the choice rests on that.
bool carries_consent(const RunObservation& run);

}  // namespace consentry
