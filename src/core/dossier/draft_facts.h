// SPDX-License-Identifier: Apache-2.0
// The facts of a scan that a letter may state: only what counts as a breach or a likely one, and only
// with the record it rests on. What has no record is not written (the sentence falls with its
// artefact).
#pragma once

#include <string>
#include <vector>

#include "core/dossier/fix_guide.h"
#include "core/judge/sealed_records.h"

namespace consentry {

// Names that are the same in every language, the first few.
struct NameList {
  std::vector<std::string> names;
  std::int64_t more = 0;  // that are not in `names`
};

struct DraftFact {
  std::string site;                  // as a reader names it: "shop.example"
  const Rule* rule = nullptr;        // never null; refers into the report
  const Finding* finding = nullptr;  // never null; refers into the report
  Phase phase = Phase::before;
  Verdict verdict = Verdict::breach;
  std::string summary;                      // English: what was recorded
  std::int64_t observed = 0;                // observations behind it
  NameList items;                           // cookies and stored keys that it is about
  NameList parties;                         // companies, and hosts of unknown ones
  std::vector<const FixManager*> managers;  // of the site; none: none known, or no guide given
  std::string repeated;  // "2 of 3" where not every repetition showed it; else empty
  std::string started;   // RFC 3339: of the visit
  std::string path;      // of the record, below the scan's folder
  std::uint64_t line = 0;
  std::string sha256;  // of the record
  std::string entry;   // of the evidence bundle that holds these very bytes; empty: none does
};

struct DraftFacts {
  std::vector<DraftFact> facts;    // by site, then by weight
  std::vector<std::string> sites;  // with a fact, in the scan's order
  std::string scanned;             // RFC 3339: when the scan began
  std::string bundle;              // SHA-256 of the manifest of its bundle; empty: none
  std::string bundle_mark;         // how facts name it; empty: none
  Profile profile;                 // under which the scan was judged
  int unsupported = 0;             // findings left out since no record shows them
};

// guide: null leaves managers out. sealed: what the scan's bundle holds. Report and guide must outlive
// the answer.
DraftFacts draft_facts(const ScanReport& report, const FixGuide* guide = nullptr,
                       const SealedRecords& sealed = {});

// Of them, those that concern storing and reading on the device (layer "eprivacy").
std::vector<DraftFact> device_facts(const DraftFacts& facts);

}  // namespace consentry
