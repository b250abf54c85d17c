// SPDX-License-Identifier: Apache-2.0
// Everything a report shows, gathered by the command that scanned or judged. The writers in this
// room (json, html, table) are pure functions of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/judge/budget_check.h"
#include "core/judge/judge.h"

namespace consentry {

// A list or catalogue that classification used, or would have used.
struct ListUsed {
  std::string name;     // "easyprivacy"
  std::string version;  // as the list states it; else empty
  std::string sha256;   // empty when absent
  int rules = 0;
  bool present = false;
  std::string licence;
  std::string absence;  // what its absence means for this report; empty when present
};

struct ScanSettings {
  std::string program;  // "consentry 0.1.0"
  std::string command_line;
  std::string started;   // RFC 3339
  std::string finished;  // RFC 3339
  std::string browser;   // product and build, "HeadlessChrome/156… (headless-shell)"
  bool third_party_cookies_allowed = true;
  bool sandbox = true;
  std::string viewport;
  std::string language;
  std::string connect_to;   // empty: real addresses
  std::string extra_ca;     // SHA-256 of the authorities trusted beside the system's; empty: none
  std::string dns_answers;  // SHA-256 of what stood in for the DNS; empty: nothing did
  int pages = 1;            // pages of a site visited before choosing, the first counted
  int timeout_s = 30;       // that a page may take to answer
  int repeat = 1;           // times that each site was measured
  int site_mib = 0;         // what captures of a site may take on the disk, each time; 0: not told
  std::vector<Phase> phases;
  std::string profile;
};

// measured: every planned phase; partial: some; not_measured: none, see reason.
enum class SiteStatus { measured, partial, not_measured };
std::string_view name_of(SiteStatus status);  // "measured" "partial" "not-measured"

// One of several measurements of a site. Its runs stand together in the site's observation, in the
// order of the repetitions.
struct Repetition {
  std::string folder;  // relative to the output folder
  SiteStatus status = SiteStatus::not_measured;
  std::string reason;
  Verdict verdict = Verdict::not_measured;
  std::size_t runs = 0;
};

// A run that broke off for what may have been the doing of sites visited beside it
// (core/observe/broken_run.h), and was made once more, alone, when all sites had been visited.
struct SecondVisit {
  std::string run;     // "accept"
  std::string first;   // why the first broke off: "accept: the page stopped answering …"
  std::string second;  // why the second did, or was not made; empty: it is complete
  bool used = false;   // the second stands in the first one's place, as it is more complete
};

struct SiteReport {
  SiteFacts facts;
  SiteJudgement judgement;
  SiteStatus status = SiteStatus::not_measured;
  std::string
      reason;  // one line for a reader when not `measured`: "the host name does not resolve"
  std::string folder;  // relative to the output folder; empty when nothing was kept
  std::vector<Repetition> repetitions;     // empty: the site was measured once
  std::vector<SecondVisit> second_visits;  // of all repetitions
};

// The rule book as this report shows it: copied, so that a report stays readable and judged as it
// was when a later rule book changes the texts.
struct RulesUsed {
  std::string version;  // "2026.11"
  std::string sha256;   // over all files of the rule book
  std::vector<Rule> rules;
  Profile profile;
  // Null when no rule of that id was used. Points into this object.
  [[nodiscard]] const Rule* find(std::string_view id) const;
};
// profile: a name the book knows; an unknown one leaves RulesUsed::profile with the name only.
RulesUsed rules_used(const RuleBook& book, std::string_view profile);

// The address a site was asked for, also when nothing was measured. Refers into `site`.
std::string_view url_of(const SiteReport& site);

// What a report said that was made of the same captures by another rule book.
struct EarlierFinding {
  std::string rule;
  Phase phase = Phase::before;
  Verdict verdict = Verdict::not_measured;
};
struct EarlierSite {
  std::string url;
  Verdict verdict = Verdict::not_measured;
  std::vector<EarlierFinding> findings;
};
struct EarlierVerdicts {
  std::string version;  // of its rule book
  std::string sha256;
  std::string profile;
  std::vector<EarlierSite> sites;
};

// The sites held against what their team allows.
struct BudgetReport {
  std::string file;  // its name without folder: "consentry.toml"
  std::string sha256;
  std::vector<std::vector<PhaseBudget>> sites;  // [i] belongs to ScanReport::sites[i]
  [[nodiscard]] BudgetState state() const;      // the greatest of all phases
};

struct ScanReport {
  ScanSettings settings;
  RulesUsed rules;
  std::vector<ListUsed> lists;
  std::vector<SiteReport> sites;  // in the order asked for
  std::vector<CompanyReach> companies;
  std::optional<EarlierVerdicts> earlier;  // shown beside the present verdicts
  std::optional<BudgetReport> budget;      // empty: no budget was given
};

}  // namespace consentry
