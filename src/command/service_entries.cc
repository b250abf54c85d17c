// SPDX-License-Identifier: Apache-2.0
#include "command/service_entries.h"

#include <algorithm>
#include <map>
#include <set>

#include "command/site_id.h"
#include "core/judge/nearest.h"

namespace consentry {
namespace {

// Which purpose a function of a report stands for. What a site cannot do without is its owner's to
// say, so nothing is taken for necessary here; what nobody knows is asked for as marketing, where it
// does the least harm when it is refused.
std::string category_for(std::string_view function) {
  static const std::map<std::string, std::string, std::less<>> table{
      {"analytics", "statistics"},    {"video", "media"},        {"social", "media"},
      {"support-chat", "functional"}, {"content", "functional"}, {"cdn", "functional"},
      {"hosting", "functional"},      {"payment", "functional"}, {"security", "functional"},
  };
  const auto found = table.find(function);
  return found == table.end() ? "marketing" : found->second;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// Visitors are told who is behind a service.
std::string name_with_vendor(const KnownService& service) {
  const bool own = service.hosts.empty();
  if (own || lower_case(service.name).find(lower_case(service.vendor)) != std::string::npos)
    return service.name;
  return service.name + " (" + service.vendor + ")";
}

std::string listed(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

// One service a company and purpose, or a host whose company nobody knows.
std::map<std::string, TagService> unknown_services(const ScannedParts& scan,
                                                   const std::vector<std::string>& hosts,
                                                   const ServiceRegistry& registry) {
  const std::set<std::string> unknown(hosts.begin(), hosts.end());
  std::map<std::string, TagService> services;
  for (const ScannedParty& party : scan.parties) {
    if (!unknown.contains(party.host)) continue;
    const std::string name = party.company.empty() ? party.host : party.company;
    const std::string category = category_for(party.function);
    std::string id = id_from(lower_case(name) + (category == "marketing" ? "" : "-" + category));
    if (id.empty()) continue;
    // Another host of a company is not the service that bears its name.
    if (registry.find(id) != nullptr) id = id_from(party.host);
    TagService& service = services[id];
    service.id = id;
    service.name = name;
    service.category = category;
    service.hosts.push_back(party.host);
  }
  return services;
}

// Those named, and those suggested; true: the tag is to load it.
Result<std::map<const KnownService*, bool>> wanted_services(const ServiceRegistry& registry,
                                                            const std::vector<std::string>& ids,
                                                            const ServiceSuggestions& suggested) {
  std::map<const KnownService*, bool> wanted;
  for (const std::string& id : ids) {
    const KnownService* service = registry.find(id);
    if (service == nullptr) {
      std::vector<std::string> known;
      for (const KnownService& each : registry.services()) known.push_back(each.id);
      return invalid_input("--service: there is no service '" + id + "'" + suggestion(id, known));
    }
    wanted.emplace(service, true);
  }
  // Pages that load it already would get it twice.
  for (const ServiceSuggestion& each : suggested.services) wanted[each.service] = false;
  return wanted;
}

std::vector<std::string> places_in(const std::string& text) {
  std::vector<std::string> places;
  std::size_t open = text.find('{');
  while (open != std::string::npos) {
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    places.push_back(text.substr(open, close + 1 - open));
    open = text.find('{', close);
  }
  return places;
}

}  // namespace

TagService entry_of(const KnownService& service, bool with_scripts) {
  TagService entry;
  entry.id = service.id;
  entry.name = name_with_vendor(service);
  entry.category = service.purposes.front();
  entry.hosts = service.hosts;
  for (const StoredPattern& item : service.stores) {
    if (item.domain.empty())
      entry.stores.insert(entry.stores.end(), item.names.begin(), item.names.end());
  }
  if (with_scripts && !service.scripts.empty()) entry.scripts = service.scripts;
  entry.placeholder = service.embed.has_value();
  if (!service.opt_out.empty()) entry.opt_out = service.opt_out;
  return entry;
}

Result<ServiceEntries> choose_services(const ServiceRegistry& registry,
                                       const std::vector<std::string>& ids,
                                       const ScannedParts& scan) {
  const ServiceSuggestions suggested = suggest_services(registry, scan.seen());
  const auto wanted = wanted_services(registry, ids, suggested);
  if (!wanted) return wanted.error();
  ServiceEntries entries;
  for (const KnownService& service : registry.services()) {
    const auto found = wanted->find(&service);
    if (found == wanted->end()) continue;
    entries.services.push_back(entry_of(service, found->second));
    if (!service.reason.empty())
      entries.notes.push_back(service.id + " is taken for necessary: " + service.reason);
  }
  for (const std::string& place : unfilled_places(entries.services))
    entries.notes.push_back("before it is published, fill in " + place);
  for (auto& [id, service] : unknown_services(scan, suggested.unknown_hosts, registry)) {
    entries.notes.push_back("not in the registry, from the scan alone: " + id + " (" +
                            service.category + "; " + listed(service.hosts) + ")");
    entries.services.push_back(std::move(service));
  }
  if (!suggested.unknown_names.empty())
    entries.notes.push_back("stored under names that no service declares: " +
                            listed(suggested.unknown_names));
  return entries;
}

std::vector<std::string> unfilled_places(const std::vector<TagService>& services) {
  std::vector<std::string> places;
  for (const TagService& service : services) {
    for (const TextPairs& attributes : service.scripts.value_or(std::vector<TextPairs>())) {
      for (const auto& [name, value] : attributes) {
        for (const std::string& place : places_in(value))
          places.push_back(place + " in the script of '" + service.id + "'");
      }
    }
  }
  return places;
}

}  // namespace consentry
