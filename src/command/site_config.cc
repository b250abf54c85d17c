// SPDX-License-Identifier: Apache-2.0
#include "command/site_config.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "core/base/origin.h"
#include "core/consent/notice.h"

namespace consentry {
namespace {

namespace json = boost::json;

// Words of a host as an id: "www.shop.example:8080" gives "shop-example-8080".
std::string id_from(std::string_view text) {
  if (text.starts_with("www.")) text.remove_prefix(4);
  std::string id;
  for (const char c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (good) id += c;
    if (!good && !id.empty() && id.back() != '-') id += '-';
  }
  constexpr std::size_t kLongest = 40;
  id.resize(std::min(id.size(), kLongest));
  while (id.ends_with('-')) id.pop_back();
  return id;
}

// Which purpose a function of a report stands for. What a site cannot do without is the owner's to
// say, so nothing but payment and security is taken for necessary; what nobody knows is asked for as
// marketing, where it does the least harm when it is refused.
std::string category_for(std::string_view function) {
  static const std::map<std::string, std::string, std::less<>> table{
      {"analytics", "statistics"},    {"video", "media"},        {"social", "media"},
      {"support-chat", "functional"}, {"content", "functional"}, {"cdn", "functional"},
      {"hosting", "functional"},      {"payment", "necessary"},  {"security", "necessary"},
  };
  const auto found = table.find(function);
  return found == table.end() ? "marketing" : found->second;
}

struct Found {
  std::string name;
  std::string category;
  std::vector<std::string> hosts;
};

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::string text_in(const json::value& object, std::string_view key) {
  const json::value* member = object.is_object() ? object.get_object().if_contains(key) : nullptr;
  return member != nullptr && member->is_string() ? std::string(member->get_string())
                                                  : std::string();
}

const json::array* array_in(const json::value& object, std::string_view key) {
  const json::value* member = object.is_object() ? object.get_object().if_contains(key) : nullptr;
  return member == nullptr ? nullptr : member->if_array();
}

// One service a company and purpose, or a host whose company nobody knows.
void take_party(const json::value& party, std::map<std::string, Found>& services) {
  const std::string host = text_in(party, "host");
  const std::string function = text_in(party, "function");
  // The site's own consent manager is what the tag replaces.
  if (host.empty() || function == "consent-manager") return;
  const std::string company = text_in(party, "company");
  const std::string name = company.empty() ? host : company;
  const std::string category = category_for(function);
  const std::string id =
      id_from(lower_case(name) + (category == "marketing" ? "" : "-" + category));
  if (id.empty()) return;
  Found& service = services[id];
  service.name = name;
  service.category = category;
  service.hosts.push_back(host);
}

Result<std::map<std::string, Found>> services_in(std::string_view report) {
  json::error_code error;
  const json::value value = json::parse(report, error);
  const json::array* sites = error ? nullptr : array_in(value, "sites");
  if (sites == nullptr) return invalid_input("--from-scan takes the report.json of a scan");
  std::map<std::string, Found> services;
  for (const json::value& site : *sites) {
    const json::array* parties = array_in(site, "third_parties");
    if (parties == nullptr) return invalid_input("--from-scan takes the report.json of a scan");
    for (const json::value& party : *parties) take_party(party, services);
  }
  return services;
}

json::array services_json(const std::map<std::string, Found>& found) {
  json::array services;
  for (const auto& [id, service] : found) {
    json::array hosts;
    for (const std::string& host : service.hosts) hosts.emplace_back(host);
    services.push_back({{"id", id},
                        {"name", service.name},
                        {"category", service.category},
                        {"hosts", std::move(hosts)}});
  }
  return services;
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

}  // namespace

Result<NewSite> new_site(const NewSiteWords& words) {
  const auto url = parse_site_url(words.address);
  if (!url) return url.error();
  NewSite site;
  site.origin = url->origin();
  const std::string authority = site.origin.substr(site.origin.find("//") + 2);
  site.id = words.id.empty() ? id_from(authority) : words.id;
  if (!is_consent_id(site.id))
    return invalid_input("'" + site.id + "' is no id of a site; use a-z, 0-9 and -, at most 40");
  std::map<std::string, Found> found;
  if (!words.scan_report.empty()) {
    auto services = services_in(words.scan_report);
    if (!services) return services.error();
    found = *std::move(services);
  }
  std::set<std::string> used{"statistics", "marketing"};
  for (const auto& service : found) used.insert(service.second.category);
  json::array categories{"necessary"};
  for (const char* category : {"functional", "statistics", "marketing", "media"}) {
    if (used.contains(category)) categories.emplace_back(category);
  }
  json::array languages;
  for (const std::string& language : words.languages) languages.emplace_back(language);
  if (languages.empty()) languages.emplace_back("en");
  json::object config{{"site", site.id},
                      {"owner", words.owner.empty() ? url->host : words.owner},
                      {"languages", std::move(languages)},
                      {"categories", std::move(categories)},
                      {"services", services_json(found)}};
  if (!words.marked_only) config["autoblock"] = "strict";
  if (!words.server.empty()) config["server"] = words.server;
  site.config = laid_out(config);
  return site;
}

}  // namespace consentry
