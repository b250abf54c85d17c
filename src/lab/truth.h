// SPDX-License-Identifier: Apache-2.0
// What a scan of the lab must and must not find (docs/formats/lab-truth.md), from the facts by one
// table. A rule "finds" when its verdict is risk or above.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lab/facts.h"
#include "lab/hostile.h"
#include "lab/lab_web.h"
#include "lab/stored_truth.h"

namespace consentry::lab {

struct AskedTruth {
  std::vector<std::string> must_find, must_not_find;
};

struct SiteTruth {
  std::vector<std::string> must_find;  // rule ids, ordered
  std::vector<std::string>
      must_not_find;  // rule ids, ordered; a rule in neither list is undefined here
  std::map<std::string, std::vector<std::string>> must_find_in;  // phase -> rule ids
  // Of phases that are measured only where they are asked for; in none of the lists above.
  std::map<std::string, AskedTruth> if_asked;  // phase -> rule ids
  StoredByCategory stored;
};

struct CompanyTruth {
  std::string company;
  std::vector<std::string> identifiers;  // names of its cookies and keys, ordered
  bool listed = false;
  bool follows = false;  // one third-party identifier on two sites and more before any choice
  std::map<std::string, std::vector<std::string>>
      sites;  // phase -> URLs of sites where its tag runs
};

struct Truth {
  std::vector<SiteTruth> sites;         // in the order of the web's sites
  std::vector<CompanyTruth> companies;  // ordered by name
};

Truth truth_of(const LabWeb& web);

// truth.json: the same truth gives the same bytes. It has a member `hostile` when there are such
// sites.
std::string to_json(const LabWeb& web, const Truth& truth, std::uint64_t seed,
                    const std::vector<HostileSite>& hostile = {});

}  // namespace consentry::lab
