// SPDX-License-Identifier: Apache-2.0
// A letter drafted from a case and the facts of a scan. A draft is no letter until a person takes it as
// theirs: it says so, on paper too, until the case file names that person and the digest of these very
// words. A sentence of fact carries its record; what rests on a legal basis that nobody verified says so.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dossier/case_file.h"
#include "core/dossier/draft_facts.h"
#include "core/dossier/letter_book.h"
#include "core/report/report_language.h"

namespace consentry {

enum class DraftBlockKind {
  sender,     // a line of who writes
  recipient,  // a line of whom it goes to
  date,
  subject,
  heading,
  paragraph,
  bullet,
  fact,     // numbered from 1 on
  detail,   // belongs to the block before
  caution,  // a basis that nobody verified
  closing,
};

struct DraftBlock {
  DraftBlockKind kind = DraftBlockKind::paragraph;
  std::string text;
  bool english = false;  // stayed English in a letter of another language
};

enum class DraftState { draft, changed, signed_off };

struct Draft {
  std::string kind;      // "warning"
  std::string language;  // "en"
  DraftState state = DraftState::draft;
  std::string mark;    // what the letter says of its state, in its language
  std::string sha256;  // of draft_words(): what a sign-off names
  std::vector<DraftBlock> blocks;
};

// How a letter tells its facts. A later program that tells them otherwise adds a form, and keeps those
// that people signed off.
enum class DraftForm {
  first,     // names out of the English summary, records without their bundle
  subjects,  // names as the finding has them, records as entries of the bundle
};

struct DraftRequest {
  const LetterBook& book;
  const Letter& letter;
  const LetterWords& words;
  const ReportLanguage& language;  // of the same language, for rules and dates
  const CaseFile& file;
  const DraftFacts* facts = nullptr;  // null: no scan was given
  std::string respondent;             // empty: the case's first
  Date on;                            // the letter's date
  std::string rescan;  // where a new examination can be asked for; empty: as the case says
  const FixGuide* guide = nullptr;  // that the facts were made with; null: rules' own words alone
  std::optional<int> days;          // term that it sets; empty: the letter's own
  DraftForm form = DraftForm::subjects;
};

// A letter that a sign-off names in the words of an earlier form is written in that form.
// invalid_input says what the case or the scan lacks for this letter, and how to add it.
Result<Draft> compose_draft(const DraftRequest& request);

// The letter's words alone, one block a line: what sign-offs are about. Its state is no part of it.
std::string draft_words(const Draft& draft);

}  // namespace consentry
