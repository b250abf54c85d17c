// SPDX-License-Identifier: Apache-2.0
// What a site declares about what it stores, read from the pages that were fetched of it, beside
// what was seen there. Computed once for a site; the rules on declarations read this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/judge/declared_items.h"
#include "core/judge/site_view.h"

namespace consentry {

class RuleBook;

// A page of the site that was fetched and read.
struct DeclaredPage {
  const RunView* run = nullptr;            // whose profile fetched it; never null
  const SiteDocument* document = nullptr;  // never null
  DocumentPage page;
  std::vector<DeclaredItem> items;
  std::string text;                         // all of it, one block or cell a line
  const DeclarationWords* words = nullptr;  // of its language; null when that is not known
};

// One cookie or key as it was seen, over all runs.
struct SeenItem {
  const StoredItem* item = nullptr;  // the first time; never null
  const RunView* run = nullptr;      // where that was; never null
  double longest_s = 0;              // as it was written; 0: with the session, or web storage
};

struct Declaration {
  std::vector<DeclaredPage> pages;  // in the order in which they were fetched
  std::vector<SeenItem> seen;       // in the order of their keys
  std::vector<NamePattern> prose;   // what running text may name

  [[nodiscard]] bool lists_items() const;
  // A page went on beyond what was read, or a script writes into it what the fetch does not show.
  [[nodiscard]] bool partly_read() const;
  // The entries that mean an item, on all pages.
  [[nodiscard]] std::vector<const DeclaredItem*> entries_for(std::string_view name) const;
  // Some entry means something that was seen: the list is about this site.
  [[nodiscard]] bool fits_what_was_seen() const;
  // A page holds the word whole.
  [[nodiscard]] bool names_party(std::string_view word) const;
  [[nodiscard]] std::vector<const RunView*> runs() const;
};

Declaration read_declaration(const SiteView& site, const RuleBook& book);

// By which words a page may speak of those behind an item: the catalogue's vendor, the company of
// its writer or domain, the domain and the name in it.
std::vector<std::string> names_of_parties(const SiteView& site, const ItemFacts& item);

}  // namespace consentry
