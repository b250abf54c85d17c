// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/declaration_page.h"

#include <algorithm>

#include "core/judge/category_text.h"
#include "core/judge/declared_duration.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/named_entries.h"

namespace consentry {
namespace {

std::vector<const SeenItem*> needing_consent(const Declaration& declaration) {
  std::vector<const SeenItem*> items;
  for (const SeenItem& seen : declaration.seen) {
    const ItemFacts& facts = *seen.item->facts;
    if (facts.catalogued && needs_consent(facts.purpose)) items.push_back(&seen);
  }
  return items;
}

bool speaks_of_cookies(const Question& question, const DeclaredPage& page) {
  for (const DocumentBlock& block : page.page.blocks) {
    std::vector<std::string> parts{block.text};
    for (const auto& row : block.rows) parts.insert(parts.end(), row.begin(), row.end());
    for (const std::string& part : parts) {
      const std::vector<FoldedWord> words = fold_words(part);
      for (const DeclarationWords& language : question.book.declaration_words()) {
        if (!first_phrase(words, language.cookie).empty()) return true;
      }
    }
  }
  return false;
}

// What is needed to say that something is not there.
std::string why_unreadable(const Question& question) {
  const Declaration& declaration = question.declaration;
  if (declaration.pages.empty()) {
    return "no page of the site about its cookies was recognised and could be read";
  }
  if (declaration.partly_read()) {
    return "a script writes the declaration into its page, or the page is too long";
  }
  for (const DeclaredPage& page : declaration.pages) {
    if (page.words == nullptr) return "the language of the page could not be told";
    if (!bears_its_name(page))
      return "the page does not bear the name of the link that leads to it";
  }
  std::size_t most = 0;
  for (const DeclaredPage& page : declaration.pages) most = std::max(most, page.text.size());
  if (static_cast<double>(most) < question.threshold("letters")) {
    return "the page holds too little text without its scripts";
  }
  return {};
}

bool names_any(const BannerView& view, const std::vector<const SeenItem*>& items) {
  return std::ranges::any_of(
      items, [&](const SeenItem* seen) { return names(view.text, seen->item->key.name); });
}

// The banner's layers may inform as well as a page does.
bool banner_may_inform(const Question& question, const std::vector<const SeenItem*>& items) {
  return banner_may_list_more(question.site) ||
         std::ranges::any_of(question.site.runs(), [&](const RunView& run) {
           return std::ranges::any_of(run.run->banner_views, [&](const BannerView& view) {
             return names_any(view, items);
           });
         });
}

Evidence evidence_of(const DeclaredPage& page, std::string text) {
  Evidence evidence;
  evidence.at = page.document->at;
  evidence.text = std::move(text);
  return evidence;
}

std::string place_of(const DeclaredPage& page) { return shown_url(page.document->url); }

// No visit broke off, so what was not seen stored was not stored in them.
bool all_complete(const SiteView& site) {
  return std::ranges::all_of(site.runs(), [](const RunView& run) { return run.run->complete; });
}

}  // namespace

Finding declaration_missing(const Question& question) {
  const Declaration& declaration = question.declaration;
  if (declaration.lists_items()) {
    return passed("The site lists what it stores on a page that can be read before any choice.",
                  declaration.runs().size());
  }
  const std::vector<const SeenItem*> items = needing_consent(declaration);
  const std::string why = why_unreadable(question);
  if (items.empty() && (why.empty() || all_complete(question.site))) {
    return without_verdict(Verdict::not_applicable, "nothing that needs consent was seen");
  }
  if (!why.empty()) return without_verdict(Verdict::not_measured, why);
  const bool silent = std::ranges::none_of(declaration.pages, [&](const DeclaredPage& page) {
    return speaks_of_cookies(question, page);
  });
  const bool named = std::ranges::any_of(items, [&](const SeenItem* seen) {
    const auto parties = names_of_parties(question.site, *seen->item->facts);
    return std::ranges::any_of(
        parties, [&](const std::string& word) { return declaration.names_party(word); });
  });
  if (!silent || named || banner_may_inform(question, items)) {
    return without_verdict(Verdict::not_measured,
                           "cookies are spoken of, but no list of them was recognised");
  }
  Tally tally(Phase::aside, declaration.runs());
  for (const DeclaredPage& page : declaration.pages) {
    tally.add(*page.run, {Verdict::likely_breach, place_of(page),
                          evidence_of(page, place_of(page) + " says nothing about cookies; " +
                                                shortened(items.front()->item->key.name, 40) +
                                                " was stored, which needs consent")});
  }
  return tally.conclude("The site's policy says nothing about the cookies that it sets", "");
}

namespace {

bool tells_expiry(const Question& question, const DeclaredItem& entry) {
  if (entry.expiry && !says_nothing(*entry.expiry)) return true;
  // "Persistent, 2 years" as the kind, "Session cookies" as the heading: any place will do.
  for (const std::string& text :
       {entry.purpose.value_or(""), entry.kind.value_or(""), entry.heading}) {
    if (tells_duration(read_duration(text, question.book.declaration_words()))) return true;
  }
  return false;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A number directly before a unit of time, anywhere in a line.
bool holds_duration(const Question& question, std::string_view line) {
  constexpr std::size_t kNumberAndUnit = 24;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!is_digit(line[at]) || (at > 0 && is_digit(line[at - 1]))) continue;
    const std::string_view part = line.substr(at, kNumberAndUnit);
    if (read_duration(part, question.book.declaration_words()).seconds) return true;
  }
  return false;
}

// Running text that tells how long anything is kept may mean this, too.
bool prose_tells_durations(const Question& question) {
  return std::ranges::any_of(question.declaration.pages, [&](const DeclaredPage& page) {
    return std::ranges::any_of(page.page.blocks, [&](const DocumentBlock& block) {
      return holds_duration(question, block.text);
    });
  });
}

bool tells_recipient(const Question& question, const SeenItem& seen,
                     const std::vector<const DeclaredItem*>& entries) {
  const bool told = std::ranges::any_of(entries, [](const DeclaredItem* entry) {
    return entry->provider && !says_nothing(*entry->provider);
  });
  const auto parties = names_of_parties(question.site, *seen.item->facts);
  return told || parties.empty() || std::ranges::any_of(parties, [&](const std::string& word) {
           return question.declaration.names_party(word);
         });
}

void add_missing(const Question& question, const SeenItem& seen, std::string_view what,
                 Verdict weight, Tally& tally) {
  Sign sign{weight, shortened(seen.item->key.name, 40), evidence_of(question.site, *seen.item, "")};
  sign.evidence.text += "; its entry in the declaration does not say " + std::string(what);
  tally.add(*seen.run, std::move(sign));
}

std::vector<const RunView*> all_runs(const SiteView& site) {
  std::vector<const RunView*> runs;
  for (const RunView& run : site.runs()) runs.push_back(&run);
  return runs;
}

}  // namespace

