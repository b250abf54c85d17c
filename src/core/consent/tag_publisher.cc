// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tag_publisher.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <optional>

#include "core/base/digest.h"
#include "core/consent/choice_form.h"
#include "core/consent/other_language_names.h"
#include "core/consent/tag_theme.h"
#include "core/consent/writing_direction.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr double kDaysAMonth = 30.44;

// "<" could end the script element of a page that holds the file inline.
std::string script_json(const json::value& value) {
  std::string out;
  for (const char c : json::serialize(value)) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

json::array array_of(const std::vector<std::string>& texts) {
  json::array all;
  for (const std::string& text : texts) all.emplace_back(text);
  return all;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::string or_else(const Texts& texts, std::string_view key, const std::string& otherwise) {
  const auto found = texts.find(key);
  return found == texts.end() ? otherwise : found->second;
}

// Puts values in place of {names}; a name without a value stays.
std::string filled(const std::string& text, const Texts& values) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = std::min(text.find('{', at), text.size());
    out += text.substr(at, open - at);
    const std::size_t close = text.find('}', open);
    if (open == text.size() || close == std::string::npos) return out + text.substr(open);
    const auto value = values.find(text.substr(open + 1, close - open - 1));
    if (value == values.end()) {
      out += '{';
      at = open + 1;
    } else {
      out += value->second;
      at = close + 1;
    }
  }
  return out;
}

// Whoever names no service may still have partners, by what the pages mark or autoblock holds; how
// many is not known.
std::string without_number(std::string text) {
  std::size_t first = std::string::npos;
  std::size_t length = 0;
  for (const std::string_view number : {"({count})", "（{count}）"}) {
    const std::size_t at = text.find(number);
    if (at >= first) continue;
    first = at;
    length = number.size();
  }
  if (first == std::string::npos) return text;
  const std::size_t space = first > 0 && text[first - 1] == ' ' ? 1 : 0;
  return text.erase(first - space, length + space);
}

// The texts of one language: ready-made ones, with the owner's own over them.
struct Wording {
  Texts texts;
  TextPairs categories;  // name and description

  Wording(const TagConfig& config, const TagTranslations& translations, const std::string& tag) {
    const TagTexts& base = translations.find(tag)->second;
    texts = base.texts;
    if (const auto own = config.texts.find(tag); own != config.texts.end()) {
      for (const auto& [key, text] : own->second) texts[key] = text;
    }
    for (const TagCategory& category : config.categories) {
      const auto ready = base.categories.find(category.id);
      const auto& [name, description] =
          ready == base.categories.end() ? std::pair<std::string, std::string>() : ready->second;
      categories.emplace_back(or_else(category.name, tag, name),
                              or_else(category.description, tag, description));
    }
  }
  [[nodiscard]] std::string text(std::string_view key) const { return or_else(texts, key, ""); }
};

// Where a banner's texts end with the direction of a script that runs from right to left.
constexpr std::size_t kDirection = 9;

class Publisher {
 public:
  Publisher(const TagConfig& config, const TagBundles& bundles, const TagTranslations& translations)
      : config_(config), bundles_(bundles), translations_(translations) {}

  [[nodiscard]] std::string version() const {
    json::array categories;
    for (const TagCategory& category : config_.categories) categories.emplace_back(category.id);
    json::array services;
    for (const TagService& service : config_.services) {
      services.push_back(json::array{service.id, service.category, array_of(service.hosts),
                                     array_of(service.stores)});
    }
    const json::array asked{std::move(categories), std::move(services)};
    return sha256_hex(json::serialize(asked)).substr(0, 8);
  }

  [[nodiscard]] int days() const {
    return static_cast<int>(std::floor(config_.months * kDaysAMonth + 0.5));
  }

  void add(PublishedTag& to, const std::string& name, const std::vector<std::string>& tags) const {
    json::object panel;
    for (const std::string& tag : tags)
      panel[tag] = panel_texts({config_, translations_, tag}, tag);
    const std::string names(other_language_names(tags).empty() ? "" : bundles_.other_names);
    to.files.emplace_back(name + ".js", "{let $C=" + script_json(site(tags)) + ",$H=[];" + parts() +
                                            names + std::string(bundles_.core) + "}\n");
    to.files.emplace_back(name + ".panel.js", "{let $P=" + script_json(panel) + ";" +
                                                  std::string(bundles_.panel) + "}\n");
    if (!config_.server.empty()) to.files.emplace_back(name + ".html", form(tags.front()));
  }

