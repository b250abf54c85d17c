// SPDX-License-Identifier: Apache-2.0
#include "core/judge/detectors/declared_and_seen.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/origin.h"
#include "core/base/time.h"
#include "core/judge/category_text.h"
#include "core/judge/declared_date.h"
#include "core/judge/declared_duration.h"
#include "core/judge/evidence_text.h"
#include "core/judge/item_need.h"
#include "core/judge/named_entries.h"

namespace consentry {
namespace {

constexpr double kSecondsPerDay = 86'400;

Finding no_list() {
  return without_verdict(Verdict::not_measured,
                         "no list was recognised that declares anything that was seen");
}

// Each cookie of a run once, as it was written with the longest lifetime.
std::vector<const StoredItem*> cookies_of(const RunView& run) {
  std::map<ItemKey, const StoredItem*> cookies;
  for (const StoredItem& item : run.stored) {
    if (item.key.kind != "cookie") continue;
    const StoredItem*& kept = cookies.try_emplace(item.key, &item).first->second;
    if (item.lifetime_s.value_or(0) > kept->lifetime_s.value_or(0)) kept = &item;
  }
  std::vector<const StoredItem*> list;
  for (const auto& [key, item] : cookies) list.push_back(item);
  return list;
}

bool any_banner_names(const SiteView& site, std::string_view word) {
  return std::ranges::any_of(site.runs(), [&](const RunView& run) {
    return std::ranges::any_of(run.run->banner_views,
                               [&](const BannerView& view) { return names(view.text, word); });
  });
}

bool is_declared(const Question& question, const std::string& name) {
  const Declaration& declaration = question.declaration;
  return !declaration.entries_for(name).empty() || declaration.names_party(name) ||
         std::ranges::any_of(declaration.prose,
                             [&](const NamePattern& pattern) { return covers(pattern, name); }) ||
         any_banner_names(question.site, name);
}

bool party_is_named(const Question& question, const ItemFacts& item) {
  const auto parties = names_of_parties(question.site, item);
  return std::ranges::any_of(parties, [&](const std::string& word) {
    return question.declaration.names_party(word) || any_banner_names(question.site, word);
  });
}

// A consent framework's list of vendors stands in its own windows, which are not read whole.
bool has_vendor_list(const SiteView& site) {
  return std::ranges::any_of(site.runs(), [](const RunView& run) {
    return std::ranges::any_of(run.run->consent_signals, &ConsentSignals::tcf_present);
  });
}

Verdict weight_of_undeclared(const Question& question, const ItemFacts& item) {
  const bool known = item.catalogued && needs_consent(item.purpose);
  if (!known && !(item.purpose == Purpose::unknown && follows_visitor(item))) return Verdict::pass;
  if (item.third_party && has_vendor_list(question.site)) return Verdict::pass;
  const bool named = party_is_named(question, item);
  if (!known) return named ? Verdict::pass : Verdict::risk;
  const bool open = named || banner_may_list_more(question.site);
  return open ? Verdict::risk : Verdict::likely_breach;
}

}  // namespace

Finding undeclared_items(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  if (!question.declaration.fits_what_was_seen()) return no_list();
  if (question.declaration.partly_read()) {
    return without_verdict(Verdict::not_measured, "the declaration could be read in part only");
  }
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const StoredItem* item : cookies_of(*run)) {
      if (is_declared(question, item->key.name)) continue;
      const Verdict weight = weight_of_undeclared(question, *item->facts);
      if (weight <= Verdict::pass) continue;
      tally.add(*run, {weight, shortened(item->key.name, 40),
                       evidence_of(question.site, *item,
                                   party_is_named(question, *item->facts)
                                       ? "it does not stand in the declaration"
                                       : "neither it nor its company stands in the declaration")});
    }
  }
  return tally.conclude("The site's list of cookies leaves out cookies that need consent",
                        "The site's list names the cookies that need consent and were seen.");
}