Finding declaration_incomplete(const Question& question) {
  const Declaration& declaration = question.declaration;
  if (declaration.seen.empty() && all_complete(question.site))
    return without_verdict(Verdict::not_applicable, "nothing was seen that is to be declared");
  if (!declaration.fits_what_was_seen()) {
    return without_verdict(Verdict::not_measured,
                           "no list was recognised that declares anything that was seen");
  }
  Tally tally(Phase::aside, all_runs(question.site));
  for (const SeenItem& seen : declaration.seen) {
    const auto entries = entries_naming(declaration, seen.item->key.name);
    if (name_is_shared(declaration, seen.item->key)) continue;
    const bool known = needs_consent(seen.item->facts->purpose);
    if (entries.empty()) continue;
    const bool told = std::ranges::any_of(
        entries, [&](const DeclaredItem* entry) { return tells_expiry(question, *entry); });
    const bool blank = std::ranges::any_of(
        entries, [](const DeclaredItem* entry) { return entry->expiry.has_value(); });
    if (!told && seen.longest_s > 0) {
      const bool open = declaration.partly_read() || (!blank && prose_tells_durations(question));
      add_missing(question, seen, "how long it lasts",
                  open ? Verdict::risk : Verdict::likely_breach, tally);
    }
    if (known && !tells_recipient(question, seen, entries)) {
      add_missing(question, seen, "whose it is",
                  declaration.partly_read() ? Verdict::risk : Verdict::likely_breach, tally);
    }
  }
  return tally.conclude("The declaration does not say how long what it lists lasts, or who gets it",
                        "Every entry that was met says how long it lasts and whose it is.");
}

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Sentences of a text. A stop after an abbreviation ("Art. 6", "lit. f") ends none.
std::vector<std::string> sentences_of(std::string_view text) {
  constexpr std::size_t kShortestLastWord = 4;
  std::vector<std::string> sentences;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool stop = text[at] == '.' || text[at] == '!' || text[at] == '?';
    const std::size_t space = text.rfind(' ', at);
    const std::size_t word = space == std::string_view::npos ? begin : space + 1;
    const bool ends =
        stop && at + 2 < text.size() && text[at + 1] == ' ' &&
        (is_upper(text[at + 2]) || static_cast<unsigned char>(text[at + 2]) >= 0x80) &&
        at - std::min(word, at) >= kShortestLastWord;
    if (!ends && text[at] != '\n') continue;
    sentences.emplace_back(text.substr(begin, at + 1 - begin));
    begin = at + 1;
  }
  sentences.emplace_back(text.substr(begin));
  return sentences;
}

