// SPDX-License-Identifier: Apache-2.0
#include "core/judge/travelling_value.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/base/origin.h"
#include "core/classify/identifier.h"
#include "core/classify/identifier_token.h"
#include "core/judge/disguised_value.h"
#include "core/judge/item_need.h"
#include "core/judge/needle_search.h"
#include "core/judge/sent_text.h"

namespace consentry {
namespace {

struct Hidden {
  const StoredItem* item;
  std::string_view how;
};

bool held_by_others(const ItemFacts& facts, const std::string& run, const std::string& part) {
  return std::ranges::any_of(facts.values_by_run, [&](const auto& entry) {
    return entry.first != run && std::ranges::any_of(entry.second, [&](const std::string& value) {
             return value.find(part) != std::string::npos;
           });
  });
}

// A short number meets another one by chance.
bool is_telling(std::string_view part) {
  constexpr std::size_t kMinDigits = 9;
  if (all_digits(part)) return part.size() >= kMinDigits && !is_epoch_time(part);
  return !is_date(part) && !is_words(part);
}

std::set<std::string> parts_of(const StoredItem& item, const std::string& run) {
  std::set<std::string> parts;
  const auto add = [&](const std::string& part) {
    if (part.size() < NeedleSearch::kMinLength || part.size() > kMaxIdentifierLength) return;
    if (is_telling(part) && !held_by_others(*item.facts, run, part)) parts.insert(part);
  };
  const std::string value = percent_decoded(item.value);
  if (value.find("://") == std::string::npos) add(value);
  for (const std::string& token : identifier_tokens(item.value)) add(token);
  return parts;
}

class Search {
 public:
  Search(const RunView& run, Stage stage, Concerns concerns) : run_(run), stage_(stage) {
    std::set<std::pair<ItemKey, std::string>> seen;
    for (const StoredItem& item : run.stored) {
      if (item.stage != stage || !concerns(*item.facts)) continue;
      if (!seen.insert({item.key, item.value}).second) continue;
      if (item.key.kind == "cookie") cookies_.emplace(item.key, &item);
      for (const std::string& part : parts_of(item, run.run->name)) hide(item, part);
    }
  }

  std::vector<TravellingValue> look() {
    if (cookies_.empty() && hidden_.empty()) return {};
    for (const SentRequest& sent : run_.requests) {
      if (sent.stage == stage_ && sent.of_this_page && reaches_stranger(sent)) look_at(sent);
    }
    return std::move(found_);
  }

 private:
  void hide(const StoredItem& item, const std::string& part) {
    for (ValueForm& form : forms_of(part)) {
      search_.add(std::move(form.text), hidden_.size());
      hidden_.push_back({&item, form.how});
    }
  }

  void look_at(const SentRequest& sent) {
    for (const CookieSent& cookie : sent.request->cookies) {
      const auto known = cookies_.find(key_of(cookie.domain, cookie.name));
      if (known != cookies_.end()) add({known->second, &sent, true, ""});
    }
    for (const std::size_t tag : search_.find(sent_text(run_, sent))) {
      add({hidden_[tag].item, &sent, false, hidden_[tag].how});
    }
  }

  void add(const TravellingValue& value) {
    if (value.item->at.line >= value.sent->request->at.line) return;
    const std::string to = name_of_party(*value.sent->facts, value.sent->request->url);
    if (told_.insert({value.item->key, to}).second) found_.push_back(value);
  }

  const RunView& run_;
  Stage stage_;
  NeedleSearch search_;
  std::vector<Hidden> hidden_;  // by tag
  std::map<ItemKey, const StoredItem*> cookies_;
  std::set<std::pair<ItemKey, std::string>> told_;
  std::vector<TravellingValue> found_;
};

}  // namespace

std::vector<TravellingValue> travelling_values(const RunView& run, Stage stage, Concerns concerns) {
  return Search(run, stage, concerns).look();
}

}  // namespace consentry
