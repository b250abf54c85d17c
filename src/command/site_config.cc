// SPDX-License-Identifier: Apache-2.0
#include "command/site_config.h"

#include <boost/json.hpp>
#include <set>
#include <utility>

#include "command/service_entries.h"
#include "command/site_id.h"
#include "core/base/origin.h"
#include "core/consent/notice.h"
#include "core/consent/tag_config_json.h"

namespace consentry {
namespace {

namespace json = boost::json;

json::array array_of(const std::vector<std::string>& texts) {
  json::array all;
  for (const std::string& text : texts) all.emplace_back(text);
  return all;
}

json::array categories_for(const std::vector<TagService>& services) {
  std::set<std::string> used{"statistics", "marketing"};
  for (const TagService& service : services) used.insert(service.category);
  json::array categories{"necessary"};
  for (const char* category : {"functional", "statistics", "marketing", "media"}) {
    if (used.contains(category)) categories.emplace_back(category);
  }
  return categories;
}

// Line by line, for an owner to edit.
std::string laid_out(const json::object& config) {
  std::string text = "{\n";
  for (const auto& [key, value] : config) {
    text += (text.size() > 2 ? ",\n" : "") + std::string("  ") + json::serialize(json::value(key)) +
            ": ";
    if (key != "services" || value.as_array().empty()) {
      text += json::serialize(value);
      continue;
    }
    text += "[";
    for (const json::value& service : value.as_array())
      text += (text.back() == '[' ? "\n    " : ",\n    ") + json::serialize(service);
    text += "\n  ]";
  }
  return text + "\n}\n";
}

Result<ServiceEntries> services_for(const NewSiteWords& words, const ServiceRegistry& registry) {
  ScannedParts scan;
  if (!words.scan_report.empty()) {
    auto parts = scanned_parts(words.scan_report);
    if (!parts) return parts.error();
    scan = *std::move(parts);
  }
  return choose_services(registry, words.services, scan);
}

}  // namespace

Result<NewSite> new_site(const NewSiteWords& words, const ServiceRegistry& registry) {
  const auto url = parse_site_url(words.address);
  if (!url) return url.error();
  NewSite site;
  site.origin = url->origin();
  const std::string authority = site.origin.substr(site.origin.find("//") + 2);
  site.id = words.id.empty() ? id_from(authority) : words.id;
  if (!is_consent_id(site.id))
    return invalid_input("'" + site.id + "' is no id of a site; use a-z, 0-9 and -, at most 40");
  auto entries = services_for(words, registry);
  if (!entries) return entries.error();
  site.notes = std::move(entries->notes);
  json::array services;
  for (const TagService& service : entries->services)
    services.push_back(json::parse(tag_service_json(service)));
  json::array languages = array_of(words.languages);
  if (languages.empty()) languages.emplace_back("en");
  json::object config{{"site", site.id},
                      {"owner", words.owner.empty() ? url->host : words.owner},
                      {"languages", std::move(languages)},
                      {"categories", categories_for(entries->services)},
                      {"services", std::move(services)}};
  if (!words.marked_only) config["autoblock"] = "strict";
  if (!words.server.empty()) config["server"] = words.server;
  site.config = laid_out(config);
  return site;
}

}  // namespace consentry