const BannerWords* banner_words_for(const Question& question, const DeclarationWords& words) {
  const auto& all = question.book.banner_words();
  const auto found = std::ranges::find(all, words.language, &BannerWords::language);
  return found == all.end() ? nullptr : &*found;
}

// What is wrong with the basis that a sentence claims; empty when nothing is.
std::string wrong_with(const Question& question, const DeclarationWords& words,
                       const std::vector<FoldedWord>& sentence) {
  const auto says = [&](const std::vector<Phrase>& phrases) {
    return !first_phrase(sentence, phrases).empty();
  };
  if (says(words.negation)) return {};
  if (says(words.interest) && says(words.advertising) && !says(words.consent)) {
    return "rests advertising made for the visitor on an interest or a contract";
  }
  const BannerWords* banner = banner_words_for(question, words);
  if (banner != nullptr && says(banner->implied) && says(words.cookie) && says(words.consent)) {
    return "takes use of the site for consent";
  }
  return {};
}

// Cookies that need consent lie there before any choice, and nobody is asked.
bool nothing_else_carries(const Question& question) {
  if (question.site.banner_seen()) return false;
  return std::ranges::any_of(question.declaration.seen, [](const SeenItem& seen) {
    return seen.item->stage == Stage::before && seen.item->key.kind == "cookie" &&
           seen.item->facts->catalogued && needs_consent(seen.item->facts->purpose);
  });
}

}  // namespace

Finding wrong_legal_basis(const Question& question) {
  const Declaration& declaration = question.declaration;
  const Verdict weight = nothing_else_carries(question) ? Verdict::likely_breach : Verdict::risk;
  Tally tally(Phase::aside, declaration.runs());
  bool read = false;
  for (const DeclaredPage& page : declaration.pages) {
    if (page.words == nullptr) continue;
    read = read || (!page.words->interest.empty() && !page.words->advertising.empty());
    for (const std::string& sentence : sentences_of(page.text)) {
      const std::string wrong = wrong_with(question, *page.words, fold_words(sentence));
      if (wrong.empty()) continue;
      constexpr std::size_t kQuote = 300;
      tally.add(*page.run, {weight, place_of(page),
                            evidence_of(page, place_of(page) + " " + wrong + ": \"" +
                                                  shortened(sentence, kQuote) + "\"")});
    }
  }
  if (!tally.empty()) {
    return tally.conclude("The policy names a legal basis that does not carry tracking", "");
  }
  if (!read || declaration.partly_read()) {
    return without_verdict(Verdict::not_measured,
                           "no policy in a language with words for this was read as a whole");
  }
  return tally.conclude("", "The policy that was read claims no such basis for advertising.");
}

}  // namespace consentry
