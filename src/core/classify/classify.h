// SPDX-License-Identifier: Apache-2.0
// Classification as one pure step: observation + reference data -> facts about parties and items.
#pragma once

#include "core/classify/classification.h"

namespace consentry {

class CompanyCatalogue;
class CookieCatalogue;
class RequestMatcher;

// All that classification looks things up in. Plain references; the owner (command) outlives the
// call. Immutable, shared between threads.
struct ReferenceData {
  const CompanyCatalogue&
      companies;                   // hosts -> company, function (third-party-web, data/companies)
  const CookieCatalogue& cookies;  // names -> purpose, vendor (data/cookies)
  const RequestMatcher& trackers;  // filter lists and data/trackers; may hold no list at all
};

Classification classify(const SiteObservation& site, const ReferenceData& data);

}  // namespace consentry
