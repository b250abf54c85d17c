// SPDX-License-Identifier: Apache-2.0
// Who takes part in a case and what is asked, as a case file tells it: what drafts need beside facts.
// Format: docs/formats/case-file.md. Every text is the author's and goes into a letter as it stands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dossier/term.h"

namespace consentry {

class StrictTable;

struct CaseSender {
  std::string name;
  std::vector<std::string> address;  // lines
  std::string contact;               // where an answer goes
  std::string register_entry;        // empty: not told
  std::string statutes;              // proof of GDPR, Article 80(1) status; empty: not told
  std::string rescan;                // where a site can ask for a new examination; empty: nowhere
};

struct CaseParty {
  std::string name;  // one of the case's respondents
  std::vector<std::string> address;
  std::string seat;
  std::string role;  // "controller", "joint controller", "processor"
};

struct CaseAuthority {
  std::string name;
  std::vector<std::string> address;
  std::string why;   // why this one is competent
  std::string lead;  // the presumed lead authority; empty: not told
};

// A person read the primary text behind a legal basis that the program marks as not verified.
struct BasisConfirmation {
  std::string basis;  // as the draft names it: "GDPR, Article 78(2) and (3)"
  std::string by;
  Date on;
};

// A person read a draft and takes it as theirs. It holds for these words only.
struct SignOff {
  std::string draft;  // kind of letter
  std::string language;
  std::string by;
  Date on;             // the letter's date
  std::string sha256;  // of the letter's text, as the draft's foot tells it
};

struct CaseParties {
  std::optional<CaseSender> sender;
  std::vector<CaseParty> parties;
  std::optional<CaseAuthority> authority;
  std::vector<std::string> represented;  // for whom: paragraphs
  std::vector<std::string> relief;       // what is asked, one each
  std::vector<std::string> fault;        // circumstances of intent or negligence, one each
  std::vector<BasisConfirmation> confirmed;
  std::vector<SignOff> signed_off;
};

// Reads and so uses up the keys above of a case file. What is wrong fills the table's error.
CaseParties read_parties(StrictTable& top, const std::vector<std::string>& respondents);

// Required; an error in the table when it is no date such as 2026-11-22.
Date read_date(StrictTable& table, std::string_view key);

}  // namespace consentry
