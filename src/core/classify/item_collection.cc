// SPDX-License-Identifier: Apache-2.0
#include "core/classify/item_collection.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/origin.h"
#include "core/classify/cache_date.h"
#include "core/classify/cookie_catalogue.h"
#include "core/classify/identifier.h"
#include "core/classify/request_facts.h"
#include "core/observe/cache_validator.h"

namespace consentry {
namespace {

// One sighting of an item, whatever it came from.
struct Sighting {
  const std::string& value;
  Lifetime lifetime;
  bool third_party = false;
  std::string_view setter_url;
  std::string_view page_url;
  bool by_script = false;
  bool stored = true;
};

struct Collected {
  ItemFacts facts;
  std::string setter_url;
  std::string setter_page;
  bool set_by_script = false;
};

std::string host_in(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? parsed->host : std::string();
}

std::string without_dot(const std::string& domain) {
  return !domain.empty() && domain.front() == '.' ? domain.substr(1) : domain;
}

// The writer who is a third party says more than the site's own script that wrote the same key.
bool better_setter(const Collected& item, const Sighting& seen) {
  if (seen.setter_url.empty()) return false;
  if (item.setter_url.empty()) return true;
  return same_site(host_in(item.setter_url), host_in(item.setter_page)) &&
         !same_site(host_in(seen.setter_url), host_in(seen.page_url));
}

void note_value(ItemFacts& facts, const std::string& run, const std::string& value) {
  std::vector<std::string>& values = facts.values_by_run[run];
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

class Collector {
 public:
  void add(ItemKey key, const std::string& run, const Sighting& seen) {
    Collected& item = items_[key];
    item.facts.key = std::move(key);
    item.facts.third_party = item.facts.third_party || seen.third_party;
    if (better_setter(item, seen)) {
      item.setter_url = seen.setter_url;
      item.setter_page = seen.page_url;
      item.set_by_script = seen.by_script;
    }
    if (!seen.stored) return;
    note_value(item.facts, run, seen.value);
    if (seen.lifetime) {
      item.facts.lifetime_s = std::max(item.facts.lifetime_s.value_or(0), *seen.lifetime);
    }
  }

  // Before it the browser was made to forget, so that a new value is no sign of anything.
  static bool is_later_visit(const Moment& when) { return when.phase == Phase::revisit; }

  void add_run(const RunObservation& run) {
    for (const CookieWrite& write : run.cookie_writes) {
      if (is_later_visit(write.when)) continue;
      const bool deletion = write.lifetime_s && *write.lifetime_s <= 0;
      add(key_of(write), run.name,
          {write.value, write.lifetime_s, write.third_party, write.setter_url, write.page_url,
           write.origin == CookieOrigin::script, write.blocked.empty() && !deletion});
    }
    for (const CookieRow& row : run.cookie_rows) {
      if (is_later_visit(row.when)) continue;
      add(key_of(row), run.name, {row.value, row.lifetime_s, row.third_party, {}, {}, false, true});
    }
    for (const StorageItem& item : run.storage) {
      if (is_later_visit(item.when)) continue;
      add(key_of(item), run.name,
          {item.value, std::nullopt, item.third_party, item.script_url, item.origin, true, true});
    }
  }

  std::map<ItemKey, Collected> take() { return std::move(items_); }

 private:
  std::map<ItemKey, Collected> items_;
};

std::string owner_host(const ItemKey& key) {
  return key.kind == "cookie" ? key.owner : host_in(key.owner);
}

// Purpose that follows from what the writer does for a living.
Purpose purpose_of_setter(Function function) {
  if (function == Function::analytics) return Purpose::statistics;
  if (function == Function::advertising || function == Function::social) return Purpose::marketing;
  return Purpose::unknown;
}

// A word, a flag or a digit or two: what a site writes down, not what tells a visitor apart.
bool is_state(std::string_view value) {
  constexpr std::size_t kMaxDigits = 2;
  constexpr std::size_t kMaxWord = 20;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  if (value.size() <= kMaxDigits && std::ranges::all_of(value, digit)) return true;
  return value.size() <= kMaxWord && std::ranges::all_of(value, letter);
}

bool notes_a_state(const ItemFacts& facts) {
  return std::ranges::all_of(facts.values_by_run, [](const auto& run) {
    return std::ranges::all_of(run.second, is_state);
  });
}

// A validator that is the same for other visitors, or was compared with nobody's.
bool is_about_a_file(const ItemFacts& facts) {
  return is_cache_validator(facts.key.kind) && facts.identifier != IdentifierStrength::strong;
}

class ItemClassifier {
 public:
  ItemClassifier(const ReferenceData& data, std::string_view site_company)
      : data_(data), site_company_(site_company) {}

  void finish(Collected& item) const {
    const HostFacts writer = writer_of(item);
    item.facts.setter_company = writer.company;
    item.facts.setter_domain = registrable_domain(host_in(item.setter_url));
    item.facts.setter_function = writer.function;
    if (!purpose_by_name(item.facts, writer)) purpose_by_writer(item, writer);
    judge(item.facts);
  }

 private:
  [[nodiscard]] HostFacts writer_of(const Collected& item) const {
    std::string url = item.setter_url;
    // A third party's cookie without a known writer can only have come from its own responses.
    if (url.empty() && item.facts.third_party) url = "https://" + owner_host(item.facts.key) + "/";
    if (url.empty()) return {};
    const ResourceType type = item.set_by_script ? ResourceType::script : ResourceType::other;
    return who_serves(url, host_in(item.setter_page), type, data_);
  }

  // True when a catalogue knows the name, also when it says that the name alone decides nothing:
  // what a catalogue leaves open is not settled by who wrote it.
  bool purpose_by_name(ItemFacts& facts, const HostFacts& writer) const {
    const CookieEntry* entry =
        data_.cookies.find(facts.key.kind, owner_host(facts.key), facts.key.name);
    if (entry == nullptr) return false;
    // A pattern meets the site's own notes as well: "_xy_optin=no" is no record of a visit by XY.
    const bool by_pattern = entry->name.find('*') != std::string::npos;
    if (by_pattern && !is_tracking(writer.function) && notes_a_state(facts)) return false;
    facts.vendor = entry->vendor;
    facts.sources.push_back(entry->source);
    facts.purpose = entry->purpose;
    facts.catalogued = true;
    return true;
  }

  void purpose_by_writer(Collected& item, const HostFacts& writer) const {
    ItemFacts& facts = item.facts;
    const bool own_company = !site_company_.empty() && writer.company == site_company_;
    const bool own_host =
        !facts.third_party && same_site(host_in(item.setter_url), owner_host(facts.key));
    if (own_company || own_host) return;
    const Purpose purpose = purpose_of_setter(writer.function);
    if (purpose == Purpose::unknown) return;
    facts.purpose = purpose;
    const std::string what =
        "written by " + writer.company + " (" + std::string(name_of(writer.function)) + "): ";
    for (SourceRef source : writer.sources) {
      source.text = what + source.text;
      facts.sources.push_back(std::move(source));
    }
  }

  static void judge(ItemFacts& facts) {
    std::vector<ProfileValues> profiles;
    for (const auto& [run, values] : facts.values_by_run) profiles.push_back(values);
    Lifetime lifetime = facts.lifetime_s;
    if (facts.key.kind != "cookie" && facts.key.kind != "session")
      lifetime = std::numeric_limits<double>::infinity();
    IdentifierAnswer answer = is_cache_date(facts.key.kind, facts.key.name)
                                  ? judge_cache_dates(profiles)
                                  : judge_identifier(profiles, lifetime);
    facts.identifier = answer.strength;
    facts.identifier_reason = std::move(answer.reason);
  }

  const ReferenceData& data_;
  std::string site_company_;
};

}  // namespace

ItemKey key_of(const CookieWrite& write) {
  return {"cookie", without_dot(write.domain), write.name};
}

ItemKey key_of(const CookieRow& row) { return {"cookie", without_dot(row.domain), row.name}; }

ItemKey key_of(const StorageItem& item) {
  return {std::string(name_of(item.area)), item.origin, item.key};
}

std::map<ItemKey, ItemFacts> classify_items(const SiteObservation& site, const ReferenceData& data,
                                            std::string_view site_company) {
  Collector collector;
  for (const RunObservation& run : site.runs) collector.add_run(run);
  const ItemClassifier classifier(data, site_company);
  std::map<ItemKey, ItemFacts> items;
  for (auto& [key, item] : collector.take()) {
    classifier.finish(item);
    if (!is_about_a_file(item.facts)) items.emplace(key, std::move(item.facts));
  }
  return items;
}

}  // namespace consentry
