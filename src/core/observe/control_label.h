// SPDX-License-Identifier: Apache-2.0
// Reads what a control in a consent banner would do from its label, in the languages of
// data/lexicon/. Used while scanning (which button refuses?) and again when judging.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/observe/observation.h"

namespace consentry {

// Immutable after parse; safe to share between threads.
class ControlLexicon {
 public:
  // Each text is one data/lexicon/*.toml file (docs/formats/lexicon.md). invalid_input names file
  // line.
  static Result<ControlLexicon> parse(const std::vector<std::string_view>& files);
  ControlLexicon(ControlLexicon&&) noexcept;
  ControlLexicon& operator=(ControlLexicon&&) noexcept;
  ~ControlLexicon();

  // The intent of a label. Case, accents of case folding, punctuation and white space do not matter
  // (NFKC case fold); phrases that negate ("do not accept", "continue without accepting") refuse.
  // kind is BannerControl::kind: an icon-only close control or a toggle is told by it.
  [[nodiscard]] Intent read(std::string_view label, std::string_view kind) const;

  // How much a text speaks of cookies and consent: the number of distinct lexicon terms in it.
  // Used to tell a consent banner from a newsletter pop-up; 0 means it does not.
  [[nodiscard]] int consent_words(std::string_view text) const;

  // The number of distinct terms in a text that speak of another kind of dialog: newsletter, age
  // check, chat, choice of country.
  [[nodiscard]] int other_dialog_words(std::string_view text) const;

  // A label that, standing on a page by itself, leads back to the choice: "Cookie settings",
  // "Withdraw consent", "Your privacy choices". Wider than Intent::withdraw, which a banner's own
  // "Settings" is not.
  [[nodiscard]] bool reopens(std::string_view label) const;

  // A label that says yes or no without saying to what: "OK", "No, thanks". It means a choice only
  // in a dialog that is known to ask for consent.
  [[nodiscard]] bool generic(std::string_view label) const;

  // A toggle's or category's name speaks of what needs no consent: "Strictly necessary".
  [[nodiscard]] bool names_necessary(std::string_view label) const;

  // A label that only names a kind of cookies ("Strictly necessary", "Marketing cookies"). It stands
  // on what refuses the others as well as at the head of an entry in a list of categories.
  [[nodiscard]] bool names_category(std::string_view label) const;

  // A label that refuses by saying what to do ("Reject all", "Opt out of the sale"), not how something
  // stands ("Disabled", "Analytics switched off").
  [[nodiscard]] bool orders(std::string_view label) const;

  // Folded consent terms, sorted, without repeats; a final '*' stands for any ending. What a script
  // in the page needs to find candidates by itself.
  [[nodiscard]] const std::vector<std::string>& consent_terms() const;

 private:
  struct Phrases;
  explicit ControlLexicon(std::unique_ptr<const Phrases> phrases);
  std::unique_ptr<const Phrases> phrases_;
};

}  // namespace consentry
