// SPDX-License-Identifier: Apache-2.0
#include "core/consent/site_declaration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <tuple>
#include <utility>

namespace consentry {
namespace {

constexpr double kDay = 86'400;
// What keeps the visitor's choice is told too.
constexpr std::string_view kOwnCookie = "consentry";

struct Lasting {
  KeptFor kept = KeptFor::unknown;
  double seconds = 0;
};

// The registry's words: "session", "until deleted", "13 months".
Lasting lasting_of(std::string_view words) {
  if (words == "session") return {KeptFor::session, 0};
  if (words == "until deleted") return {KeptFor::endless, 0};
  double number = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), number);
  if (error != std::errc{}) return {};
  std::string_view unit(end, static_cast<std::size_t>(words.data() + words.size() - end));
  constexpr std::array<std::pair<std::string_view, double>, 7> kUnits{
      {{" second", 1},
       {" minute", 60},
       {" hour", 3'600},
       {" day", kDay},
       {" week", 7 * kDay},
       {" month", 365.25 / 12 * kDay},
       {" year", 365.25 * kDay}}};
  for (const auto& [name, seconds] : kUnits) {
    if (unit.starts_with(name)) return {KeptFor::seconds, number * seconds};
  }
  return {};
}

// What was observed goes first; web storage has no end of its own.
Lasting lasting_of(const ScannedItem& item) {
  if (item.lifetime_s) return {KeptFor::seconds, *item.lifetime_s};
  if (item.kind == "cookie" || item.kind == "session") return {KeptFor::session, 0};
  return {KeptFor::endless, 0};
}

StoredKind kind_of(const ScannedItem& item) {
  if (item.kind == "local") return StoredKind::local_storage;
  if (item.kind == "session") return StoredKind::session_storage;
  return item.kind == "cookie" ? StoredKind::cookie : StoredKind::database;
}

bool lies_under(std::string_view host, std::string_view domain) {
  return host == domain || (host.ends_with(domain) && host.size() > domain.size() &&
                            host[host.size() - domain.size() - 1] == '.');
}

// The registry's word on one item.
struct Known {
  const KnownService* service = nullptr;
  const StoredPattern* pattern = nullptr;
};

// A name that several services use tells none of them, unless the site declares just one.
Known known_of(const ServiceRegistry& registry, const TagConfig& config, const ScannedItem& item) {
  std::vector<Known> found;
  for (const KnownService& service : registry.services()) {
    for (const StoredPattern& pattern : service.stores) {
      const bool here =
          pattern.domain.empty() ? !item.third_party : lies_under(item.host, pattern.domain);
      const bool named = std::ranges::any_of(
          pattern.names, [&](const std::string& name) { return is_stored_under(name, item.name); });
      if (here && named && pattern.kind == kind_of(item)) found.push_back({&service, &pattern});
    }
  }
  const auto declared = [&](const Known& known) {
    return std::ranges::any_of(config.services, [&](const TagService& service) {
      return service.id == known.service->id;
    });
  };
  std::vector<Known> own;
  std::ranges::copy_if(found, std::back_inserter(own), declared);
  if (own.size() == 1) return own.front();
  return found.size() == 1 ? found.front() : Known();
}

const TagService* declaring(const TagConfig& config, const ScannedItem& item) {
  if (item.third_party) return nullptr;
  const auto found = std::ranges::find_if(config.services, [&](const TagService& service) {
    return std::ranges::any_of(service.stores, [&](const std::string& pattern) {
      return is_stored_under(pattern, item.name);
    });
  });
  return found == config.services.end() ? nullptr : &*found;
}

// "*.x" stands for sub-domains of x. A cookie of a domain goes to each host below it.
bool connects_to(std::string_view pattern, std::string_view host) {
  if (pattern.starts_with("*."))
    return host != pattern.substr(2) && lies_under(host, pattern.substr(2));
  return host == pattern || lies_under(pattern, host);
}

// The declared services to whose hosts a third party's item belongs, when they agree.
const TagService* connecting(const TagConfig& config, const ScannedItem& item) {
  if (!item.third_party) return nullptr;
  const TagService* found = nullptr;
  for (const TagService& service : config.services) {
    const bool here = std::ranges::any_of(
        service.hosts, [&](const std::string& pattern) { return connects_to(pattern, item.host); });
    if (!here) continue;
    if (found != nullptr && found->category != service.category) return nullptr;
    if (found == nullptr) found = &service;
  }
  return found;
}

std::string category_of(const ScannedItem& item) {
  if (item.purpose == "preferences") return "functional";
  if (item.purpose == "consent-record") return "necessary";
  const bool said =
      item.purpose == "necessary" || item.purpose == "statistics" || item.purpose == "marketing";
  return said ? item.purpose : std::string(kUnknownGroup);
}

class Maker {
 public:
  Maker(const TagConfig& config, const ServiceRegistry& registry)
      : config_(config), registry_(registry) {}

