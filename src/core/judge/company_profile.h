// SPDX-License-Identifier: Apache-2.0
// Everything that one company did on scanned sites: where, in which phase, with which identifiers,
// what it was told and with whom it exchanged. Counts are exact; every fact names its line of the record.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/judge/company_reach.h"
#include "core/judge/following.h"
#include "core/judge/sealed_records.h"

namespace consentry {

// A cookie or stored key of the company on one site. Values are told by digest only.
struct ProfileItem {
  ItemKey key;
  Purpose purpose = Purpose::unknown;
  bool identifies = false;  // tells the visitor apart, and no purpose excuses it
  std::optional<double> lifetime_s;
  std::set<Stage> stored;                            // stages at which it was written or first seen
  std::map<std::string, std::string> value_digests;  // run -> first 16 digits of SHA-256
  EventRef first;                                    // where it is seen first
};

// What went along with requests to the company.
struct DataSent {
  std::string what;  // "address of the page" "title of the page" "product" …
  std::string how;   // what shows it: "it stands in the request", "parameter dt"
  std::set<Stage> stages;
  Evidence first;
};

// An identifier that went from one company to another.
struct Exchange {
  std::string other;  // empty: the site itself
  bool told = false;  // by the company to the other; else the other way
  std::string name;   // of the item
  std::set<Stage> stages;
  Evidence first;
};

struct CompanyOnSite {
  std::string url;
  std::string folder;  // of the site, below the scan's folder
  std::set<std::string> domains;
  Function function = Function::unknown;
  std::map<Stage, int> requests;         // the most in one run
  std::map<Stage, EventRef> requested;   // the first of them in that run
  std::map<Stage, Evidence> identifier;  // stored or sent an identifier: the first that shows it
  std::vector<ProfileItem> items;
  std::vector<DataSent> data;
  std::vector<Exchange> exchanges;
  std::map<std::string, std::string> logs;  // run -> SHA-256 of its record
};

// One scan, by its date.
struct CompanyScan {
  std::string folder;             // as given
  std::string started;            // RFC 3339
  SealedRecords sealed;           // what its evidence bundle holds
  int sites = 0;                  // asked for
  std::map<Phase, int> measured;  // sites on which the phase was measured
  std::vector<CompanyOnSite> present;
  std::vector<FollowedVisitor> followed;          // the same identifier on several sites
  bool followed_measured = false;                 // some profile visited several sites
  std::map<std::string, std::string> cross_logs;  // run -> SHA-256 of its record
};

struct CompanyProfile {
  std::string company;
  std::vector<CompanyScan> scans;  // by date
};

// Stages that a profile speaks of, in the order of a visit: those of a scan that names no phases.
inline constexpr Stage kProfileStages[] = {Stage::before, Stage::after_refusal,
                                           Stage::after_acceptance, Stage::after_withdrawal,
                                           Stage::gpc};
Phase phase_of(Stage stage);  // before for Stage::other

// What the company that goes by `company` did on the site; `presence` is its own.
CompanyOnSite company_on_site(const SiteFacts& site, const std::string& company,
                              const Presence& presence);

}  // namespace consentry