 private:
  [[nodiscard]] json::array banner_texts(const Wording& words, std::string_view tag) const {
    const auto optional = std::count_if(
        config_.services.begin(), config_.services.end(),
        [&](const TagService& each) { return each.category != config_.categories.front().id; });
    std::vector<std::string> purposes;
    for (std::size_t i = 1; i < words.categories.size(); ++i)
      purposes.push_back(words.categories[i].first);
    json::array texts{
        words.text("title"),
        filled(optional > 0 ? words.text("body") : without_number(words.text("body")),
               {{"owner", owner()},
                {"count", std::to_string(optional)},
                {"purposes", joined(purposes)}}),
        words.text("accept"),
        words.text("reject"),
        words.text("settings"),
        words.text("reopen"),
        config_.privacy.empty() ? std::string() : words.text("privacy"),
        words.text("changed") + " ",
        // Without a question there is no banner for it to stand in; the panel has it always.
        config_.gpc == "ask" ? words.text("gpc") + " " : std::string(),
    };
    if (writing_direction(tag) == "rtl") texts.emplace_back("rtl");
    return texts;
  }

  [[nodiscard]] json::object panel_texts(const Wording& words, const std::string& tag) const {
    json::object texts;
    for (const char* key :
         {"save", "close", "always", "withdraw", "number", "stores", "gpc", "optOut", "left"})
      texts[key] = words.text(key);
    json::array categories;
    for (const auto& [name, description] : words.categories)
      categories.push_back(json::array{name, description});
    texts["categories"] = std::move(categories);
    json::object services;
    for (const TagService& service : config_.services) {
      json::array row{or_else(service.label, tag, service.name.value_or(service.id)),
                      joined(service.hosts)};
      const std::string about = or_else(service.description, tag, "");
      if (!about.empty() || service.opt_out) row.emplace_back(about);
      if (service.opt_out) row.emplace_back(*service.opt_out);
      services[service.id] = std::move(row);
    }
    texts["services"] = std::move(services);
    return texts;
  }

  [[nodiscard]] json::array service(const TagService& each) const {
    const auto category =
        std::find_if(config_.categories.begin(), config_.categories.end(),
                     [&](const TagCategory& of) { return of.id == each.category; });
    json::array value{each.id, category - config_.categories.begin(), array_of(each.stores)};
    if (config_.autoblock) value.push_back(array_of(each.hosts));
    if (!config_.autoblock && each.scripts) value.push_back(0);
    if (each.scripts) {
      json::array scripts;
      for (const TextPairs& attributes : *each.scripts) {
        json::object script;
        for (const auto& [name, text] : attributes) script[name] = text;
        scripts.push_back(std::move(script));
      }
      value.push_back(std::move(scripts));
    }
    return value;
  }

  [[nodiscard]] json::object consent_mode(const TagConsentMode& mode) const {
    json::object granted_by;
    json::object denied;
    for (const auto& [signal, category] : mode.signals) {
      denied[signal] = "denied";
      if (std::any_of(config_.categories.begin(), config_.categories.end(),
                      [&](const TagCategory& of) { return of.id == category; }))
        granted_by[signal] = category;
    }
    json::object first = denied;
    first["security_storage"] = "granted";
    first["wait_for_update"] = mode.wait_ms;
    json::array defaults{std::move(first)};
    for (const TagRegion& region : mode.regions) {
      json::object value = denied;
      for (const std::string& signal : region.granted) value[signal] = "granted";
      value["region"] = region.is_list ? json::value(array_of(region.region))
                                       : json::value(region.region.front());
      defaults.push_back(std::move(value));
    }
    return {{"d", std::move(defaults)}, {"m", std::move(granted_by)}};
  }

  [[nodiscard]] bool is_asked(std::string_view key) const {
    const auto is_it = [&](const auto& each) { return each.id == key; };
    return std::any_of(config_.categories.begin(), config_.categories.end(), is_it) ||
           std::any_of(config_.services.begin(), config_.services.end(), is_it);
  }

