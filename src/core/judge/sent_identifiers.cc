// SPDX-License-Identifier: Apache-2.0
#include "core/judge/sent_identifiers.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/judge/item_need.h"
#include "core/judge/percent_text.h"

namespace consentry {
namespace {

struct Known {
  const StoredItem* item;
  std::vector<std::string> needles;
  Verdict weight;  // of the item by itself
};

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "GA1.1.123456789.1700000000" is sent as "123456789.1700000000".
std::string last_two_numbers(std::string_view value) {
  std::size_t begin = value.size();
  int dots = 0;
  while (begin > 0) {
    const char c = value[begin - 1];
    if (c == '.' && ++dots == 2) break;
    if (c != '.' && (c < '0' || c > '9')) break;
    --begin;
  }
  const std::string_view tail = value.substr(begin);
  return dots >= 1 && !tail.starts_with('.') ? std::string(tail) : std::string();
}

// What every profile has is no sign of this one.
bool same_elsewhere(const ItemFacts& facts, const std::string& run, const std::string& needle) {
  return std::ranges::any_of(facts.values_by_run, [&](const auto& entry) {
    return entry.first != run && std::ranges::any_of(entry.second, [&](const std::string& value) {
             return value.find(needle) != std::string::npos;
           });
  });
}

// The values of one item change over time; each is known from when it was stored.
std::vector<Known> known_until(const SiteView& site, const RunView& run, std::uint64_t until) {
  std::vector<Known> known;
  std::set<std::pair<ItemKey, std::string>> seen;
  for (const StoredItem& item : run.stored) {
    if (item.at.line > until) break;
    const Weight weight = weight_of_item(site, *item.facts);
    const bool concerns = needs_consent(item.facts->purpose) || follows_visitor(*item.facts);
    if (!concerns || weight.verdict < Verdict::risk) continue;
    if (!seen.insert({item.key, item.value}).second) continue;
    Known entry{&item, needles_of(item.value), weight.verdict};
    std::erase_if(entry.needles, [&](const std::string& needle) {
      return same_elsewhere(*item.facts, run.run->name, needle);
    });
    known.push_back(std::move(entry));
  }
  return known;
}

bool may_receive(const SentRequest& sent) {
  switch (sent.facts->party.function) {
    case Function::consent_manager:
    case Function::payment:
    case Function::security:
      return false;
    default:
      return sent.request->third_party && !sent.facts->first_party_owner;
  }
}

Verdict weight_in_address(const Known& known, const SentRequest& sent) {
  const bool tracker = grade_of(sent) == TrackerGrade::tracking;
  if (known.weight == Verdict::breach) return tracker ? Verdict::breach : Verdict::likely_breach;
  return tracker ? Verdict::likely_breach : Verdict::risk;
}

class Search {
 public:
  Search(const std::vector<Known>& known) {
    for (const Known& entry : known) {
      if (entry.item->key.kind == "cookie") by_key_[entry.item->key] = &entry;
      for (const std::string& needle : entry.needles) needles_.emplace(needle, &entry);
    }
  }

  void look_at(const SentRequest& sent, std::vector<SentIdentifier>& found) const {
    std::set<ItemKey> told;
    for (const CookieSent& cookie : sent.request->cookies) {
      const auto known = by_key_.find(key_of(cookie.domain, cookie.name));
      if (known == by_key_.end() || !told.insert(known->first).second) continue;
      const Known& entry = *known->second;
      found.push_back({&sent, entry.item, true, std::min(entry.weight, Verdict::breach)});
    }
    const std::string text = percent_decoded_twice(sent.request->url) + "\n" +
                             percent_decoded_twice(sent.request->post_data);
    for (const auto& [needle, entry] : needles_) {
      if (text.find(needle) == std::string::npos) continue;
      if (!told.insert(entry->item->key).second) continue;
      found.push_back({&sent, entry->item, false, weight_in_address(*entry, sent)});
    }
  }

 private:
  std::map<ItemKey, const Known*> by_key_;
  std::map<std::string, const Known*> needles_;
};

}  // namespace

std::vector<std::string> needles_of(std::string_view value) {
  std::set<std::string> needles;
  const std::string text = percent_decoded_twice(value);
  if (text.size() >= kMinNeedle && has_digit(text)) needles.insert(text);
  if (const std::string tail = last_two_numbers(text); tail.size() >= kMinNeedle) {
    needles.insert(tail);
  }
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_token_character(text[end])) ++end;
    const std::string token = text.substr(i, end - i);
    if (token.size() >= kMinNeedle && has_digit(token)) needles.insert(token);
    i = end + 1;
  }
  return {needles.begin(), needles.end()};
}

std::vector<SentIdentifier> identifiers_sent(const SiteView& site, const RunView& run,
                                             std::uint64_t until, Stage stage) {
  const std::vector<Known> known = known_until(site, run, until);
  std::vector<SentIdentifier> found;
  if (known.empty()) return found;
  const Search search(known);
  // The items of `known` belong to the run's view, so what is returned outlives it.
  for (const SentRequest& sent : run.requests) {
    if (sent.stage == stage && sent.of_this_page && may_receive(sent)) search.look_at(sent, found);
  }
  return found;
}

}  // namespace consentry
