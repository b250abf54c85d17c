// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "core/consent/notice.h"
#include "core/consent/tag_config.h"
#include "core/consent/tag_theme.h"
#include "core/consent/withdrawn_cookies.h"

namespace consentry {
namespace {

constexpr std::size_t kLongestLabel = 28;
constexpr std::size_t kLongestStoredName = 80;
// A refusal remembered for less than half a year is asked for again too soon (UI-24); a year is
// long.
constexpr double kLeastMonths = 6;
constexpr double kMostMonths = 13;

using Faults = std::vector<std::string>;

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

// "shop.example", "*.shop.example:8080"
bool is_host(std::string_view text) {
  if (text.starts_with("*.")) text.remove_prefix(2);
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view port = text.substr(colon + 1);
    if (port.empty() || port.find_first_not_of("0123456789") != std::string_view::npos)
      return false;
    text = text.substr(0, colon);
  }
  const auto allowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos &&
         !text.starts_with('.') && !text.ends_with('.') &&
         text.find("..") == std::string_view::npos;
}

constexpr std::string_view kWordCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

// Visitors are sent there, so it is said without a detour.
bool is_https_address(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  if (!text.starts_with(kScheme)) return false;
  text.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view host = text.substr(0, slash);
  return is_host(host) && !host.starts_with('*') && host.find('.') != std::string_view::npos &&
         text.find_first_of(" \t\r\n\f\v\"<>\\", slash) == std::string_view::npos;
}

// One of the site's own: "//" would begin another host.
bool is_own_path(std::string_view text) {
  constexpr std::size_t kLongest = 201;
  const std::string allowed = std::string(kWordCharacters) + ".~/-";
  return text.size() > 1 && text.size() <= kLongest && text.starts_with('/') &&
         !text.starts_with("//") && text.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_origin(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : 7;
  if (scheme == 7 && !text.starts_with("http://")) return false;
  text.remove_prefix(scheme);
  if (text.ends_with('/')) text.remove_suffix(1);
  return is_host(text) && !text.starts_with('*');
}

// Followed from the banner; no address that a browser would run.
bool is_page_address(std::string_view text) {
  const std::size_t end = text.find_first_of(":/?#");
  std::string scheme(end < text.size() && text[end] == ':' ? text.substr(0, end) : "https");
  for (char& c : scheme) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return (scheme == "http" || scheme == "https") &&
         text.find_first_of("\t\n\v\f\r \"<>\\") == std::string_view::npos;
}

bool has_category(const TagConfig& config, std::string_view id) {
  return std::ranges::any_of(config.categories, [&](const auto& each) { return each.id == id; });
}

bool has_service(const TagConfig& config, std::string_view id) {
  return std::ranges::any_of(config.services, [&](const auto& each) { return each.id == id; });
}

// Characters as JavaScript counts them: UTF-16 code units.
std::size_t length_of(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) length += byte >= 0xF0U ? 2U : 1U;
  }
  return length;
}

bool is_stored_name(std::string_view text) {
  if (text.ends_with('*')) text.remove_suffix(1);
  return !text.empty() && length_of(text) <= kLongestStoredName &&
         text.find_first_of(" \t\r\n\f\v;=,<*") == std::string_view::npos;
}

std::string text_in(const Texts& texts, std::string_view key) {
  const auto found = texts.find(key);
  return found == texts.end() ? std::string() : found->second;
}

void check_choice(Faults& faults, std::string_view key, const std::optional<std::string>& value,
                  const std::vector<std::string>& allowed) {
  if (!value || std::find(allowed.begin(), allowed.end(), *value) != allowed.end()) return;
  std::string list;
  for (const std::string& each : allowed) list += (list.empty() ? "" : ", ") + each;
  faults.push_back(std::string(key) + ": one of " + list);
}

Faults general_faults(const TagConfig& config) {
  Faults faults;
  if (!is_consent_id(config.site)) faults.emplace_back("site: an id of a-z, 0-9 and - is needed");
  if (config.group && !is_consent_id(*config.group))
    faults.emplace_back("group: an id of a-z, 0-9 and - is needed");
  if (config.owner.empty()) faults.emplace_back("owner: who asks must be said (UI-18)");
  if (config.categories.size() < 2)
    faults.emplace_back("categories: at least two, the necessary one first");
  if (!config.has_services) faults.emplace_back("services: a list is needed");
  if (!(config.months >= kLeastMonths && config.months <= kMostMonths))
    faults.emplace_back("months: between 6 and 13 (UI-24)");
  check_choice(faults, "gpc", config.gpc, {"refuse", "ask", "ignore"});
  check_choice(faults, "autoblock", config.autoblock, {"strict"});
  check_choice(faults, "layout", config.layout, {"bar", "box", "corner", "centre"});
  return faults;
}