  [[nodiscard]] json::object interfaces() const {
    json::object all;
    for (const auto& [name, signals] : config_.interfaces) {
      json::object granted_by;
      for (const auto& [signal, key] : signals) {
        if (is_asked(key)) granted_by[signal] = key;
      }
      all[name] = std::move(granted_by);
    }
    return all;
  }

  // Whose domains the choice is for must be named (ACC-07).
  [[nodiscard]] std::string owner() const {
    if (config_.sisters.empty()) return config_.owner;
    return config_.owner + " (" + joined(config_.sisters) + ")";
  }

  [[nodiscard]] std::string server() const {
    const std::string_view address = config_.server;
    return std::string(address.substr(0, address.size() - (address.ends_with('/') ? 1 : 0)));
  }

  [[nodiscard]] std::string form(const std::string& tag) const {
    const Wording words(config_, translations_, tag);
    const json::array banner = banner_texts(words, tag);
    const auto text = [&](std::size_t at) { return std::string(banner[at].as_string()); };
    ChoiceForm form{config_.site,
                    version(),
                    server(),
                    config_.privacy,
                    tag,
                    banner.size() > kDirection ? text(kDirection) : "ltr",
                    {},
                    {text(0), text(1), text(2), text(3), words.text("save"), text(6)},
                    {}};
    for (const std::string& each : config_.languages)
      form.languages.emplace_back(each, Wording(config_, translations_, each).text("language"));
    for (std::size_t i = 1; i < words.categories.size(); ++i) {
      const auto& [name, description] = words.categories[i];
      form.categories.push_back({config_.categories[i].id, name, description});
    }
    return choice_form_page(form);
  }

  // Names of services with placeholders, and the texts of one by language; English where none is
  // ready.
  [[nodiscard]] std::optional<json::object> placeholder_texts(
      const std::vector<std::string>& tags) const {
    json::object names;
    for (const TagService& each : config_.services) {
      if (each.placeholder) names[each.id] = each.name.value_or(each.id);
    }
    json::error_code error;
    const json::value ready = json::parse(bundles_.placeholder_texts, error);
    if (names.empty() || error || !ready.is_object()) return std::nullopt;
    json::object texts;
    for (const std::string& tag : tags) {
      const json::value* own = ready.get_object().if_contains(tag);
      texts[tag] = own != nullptr ? *own : ready.get_object().at("en");
    }
    return json::object{{"n", std::move(names)}, {"t", std::move(texts)}};
  }

  [[nodiscard]] json::object site(const std::vector<std::string>& tags) const {
    json::array categories;
    for (const TagCategory& category : config_.categories) categories.emplace_back(category.id);
    json::array services;
    for (const TagService& each : config_.services) services.push_back(service(each));
    json::object texts;
    for (const std::string& tag : tags)
      texts[tag] = banner_texts({config_, translations_, tag}, tag);
    const std::string gpc = config_.gpc.value_or("refuse");
    json::object value{{"i", config_.site},
                       {"h", version()},
                       {"k", std::move(categories)},
                       {"v", std::move(services)},
                       {"l", config_.layout.value_or("box")},
                       {"c", banner_sheet(config_)},
                       {"t", std::move(texts)},
                       {"d", days()},
                       {"g", gpc == "refuse" ? 1
                             : gpc == "ask"  ? 2
                                             : 0}};
    if (!config_.privacy.empty()) value["p"] = config_.privacy;
    if (!config_.cookie_domain.empty()) value["o"] = config_.cookie_domain;
    if (config_.consent_mode) value["w"] = consent_mode(*config_.consent_mode);
    if (!config_.server.empty()) value["e"] = server() + "/v1/consents";
    if (config_.withdrawal) value["u"] = *config_.withdrawal;
    if (!config_.button) value["n"] = 1;
    if (!config_.interfaces.empty()) value["x"] = interfaces();
    if (!config_.sisters.empty()) value["s"] = array_of(config_.sisters);
    if (auto placeholders = placeholder_texts(tags)) value["q"] = *std::move(placeholders);
    if (config_.autoblock) value["b"] = array_of(config_.own_hosts);
    json::object names;
    for (const auto& [name, tag] : other_language_names(tags)) names[name] = tag;
    if (!names.empty()) value["a"] = std::move(names);
    return value;
  }

