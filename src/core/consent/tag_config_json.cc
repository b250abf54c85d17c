// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tag_config_json.h"

#include <boost/json.hpp>

namespace consentry {
namespace {

namespace json = boost::json;

json::array array_of(const std::vector<std::string>& texts) {
  json::array all;
  for (const std::string& text : texts) all.emplace_back(text);
  return all;
}

template <typename Pairs>
json::object object_of(const Pairs& pairs) {
  json::object all;
  for (const auto& [name, text] : pairs) all[name] = text;
  return all;
}

json::value category_json(const TagCategory& category) {
  if (category.name.empty() && category.description.empty()) return json::value(category.id);
  json::object value{{"id", category.id}};
  if (!category.name.empty()) value["name"] = object_of(category.name);
  if (!category.description.empty()) value["description"] = object_of(category.description);
  return value;
}

json::object service_json(const TagService& service) {
  json::object value{{"id", service.id}, {"name", service.name.value_or(service.id)}};
  if (!service.label.empty()) value["label"] = object_of(service.label);
  if (!service.description.empty()) value["description"] = object_of(service.description);
  value["category"] = service.category;
  if (!service.hosts.empty()) value["hosts"] = array_of(service.hosts);
  if (!service.stores.empty()) value["stores"] = array_of(service.stores);
  if (service.scripts) {
    json::array scripts;
    for (const TextPairs& attributes : *service.scripts) scripts.push_back(object_of(attributes));
    value["scripts"] = std::move(scripts);
  }
  if (service.placeholder) value["placeholder"] = true;
  if (service.opt_out) value["optOut"] = *service.opt_out;
  return value;
}

json::object consent_mode_json(const TagConsentMode& mode) {
  json::object value{{"signals", object_of(mode.signals)}};
  json::array regions;
  for (const TagRegion& each : mode.regions) {
    json::object region{{"granted", array_of(each.granted)}};
    region["region"] =
        each.is_list ? json::value(array_of(each.region)) : json::value(each.region.front());
    regions.push_back(std::move(region));
  }
  if (!regions.empty()) value["regions"] = std::move(regions);
  constexpr std::int64_t kUsualWait = 500;
  if (mode.wait_ms != kUsualWait) value["waitMs"] = mode.wait_ms;
  return value;
}

void add_lists(json::object& value, const TagConfig& config) {
  json::array categories;
  for (const TagCategory& each : config.categories) categories.push_back(category_json(each));
  value["categories"] = std::move(categories);
  json::array services;
  for (const TagService& each : config.services) services.push_back(service_json(each));
  value["services"] = std::move(services);
  json::object texts;
  for (const auto& [language, own] : config.texts) {
    if (!own.empty()) texts[language] = object_of(own);
  }
  if (!texts.empty()) value["texts"] = std::move(texts);
  json::object theme;
  for (const auto& [token, colours] : config.theme)
    theme[token] =
        colours.size() == 1 ? json::value(colours.front()) : json::value(array_of(colours));
  if (!theme.empty()) value["theme"] = std::move(theme);
}

json::object object_of(const TagConfig& config) {
  json::object value{{"site", config.site}, {"owner", config.owner}};
  if (!config.privacy.empty()) value["privacy"] = config.privacy;
  if (config.group) value["group"] = *config.group;
  value["languages"] = array_of(config.languages);
  if (config.layout) value["layout"] = *config.layout;
  constexpr double kUsualMonths = 6;
  if (config.months > kUsualMonths) {
    const auto whole = static_cast<std::int64_t>(config.months);
    value["months"] = config.months > static_cast<double>(whole) ? json::value(config.months)
                                                                 : json::value(whole);
  }
  if (config.gpc) value["gpc"] = *config.gpc;
  if (config.autoblock) value["autoblock"] = *config.autoblock;
  if (!config.own_hosts.empty()) value["ownHosts"] = array_of(config.own_hosts);
  if (!config.sisters.empty()) value["sisters"] = array_of(config.sisters);
  if (config.consent_mode) value["consentMode"] = consent_mode_json(*config.consent_mode);
  if (!config.server.empty()) value["server"] = config.server;
  if (!config.cookie_domain.empty()) value["cookieDomain"] = config.cookie_domain;
  if (config.withdrawal) value["withdrawal"] = *config.withdrawal;
  if (!config.clear_site_data.empty()) value["clearSiteData"] = array_of(config.clear_site_data);
  if (!config.button) value["button"] = false;
  if (!config.statistics) value["statistics"] = false;
  if (!config.adapters.empty()) value["adapters"] = array_of(config.adapters);
  json::object interfaces;
  for (const auto& [name, signals] : config.interfaces) interfaces[name] = object_of(signals);
  if (!interfaces.empty()) value["interfaces"] = std::move(interfaces);
  add_lists(value, config);
  return value;
}

std::string lines_of(const json::array& list) {
  std::string text = "[";
  for (const json::value& each : list)
    text += (text.size() == 1 ? "\n    " : ",\n    ") + json::serialize(each);
  return text + (list.empty() ? "]" : "\n  ]");
}

}  // namespace

std::string tag_config_json(const TagConfig& config) {
  std::string text = "{\n";
  for (const auto& [key, value] : object_of(config)) {
    const bool lines = key == "services" || key == "categories";
    text += (text.size() > 2 ? ",\n  " : "  ") + json::serialize(json::value(key)) + ": " +
            (lines ? lines_of(value.as_array()) : json::serialize(value));
  }
  return text + "\n}\n";
}

std::string tag_service_json(const TagService& service) {
  return json::serialize(service_json(service));
}

}  // namespace consentry