// Addresses that browsers would take for something else, and say nothing.
void address_faults(Faults& faults, const TagConfig& config) {
  if (!config.server.empty() && !is_origin(config.server))
    faults.emplace_back("server: an origin such as https://consent.example is needed");
  if (!is_page_address(config.privacy))
    faults.emplace_back("privacy: a path, or an address of http or https, is needed");
  std::string_view domain = config.cookie_domain;
  if (domain.starts_with('.')) domain.remove_prefix(1);
  if (!config.cookie_domain.empty() &&
      (!is_host(domain) || domain.find_first_of("*:") != std::string_view::npos))
    faults.push_back("cookieDomain: " + quoted(config.cookie_domain) + " is no host name");
  for (const std::string& host : config.own_hosts) {
    if (!is_host(host)) faults.push_back("ownHosts: " + quoted(host) + " is no host");
  }
}

// Own texts that no part of the banner would show; a group may share languages that a site has not.
void text_faults(Faults& faults, const TagConfig& config, const TagTranslations& translations) {
  for (const auto& [tag, texts] : config.texts) {
    const auto ready = translations.find(tag);
    if (ready == translations.end()) faults.push_back("texts: no language " + quoted(tag));
    if (ready == translations.end()) continue;
    for (const auto& [key, text] : texts) {
      if (!ready->second.texts.contains(key))
        faults.push_back("texts: " + tag + ": there is no text " + quoted(key));
    }
  }
}

bool is_consent_signal(std::string_view name) {
  return name == "security_storage" ||
         std::ranges::any_of(usual_consent_signals(),
                             [&](const auto& each) { return each.first == name; });
}

// The usual ones may name a category that the site has not: then nobody is asked for it, and it is
// not granted.
void consent_mode_faults(Faults& faults, const TagConfig& config) {
  if (!config.consent_mode) return;
  const auto& usual = usual_consent_signals();
  for (const auto& pair : config.consent_mode->signals) {
    if (!is_consent_signal(pair.first))
      faults.push_back("consentMode: there is no signal " + quoted(pair.first));
    if (std::ranges::find(usual, pair) == usual.end() && !has_category(config, pair.second))
      faults.push_back("consentMode: " + pair.first + ": there is no category " +
                       quoted(pair.second));
  }
  for (const TagRegion& region : config.consent_mode->regions) {
    for (const std::string& signal : region.granted) {
      if (!is_consent_signal(signal))
        faults.push_back("consentMode: regions: there is no signal " + quoted(signal));
    }
  }
}

void category_faults(Faults& faults, const TagConfig& config, const TagTranslations& translations) {
  for (const TagCategory& category : config.categories) {
    if (!is_consent_id(category.id))
      faults.push_back("categories: " + quoted(category.id) + " is no id");
    for (const std::string& tag : config.languages) {
      const auto& ready = translations.find(tag)->second.categories;
      const auto found = ready.find(category.id);
      const bool named = !text_in(category.name, tag).empty() ||
                         (found != ready.end() && !found->second.first.empty());
      const bool described = !text_in(category.description, tag).empty() ||
                             (found != ready.end() && !found->second.second.empty());
      if (!named || !described)
        faults.push_back("categories: " + quoted(category.id) + " has no name or description in " +
                         tag);
    }
  }
}

// What a service connects to, stores and loads.
void part_faults(Faults& faults, const TagService& service, const std::string& name) {
  for (const std::string& host : service.hosts) {
    if (!is_host(host)) faults.push_back(name + ": " + quoted(host) + " is no host");
  }
  for (const std::string& stored : service.stores) {
    if (!is_stored_name(stored))
      faults.push_back(name + ": " + quoted(stored) + " is no stored name");
  }
  if (service.opt_out && !is_https_address(*service.opt_out))
    faults.push_back(name + ": " + quoted(*service.opt_out) + " is no https address");
  for (const TextPairs& script : service.scripts.value_or(std::vector<TextPairs>())) {
    const bool has_source = std::any_of(script.begin(), script.end(), [](const auto& attribute) {
      return attribute.first == "src" && !attribute.second.empty();
    });
    if (!has_source) faults.push_back(name + ": a script without src");
  }
}