  // Only what a site uses travels to its visitors.
  [[nodiscard]] std::string parts() const {
    const auto any = [&](auto uses) {
      return std::any_of(config_.services.begin(), config_.services.end(), uses);
    };
    std::string text;
    // Before autoblock, which reads what may load this time.
    if (any([](const TagService& each) { return each.placeholder; })) text += bundles_.placeholder;
    if (config_.autoblock) text += bundles_.autoblock;
    if (config_.consent_mode) text += bundles_.consent_mode;
    if (any([](const TagService& each) { return !each.stores.empty(); })) text += bundles_.erase;
    if (config_.withdrawal) text += bundles_.withdrawal;
    if (any([](const TagService& each) { return each.scripts.has_value(); }))
      text += bundles_.scripts;
    if (!config_.sisters.empty()) text += bundles_.sisters;
    if (!config_.server.empty() && config_.statistics) text += bundles_.shown;
    if (!config_.server.empty()) text += bundles_.delivery;
    for (std::size_t i = 0; i < bundles_.interfaces.size(); ++i) {
      const auto& all = config_.interfaces;
      const auto named = [&](const auto& each) { return each.first == tag_interfaces()[i].name; };
      if (std::any_of(all.begin(), all.end(), named)) text += bundles_.interfaces.at(i);
    }
    for (std::size_t i = 0; i < bundles_.adapters.size(); ++i) {
      const auto& all = config_.adapters;
      if (std::find(all.begin(), all.end(), tag_adapters()[i]) != all.end())
        text += bundles_.adapters.at(i);
    }
    return text;
  }

  const TagConfig& config_;
  const TagBundles& bundles_;
  const TagTranslations& translations_;
};

}  // namespace

Notice notice_of(const TagConfig& config) {
  const TagBundles none{};
  const TagTranslations no_texts;
  const Publisher publisher(config, none, no_texts);
  Notice notice;
  notice.site = config.site;
  notice.version = publisher.version();
  notice.owner = config.owner;
  notice.privacy = config.privacy;
  for (const TagCategory& category : config.categories) notice.categories.push_back(category.id);
  for (const TagService& service : config.services) {
    const auto category =
        std::find(notice.categories.begin(), notice.categories.end(), service.category);
    notice.services.push_back(
        {service.id, static_cast<std::size_t>(category - notice.categories.begin())});
  }
  notice.languages = config.languages;
  notice.layout = config.layout.value_or("box");
  notice.days = publisher.days();
  return notice;
}

PublishedTag publish_tag(const TagConfig& config, const TagBundles& bundles,
                         const TagTranslations& translations) {
  const Publisher publisher(config, bundles, translations);
  PublishedTag published;
  publisher.add(published, config.site, config.languages);
  // For pages that name their language in the address, and for servers that pick it.
  if (config.languages.size() > 1) {
    for (const std::string& tag : config.languages)
      publisher.add(published, config.site + "." + tag, {tag});
  }
  published.notice = notice_of(config);
  return published;
}

std::string notice_artefact(std::string_view config_json, const TagConfig& config,
                            const TagTranslations& translations, const PublishedTag& published,
                            const TextPairs& pictures) {
  json::object texts;
  for (const std::string& tag : config.languages) {
    const Wording words(config, translations, tag);
    json::object one;
    for (const auto& [key, text] : words.texts) one[key] = text;
    json::array categories;
    for (const auto& [name, description] : words.categories)
      categories.push_back(json::array{name, description});
    one["categories"] = std::move(categories);
    texts[tag] = std::move(one);
  }
  json::object files;
  for (const auto& [name, text] : published.files) files[name] = sha256_hex(text);
  json::object artefact{{"notice", "consentry-notice-1"},
                        {"version", published.notice.version},
                        {"config", json::parse(config_json)},
                        {"texts", std::move(texts)},
                        {"files_sha256", std::move(files)}};
  json::object seen;
  for (const auto& [name, digest] : pictures) seen[name] = digest;
  if (!seen.empty()) artefact["pictures_sha256"] = std::move(seen);
  return json::serialize(artefact) + "\n";
}

}  // namespace consentry