namespace {

// The longest lifetime that the entries allow; nothing when one of them cannot be compared.
std::optional<double> declared_lifetime(const Question& question,
                                        const std::vector<const DeclaredItem*>& entries) {
  std::optional<double> longest;
  for (const DeclaredItem* entry : entries) {
    if (!entry->expiry || says_nothing(*entry->expiry)) return std::nullopt;
    const DeclaredDuration told = read_duration(*entry->expiry, question.book.declaration_words());
    if (told.endless || (!told.seconds && !told.session)) return std::nullopt;
    longest = std::max(longest.value_or(0), told.seconds.value_or(0));
  }
  return longest;
}

void add_lifetime(const Question& question, const RunView& run, const StoredItem& item,
                  const std::vector<const DeclaredItem*>& entries, Tally& tally) {
  const auto declared = declared_lifetime(question, entries);
  const double observed = item.lifetime_s.value_or(0);
  const double limit =
      declared.value_or(0) * (1 + question.threshold("tolerance")) + kSecondsPerDay;
  if (!declared || observed <= limit) return;
  const ItemFacts& facts = *item.facts;
  const bool concerns = needs_consent(facts.purpose) || follows_visitor(facts);
  Sign sign{concerns ? Verdict::likely_breach : Verdict::risk, shortened(item.key.name, 40),
            evidence_of(question.site, item, "")};
  sign.evidence.text +=
      "; declared: \"" + shortened(entries.front()->expiry.value_or(""), 60) + "\"";
  tally.add(run, std::move(sign));
}

// A third party's cookie whose every entry names the site itself, and nobody else, as its provider.
void add_recipient(const Question& question, const RunView& run, const StoredItem& item,
                   const std::vector<const DeclaredItem*>& entries, Tally& tally) {
  if (!item.facts->third_party) return;
  const auto url = parse_url(run.run->final_url);
  const std::string site = url ? registrable_domain(url->host) : std::string();
  const auto parties = names_of_parties(question.site, *item.facts);
  const bool all_own = std::ranges::all_of(entries, [&](const DeclaredItem* entry) {
    const std::string provider = entry->provider.value_or("");
    return !site.empty() && names(provider, site) &&
           std::ranges::none_of(parties,
                                [&](const std::string& word) { return names(provider, word); });
  });
  if (!all_own) return;
  Sign sign{Verdict::likely_breach, shortened(item.key.name, 40),
            evidence_of(question.site, item, "")};
  sign.evidence.text += "; declared as the site's own: \"" +
                        shortened(entries.front()->provider.value_or(""), 60) + "\"";
  tally.add(run, std::move(sign));
}

}  // namespace

Finding declared_otherwise(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  if (!question.declaration.fits_what_was_seen()) return no_list();
  Tally tally(question.phase, speakers.runs);
  for (const RunView* run : speakers.runs) {
    for (const StoredItem* item : cookies_of(*run)) {
      const auto entries = entries_naming(question.declaration, item->key.name);
      if (entries.empty() || name_is_shared(question.declaration, item->key)) continue;
      add_lifetime(question, *run, *item, entries, tally);
      add_recipient(question, *run, *item, entries, tally);
    }
  }
  return tally.conclude("Cookies are not what the site declares of them",
                        "No cookie lasts longer than declared or is declared as the site's own "
                        "against what was seen.");
}

namespace {

bool is_needed_category(const RuleBook& book, const DeclaredItem& entry) {
  for (const std::string& text : {entry.kind.value_or(""), entry.heading}) {
    const std::string_view category = category_of(book, text);
    if (category == "necessary" || category == "preferences") return true;
  }
  return false;
}

// A name that is surely one: services and groups stand in such columns, too.
bool is_surely_a_name(const NamePattern& pattern) {
  return std::ranges::any_of(pattern, [](char c) { return c == '_' || (c >= '0' && c <= '9'); });
}

bool was_seen(const Declaration& declaration, const DeclaredItem& entry) {
  return std::ranges::any_of(declaration.seen, [&](const SeenItem& seen) {
    return std::ranges::any_of(entry.patterns, [&](const NamePattern& pattern) {
      return covers(pattern, seen.item->key.name);
    });
  });
}

Evidence said_by(const DeclaredPage& page, std::string text) {
  Evidence evidence;
  evidence.at = page.document->at;
  evidence.text = shown_url(page.document->url) + " " + std::move(text);
  return evidence;
}

void add_unseen(const Question& question, const DeclaredPage& page, const RunView& run,
                Tally& tally) {
  std::set<std::string> told;
  for (const DeclaredItem& entry : page.items) {
    if (!std::ranges::all_of(entry.patterns, is_surely_a_name)) continue;
    if (is_needed_category(question.book, entry) || was_seen(question.declaration, entry)) continue;
    if (!told.insert(entry.name).second) continue;
    const std::string name = shortened(entry.name, 40);
    tally.add(run, {Verdict::risk, name,
                    said_by(page, "declares '" + name + "', which no visit of this scan met")});
  }
}

void add_age(const Question& question, const DeclaredPage& page, const RunView& run, Tally& tally) {
  const auto opened = parse_rfc3339(run.run->started);
  const auto updated = last_updated(page.page, question.book.declaration_words());
  if (!opened || !updated) return;
  const double today = static_cast<double>(opened->milliseconds) / (1'000 * kSecondsPerDay);
  const double days = today - static_cast<double>(updated->days);
  if (page.items.empty() || days <= question.threshold("days")) return;
  tally.add(run, {Verdict::risk, "'" + updated->text + "'",
                  said_by(page, "says of itself '" + updated->text + "', " +
                                    std::to_string(static_cast<int>(days)) + " days ago")});
}

}  // namespace

Finding declaration_out_of_date(const Question& question) {
  const Speakers speakers = speakers_for(question.site, question.phase);
  if (speakers.runs.empty()) return without_verdict(speakers.otherwise, speakers.reason);
  if (!question.declaration.fits_what_was_seen()) return no_list();
  Tally tally(question.phase, speakers.runs);
  for (const DeclaredPage& page : question.declaration.pages) {
    add_unseen(question, page, *speakers.runs.front(), tally);
    add_age(question, page, *speakers.runs.front(), tally);
  }
  return tally.conclude("The declaration tells of what was not met, or is old by its own date",
                        "What the declaration lists was met, and it names no old date.");
}

}  // namespace consentry
