// SPDX-License-Identifier: Apache-2.0
#include "core/judge/declaration.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/origin.h"
#include "core/judge/category_text.h"
#include "core/judge/rule_book.h"

namespace consentry {
namespace {

// Shorter names occur in running text by chance.
constexpr std::size_t kShortestParty = 3;
// What is read for a page's language; its frequent words come soon.
constexpr std::size_t kLanguageSample = 4'000;

std::string text_of(const DocumentPage& page) {
  std::string text;
  const auto add = [&text](const std::string& part) { text.append(part).push_back('\n'); };
  for (const DocumentBlock& block : page.blocks) {
    if (!block.text.empty()) add(block.text);
    for (const auto& row : block.rows) std::ranges::for_each(row, add);
  }
  return text;
}

// What the text itself shows comes before what the page says of itself: templates are often left
// as they came.
const DeclarationWords* words_of(const RuleBook& book, const DeclaredPage& page) {
  const std::string_view sample = std::string_view(page.text).substr(0, kLanguageSample);
  const BannerWords* shown = language_of(book.banner_words(), fold_words(sample));
  return words_for(book.declaration_words(),
                   shown != nullptr ? shown->language : page.page.language);
}

// A page that was opened, too, counts as its scripts made it when that shows more entries than the
// fetch did: its list is there then, and nothing of it is missing any more.
void take(DeclaredPage read, Declaration& declaration) {
  if (!read.page.rendered) {
    declaration.pages.push_back(std::move(read));
    return;
  }
  const auto fetched = std::ranges::find_if(declaration.pages, [&](const DeclaredPage& page) {
    return page.document->about == read.document->about && page.document->url == read.document->url;
  });
  if (fetched == declaration.pages.end() || read.items.size() <= fetched->items.size()) return;
  read.page.written.clear();
  *fetched = std::move(read);
}

void add_pages(const SiteView& site, const RuleBook& book, Declaration& declaration) {
  for (const AsideView& aside : site.asides()) {
    for (const SiteDocument& document : aside.view.run->documents) {
      if (document.about != "policy" && document.about != "cookies") continue;
      auto page = read_document_page(document.text);
      if (!page) continue;
      DeclaredPage read{aside.before, &document, std::move(*page), {}, {}, nullptr};
      read.items = declared_items(read.page, book.declaration_words());
      read.text = text_of(read.page);
      read.words = words_of(book, read);
      take(std::move(read), declaration);
    }
  }
}

void add_seen(const SiteView& site, Declaration& declaration) {
  std::map<ItemKey, SeenItem> seen;
  for (const RunView& run : site.runs()) {
    for (const StoredItem& item : run.stored) {
      SeenItem& entry = seen.try_emplace(item.key, SeenItem{&item, &run, 0}).first->second;
      entry.longest_s = std::max(entry.longest_s, item.lifetime_s.value_or(0));
    }
  }
  for (const auto& [key, item] : seen) declaration.seen.push_back(item);
}

// "Google Ads" is told by "Google" as well.
std::string first_word(const std::string& name) { return name.substr(0, name.find(' ')); }

}  // namespace

bool Declaration::lists_items() const {
  return std::ranges::any_of(pages, [](const DeclaredPage& page) { return !page.items.empty(); });
}

bool Declaration::partly_read() const {
  return std::ranges::any_of(
      pages, [](const DeclaredPage& page) { return page.page.cut || !page.page.written.empty(); });
}

std::vector<const DeclaredItem*> Declaration::entries_for(std::string_view name) const {
  std::vector<const DeclaredItem*> entries;
  for (const DeclaredPage& page : pages) {
    for (const DeclaredItem& item : page.items) {
      const bool meant = std::ranges::any_of(
          item.patterns, [&](const NamePattern& pattern) { return covers(pattern, name); });
      if (meant) entries.push_back(&item);
    }
  }
  return entries;
}

bool Declaration::fits_what_was_seen() const {
  return std::ranges::any_of(
      seen, [this](const SeenItem& item) { return !entries_for(item.item->key.name).empty(); });
}

bool Declaration::names_party(std::string_view word) const {
  return std::ranges::any_of(pages,
                             [word](const DeclaredPage& page) { return names(page.text, word); });
}

std::vector<const RunView*> Declaration::runs() const {
  std::vector<const RunView*> runs;
  for (const DeclaredPage& page : pages) {
    if (std::ranges::find(runs, page.run) == runs.end()) runs.push_back(page.run);
  }
  return runs;
}

Declaration read_declaration(const SiteView& site, const RuleBook& book) {
  Declaration declaration;
  add_pages(site, book, declaration);
  add_seen(site, declaration);
  for (const DeclaredPage& page : declaration.pages) {
    std::ranges::move(names_in_prose(page.text), std::back_inserter(declaration.prose));
  }
  return declaration;
}

std::vector<std::string> names_of_parties(const SiteView& site, const ItemFacts& item) {
  std::set<std::string> words;
  const auto add = [&words](const std::string& word) {
    if (word.size() >= kShortestParty) words.insert(word);
  };
  for (const std::string& name : {item.vendor, item.setter_company}) {
    add(name);
    add(first_word(name));
  }
  for (const std::string& domain : {item.setter_domain, registrable_domain(item.key.owner)}) {
    if (item.key.kind != "cookie" && domain != item.setter_domain) continue;
    if (const Party* party = site.party_of(domain); party != nullptr) {
      add(party->company);
      add(first_word(party->company));
    }
    if (domain == item.setter_domain || item.third_party) {
      add(domain);
      add(domain.substr(0, domain.find('.')));
    }
  }
  return {words.begin(), words.end()};
}

}  // namespace consentry