void service_faults(Faults& faults, const TagConfig& config) {
  std::set<std::string> categories;
  for (const TagCategory& category : config.categories) categories.insert(category.id);
  std::set<std::string> seen = categories;
  for (const TagService& service : config.services) {
    const std::string name = "services: " + quoted(service.id);
    if (!is_consent_id(service.id)) faults.push_back(name + " is no id");
    if (!seen.insert(service.id).second) faults.push_back(name + " stands twice");
    if (!categories.contains(service.category))
      faults.push_back(name + " has no category " + quoted(service.category));
    part_faults(faults, service, name);
  }
}

void withdrawal_faults(Faults& faults, const TagConfig& config) {
  std::string_view path = config.withdrawal ? *config.withdrawal : std::string_view();
  if (path.starts_with(kUnderThePage)) path.remove_prefix(kUnderThePage.size() - 1);
  if (config.withdrawal && !is_own_path(path))
    faults.emplace_back("withdrawal: a path of the site itself is needed");
  for (const std::string& kind : config.clear_site_data) {
    // "cookies" would take the necessary ones too.
    if (kind != "cache" && kind != "storage")
      faults.emplace_back("clearSiteData: one of cache, storage");
  }
  if (!config.clear_site_data.empty() && !config.withdrawal)
    faults.emplace_back("clearSiteData: it is sent by withdrawal, which is not set");
}

void interface_faults(Faults& faults, const TagConfig& config, const TagInterface& known,
                      const TextPairs& signals) {
  const std::string name = "interfaces: " + std::string(known.name);
  for (const auto& [signal, key] : signals) {
    const auto usual =
        std::ranges::find(known.signals, signal, [](const auto& each) { return each.first; });
    if (usual == known.signals.end())
      faults.push_back(name + " has no signal " + quoted(signal));
    else if (usual->second != key && !has_category(config, key) && !has_service(config, key))
      faults.push_back(name + ": " + signal + ": there is no category or service " + quoted(key));
  }
}

// Names of what only stands in the file when it is asked for.
void extra_faults(Faults& faults, const TagConfig& config) {
  for (const std::string& name : config.adapters) {
    const auto& known = tag_adapters();
    if (std::find(known.begin(), known.end(), name) == known.end())
      faults.push_back("adapters: there is none for " + quoted(name));
  }
  for (const auto& [name, signals] : config.interfaces) {
    const auto& all = tag_interfaces();
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
    if (known == all.end()) faults.push_back("interfaces: there is no " + quoted(name));
    if (known != all.end()) interface_faults(faults, config, *known, signals);
  }
}

// Accept and refuse must look alike, words included (UI-07, UI-08).
void label_faults(Faults& faults, const TagConfig& config, const TagTranslations& translations) {
  for (const std::string& tag : config.languages) {
    const auto label = [&](std::string_view key) {
      const auto own = config.texts.find(tag);
      if (own != config.texts.end() && own->second.contains(key)) return text_in(own->second, key);
      return text_in(translations.find(tag)->second.texts, key);
    };
    const std::string accept = label("accept");
    const std::string reject = label("reject");
    for (const std::string& each : {accept, reject, label("settings")}) {
      const bool blank = each.find_first_not_of(" \t\r\n") == std::string::npos;
      if (blank || length_of(each) > kLongestLabel)
        faults.push_back("texts: " + tag + ": " + quoted(each) + " is empty or longer than 28");
    }
    const double ratio = static_cast<double>(length_of(accept)) /
                         static_cast<double>(std::max<std::size_t>(1, length_of(reject)));
    if (ratio < 0.5 || ratio > 2)
      faults.push_back("texts: " + tag + ": " + quoted(accept) + " and " + quoted(reject) +
                       " differ too much in length (UI-07)");
  }
}

}  // namespace

std::vector<std::string> tag_faults(const TagConfig& config, const TagTranslations& translations) {
  Faults faults = general_faults(config);
  if (!faults.empty()) return faults;
  for (const std::string& tag : config.languages) {
    if (!translations.contains(tag)) faults.push_back("languages: no texts for " + quoted(tag));
  }
  if (config.languages.empty()) faults.emplace_back("languages: at least one is needed");
  if (!faults.empty()) return faults;
  category_faults(faults, config, translations);
  service_faults(faults, config);
  address_faults(faults, config);
  text_faults(faults, config, translations);
  consent_mode_faults(faults, config);
  for (const std::string& host : config.sisters) {
    if (!is_host(host) || host.find_first_of("*:") != std::string::npos)
      faults.push_back("sisters: " + quoted(host) + " is no host name");
  }
  withdrawal_faults(faults, config);
  extra_faults(faults, config);
  label_faults(faults, config, translations);
  const Faults theme = theme_faults(config);
  faults.insert(faults.end(), theme.begin(), theme.end());
  return faults;
}

}  // namespace consentry
