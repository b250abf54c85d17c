// SPDX-License-Identifier: Apache-2.0
// Writes the parts of a letter block by block.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/dossier/draft.h"

namespace consentry {

// One letter under construction. Not thread-safe. Request and facts must outlive it.
class DraftWriter {
 public:
  // filling: values of the placeholders that sentences of this letter have.
  DraftWriter(const DraftRequest& request, Filling filling);

  void write_head();
  void write_part(const LetterPart& part);
  std::vector<DraftBlock> take() { return std::move(blocks_); }

 private:
  void add(DraftBlockKind kind, std::string text, bool english = false);
  void add_list(const std::vector<std::string>& texts, DraftBlockKind kind);
  [[nodiscard]] std::string word(std::string_view id, const Filling& values) const;
  void caution(const std::string& basis, char mark);
  void insert(std::string_view what);
  void write_facts(const std::vector<DraftFact>& facts);
  void write_recorded(const DraftFact& fact);
  void write_record(const DraftFact& fact);
  void write_fixes();
  void write_step(const FixStep& step, const FixManager& manager);
  void write_rules();
  void write_respondents();
  void write_competence();
  void write_national_law();
  void write_course();
  void write_signature();
  void write_annexes();

  const DraftRequest& request_;
  Filling filling_;
  std::vector<DraftBlock> blocks_;
};

// "3 November 2026" in the letter's language.
std::string date_words(Date date, const ReportLanguage& language);

}  // namespace consentry
