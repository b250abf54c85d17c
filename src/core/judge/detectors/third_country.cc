// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/third_country.h"

#include <algorithm>
#include <set>

#include "core/judge/evidence_text.h"
#include "core/judge/named_entries.h"

namespace consentry {
namespace {

const CompanySeat* seat_of(const RuleBook& book, std::string_view company) {
  const auto found = std::ranges::find(book.company_seats(), company, &CompanySeat::company);
  return found == book.company_seats().end() ? nullptr : &*found;
}

bool speaks_of_transfers(const Question& question, const DeclaredPage& page) {
  for (const DocumentBlock& block : page.page.blocks) {
    const std::vector<FoldedWord> words = fold_words(block.text);
    for (const DeclarationWords& language : question.book.declaration_words()) {
      // Parts of such texts are often left in English.
      const bool read = &language == page.words || language.language == "en";
      if (read && !first_phrase(words, language.transfer).empty()) return true;
    }
  }
  return false;
}

// Why the policy cannot be said to be silent; empty when it is, "-" when it speaks.
std::string why_not_silent(const Question& question) {
  const Declaration& declaration = question.declaration;
  if (declaration.pages.empty()) return "no policy of the site was recognised and could be read";
  std::size_t most = 0;
  for (const DeclaredPage& page : declaration.pages) {
    if (page.words == nullptr || page.words->transfer.empty()) {
      return "the policy's language has no words for this";
    }
    if (!bears_its_name(page))
      return "the page does not bear the name of the link that leads to it";
    if (speaks_of_transfers(question, page)) return "-";
    most = std::max(most, page.text.size());
  }
  const bool whole = std::ranges::none_of(declaration.pages,
                                          [](const DeclaredPage& page) { return page.page.cut; });
  const bool enough = static_cast<double>(most) >= question.threshold("letters");
  return whole && enough ? std::string() : "too little of the policy could be read";
}

void add_requests(const Question& question, const RunView& run, Tally& tally) {
  std::set<std::string> told;
  for (const SentRequest& sent : run.requests) {
    if (sent.stage != stage_of(question.phase) || !sent.facts->tracker) continue;
    const std::string& company = sent.facts->party.company;
    const CompanySeat* seat = seat_of(question.book, company);
    if (seat == nullptr || !told.insert(company).second) continue;
    Sign sign{Verdict::risk, company, evidence_of(sent, "seated in " + seat->country)};
    sign.evidence.company = company;
    sign.evidence.sources.push_back({"data/rules/company-seats.toml", question.book.version(), 0,
                                     company + ": " + seat->country + ", " + seat->source});
    tally.add(run, std::move(sign));
  }
}

}  // namespace

Finding untold_transfers(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) add_requests(question, *run, tally);
  constexpr std::string_view kClear =
      "No request went to a company that is known to be seated where no adequacy decision holds, "
      "or "
      "the policy speaks of transfers.";
  if (tally.empty()) return tally.conclude("", kClear);
  const std::string why = why_not_silent(question);
  if (why == "-") return passed(std::string(kClear), speakers.runs.size());
  if (!why.empty()) return without_verdict(Verdict::not_measured, why);
  return tally.conclude(
      "The policy does not speak of transfers, and data goes to companies in countries without an "
      "adequacy decision",
      kClear);
}

}  // namespace consentry