  void take(const ScannedItem& item) {
    const Known known = known_of(registry_, config_, item);
    const TagService* service = declaring(config_, item);
    const TagService* host = connecting(config_, item);
    DeclarationEntry entry{item.name, item.kind, item.host, {}, {}, KeptFor::unknown, 0};
    Lasting lasting = lasting_of(item);
    if (known.pattern != nullptr) {
      entry.provider = known.service->vendor;
      entry.country = known.service->country;
    } else if (!item.vendor.empty() || !item.company.empty()) {
      entry.provider = item.vendor.empty() ? item.company : item.vendor;
    } else {
      entry.provider = own_provider(item, service);
      if (host != nullptr) entry.provider = host->name.value_or(host->id);
    }
    // The registry knows what the longest is; a scan may have come at an early moment.
    if (known.pattern != nullptr) {
      const Lasting usual = lasting_of(known.pattern->lasts);
      if (usual.kept == KeptFor::seconds && lasting.kept == KeptFor::seconds)
        lasting.seconds = std::max(lasting.seconds, usual.seconds);
    }
    entry.kept = lasting.kept;
    entry.seconds = lasting.seconds;
    // The owner's own word, then the registry's, then the catalogue's; of what these do not know,
    // the service's to which it belongs.
    std::string category = category_of(item);
    if (host != nullptr && category == kUnknownGroup) category = host->category;
    if (known.pattern != nullptr) category = known.pattern->purpose;
    if (service != nullptr) category = service->category;
    if (item.name == kOwnCookie) category = config_.categories.front().id;
    add(category, std::move(entry));
  }

  void add_own_cookie() {
    const bool there = std::ranges::any_of(
        entries_, [](const auto& each) { return std::get<0>(each.first) == kOwnCookie; });
    if (there || config_.categories.empty()) return;
    add(config_.categories.front().id, {std::string(kOwnCookie), "cookie", "", config_.owner, "",
                                        KeptFor::seconds, config_.months * 30.44 * kDay});
  }

  std::vector<DeclarationGroup> groups() const {
    std::vector<DeclarationGroup> groups;
    for (const TagCategory& category : config_.categories)
      groups.push_back({category.id, category.name, category.description, {}});
    for (const auto& [key, placed] : entries_) group(groups, placed.first).push_back(placed.second);
    std::ranges::stable_partition(
        groups, [](const DeclarationGroup& each) { return each.category != kUnknownGroup; });
    std::erase_if(groups, [](const DeclarationGroup& each) { return each.entries.empty(); });
    return groups;
  }

 private:
  // Who runs the site stands behind what it needs itself; behind anything else only if it says so.
  [[nodiscard]] std::string own_provider(const ScannedItem& item, const TagService* service) const {
    if (item.third_party) return {};
    const bool needed = service != nullptr
                            ? service->category == config_.categories.front().id
                            : category_of(item) == "necessary" || category_of(item) == "functional";
    if (needed) return config_.owner;
    return service != nullptr ? service->name.value_or(service->id) : std::string();
  }

  // The same name on several hosts of the site is one entry, as long as the longest.
  void add(const std::string& category, DeclarationEntry entry) {
    const auto key = std::tuple(entry.name, entry.kind, entry.provider);
    const auto [at, fresh] = entries_.try_emplace(key, category, entry);
    if (fresh) return;
    DeclarationEntry& kept = at->second.second;
    if (entry.kept == KeptFor::endless || kept.kept == KeptFor::unknown) kept.kept = entry.kept;
    if (entry.kept == KeptFor::seconds && kept.kept == KeptFor::session) kept.kept = entry.kept;
    kept.seconds = std::max(kept.seconds, entry.seconds);
  }

  static std::vector<DeclarationEntry>& group(std::vector<DeclarationGroup>& groups,
                                              const std::string& category) {
    const auto found = std::ranges::find(groups, category, &DeclarationGroup::category);
    return found != groups.end()
               ? found->entries
               : groups.emplace_back(DeclarationGroup{category, {}, {}, {}}).entries;
  }

  const TagConfig& config_;
  const ServiceRegistry& registry_;
  std::map<std::tuple<std::string, std::string, std::string>,
           std::pair<std::string, DeclarationEntry>>
      entries_;
};

}  // namespace

SiteDeclaration make_declaration(const TagConfig& config, const ServiceRegistry& registry,
                                 const ScannedSite& scan) {
  Maker maker(config, registry);
  for (const ScannedItem& item : scan.items) maker.take(item);
  maker.add_own_cookie();
  return {config.site, config.owner, config.privacy, scan.time, config.languages, maker.groups()};
}

}  // namespace consentry
