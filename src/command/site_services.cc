// SPDX-License-Identifier: Apache-2.0
#include "command/site_services.h"

#include <algorithm>
#include <boost/json.hpp>
#include <vector>

#include "command/service_entries.h"

namespace consentry {
namespace {

namespace json = boost::json;

using Row = std::vector<std::string>;

// Columns as wide as their widest cell, the last one as it comes.
std::string table_of(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += row[i];
      if (i + 1 < row.size()) text += std::string(widths[i] - row[i].size() + 2, ' ');
    }
    text += '\n';
  }
  return text;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

json::array array_of(const std::vector<std::string>& texts) {
  json::array all;
  for (const std::string& text : texts) all.emplace_back(text);
  return all;
}

std::string printed(const json::object& value) { return json::serialize(value) + "\n"; }

json::object known_json(const KnownService& service) {
  const TagService entry = entry_of(service, true);
  json::object value{{"id", service.id},
                     {"kind", service.kind},
                     {"name", service.name},
                     {"vendor", service.vendor},
                     {"country", service.country},
                     {"category", entry.category},
                     {"purposes", array_of(service.purposes)},
                     {"reason", service.reason},
                     {"hosts", array_of(entry.hosts)},
                     {"stores", array_of(entry.stores)},
                     {"placeholder", entry.placeholder},
                     {"policy", service.policy},
                     {"opt_out", service.opt_out}};
  return value;
}

// What was seen of a service; hosts first, since they prove most.
std::string reason_of(const ServiceSuggestion& suggestion) {
  std::string reason;
  if (!suggestion.hosts.empty()) reason = "requests to " + joined(suggestion.hosts);
  if (!suggestion.names.empty())
    reason += (reason.empty() ? "stores " : "; stores ") + joined(suggestion.names);
  return reason;
}

bool has(const TagConfig* config, const std::string& id) {
  return config != nullptr &&
         std::any_of(config->services.begin(), config->services.end(),
                     [&](const TagService& service) { return service.id == id; });
}

}  // namespace

std::string registry_listing(const ServiceRegistry& registry, ListFormat format) {
  if (format == ListFormat::json) {
    json::array services;
    for (const KnownService& service : registry.services()) services.push_back(known_json(service));
    return printed({{"services", std::move(services)}});
  }
  std::vector<Row> rows{{"ID", "KIND", "CATEGORY", "VENDOR", "NAME"}};
  for (const KnownService& service : registry.services()) {
    const std::string country = service.country.empty() ? "" : " (" + service.country + ")";
    rows.push_back({service.id, service.kind, service.purposes.front(), service.vendor + country,
                    service.name});
  }
  return table_of(rows);
}

std::string site_listing(const TagConfig& config, const ServiceRegistry& registry,
                         ListFormat format) {
  if (format == ListFormat::json) {
    json::array services;
    for (const TagService& service : config.services) {
      services.push_back({{"id", service.id},
                          {"name", service.name.value_or(service.id)},
                          {"category", service.category},
                          {"hosts", array_of(service.hosts)},
                          {"stores", array_of(service.stores)},
                          {"placeholder", service.placeholder},
                          {"known", registry.find(service.id) != nullptr}});
    }
    return printed({{"site", config.site}, {"services", std::move(services)}});
  }
  std::vector<Row> rows{{"ID", "CATEGORY", "KNOWN", "HOSTS", "STORES"}};
  for (const TagService& service : config.services) {
    rows.push_back({service.id, service.category,
                    registry.find(service.id) == nullptr ? "no" : "yes",
                    or_dash(joined(service.hosts)), or_dash(joined(service.stores))});
  }
  return table_of(rows);
}

std::string suggestion_listing(const ServiceSuggestions& suggestions, const TagConfig* config,
                               ListFormat format) {
  if (format == ListFormat::json) {
    json::array services;
    for (const ServiceSuggestion& each : suggestions.services) {
      services.push_back({{"id", each.service->id},
                          {"name", each.service->name},
                          {"category", each.service->purposes.front()},
                          {"reason", reason_of(each)},
                          {"seen_hosts", array_of(each.hosts)},
                          {"seen_names", array_of(each.names)},
                          {"in_site", has(config, each.service->id)}});
    }
    return printed({{"site", config == nullptr ? "" : config->site},
                    {"suggestions", std::move(services)},
                    {"unknown_hosts", array_of(suggestions.unknown_hosts)},
                    {"unknown_names", array_of(suggestions.unknown_names)}});
  }
  std::vector<Row> rows{{"ID", "CATEGORY", "IN SITE", "REASON"}};
  for (const ServiceSuggestion& each : suggestions.services) {
    rows.push_back({each.service->id, each.service->purposes.front(),
                    has(config, each.service->id) ? "yes" : "no", reason_of(each)});
  }
  std::string text = table_of(rows);
  if (!suggestions.unknown_hosts.empty())
    text += "unknown hosts: " + joined(suggestions.unknown_hosts) + "\n";
  if (!suggestions.unknown_names.empty())
    text += "unknown names: " + joined(suggestions.unknown_names) + "\n";
  return text;
}

}  // namespace consentry
