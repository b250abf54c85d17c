// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tag_config.h"

#include <algorithm>
#include <boost/json.hpp>

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxDepth = 8;

std::string string_of(const json::value& value) { return std::string(value.get_string()); }

// Reads one object's members; remembers the first that has a wrong type.
class Members {
 public:
  Members(const json::object& object, std::string where, std::string& wrong)
      : object_(object), where_(std::move(where)), wrong_(wrong) {}

  const json::value* take(std::string_view key) {
    const json::value* value = object_.if_contains(key);
    taken_ += value == nullptr ? 0U : 1U;
    return value;
  }
  void complain(std::string_view key, std::string_view why) {
    if (wrong_.empty()) wrong_ = where_ + std::string(key) + ": " + std::string(why);
  }

  std::optional<std::string> text(std::string_view key) {
    const json::value* value = take(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) return string_of(*value);
    complain(key, "a text is needed");
    return std::nullopt;
  }
  std::vector<std::string> list(std::string_view key) {
    std::vector<std::string> all;
    const json::value* value = take(key);
    if (value == nullptr) return all;
    if (!value->is_array()) complain(key, "a list of texts is needed");
    for (const json::value& each : value->is_array() ? value->get_array() : json::array()) {
      if (each.is_string()) all.push_back(string_of(each));
      if (!each.is_string()) complain(key, "a list of texts is needed");
    }
    return all;
  }
  TextPairs pairs(std::string_view key) {
    TextPairs all;
    for (const auto& [name, value] : object(key)) {
      if (value.is_string()) all.emplace_back(name, string_of(value));
      if (!value.is_string()) complain(key, "it holds texts only");
    }
    return all;
  }
  Texts texts(std::string_view key) {
    Texts all;
    for (auto& [name, value] : pairs(key)) all.emplace(name, value);
    return all;
  }
  json::object object(std::string_view key) {
    const json::value* value = take(key);
    if (value == nullptr) return {};
    if (value->is_object()) return value->get_object();
    complain(key, "an object is needed");
    return {};
  }
  json::array array(std::string_view key) {
    const json::value* value = take(key);
    if (value == nullptr) return {};
    if (value->is_array()) return value->get_array();
    complain(key, "a list is needed");
    return {};
  }
  double number(std::string_view key, double otherwise) {
    const json::value* value = take(key);
    if (value == nullptr) return otherwise;
    json::error_code error;
    const auto number = value->to_number<double>(error);
    if (error) complain(key, "a number is needed");
    return error ? otherwise : number;
  }
  bool flag(std::string_view key, bool otherwise) {
    const json::value* value = take(key);
    if (value == nullptr) return otherwise;
    if (value->is_bool()) return value->get_bool();
    complain(key, "true or false is needed");
    return otherwise;
  }
  // A key that nobody took is not known.
  void finish(std::initializer_list<std::string_view> known) {
    if (taken_ == object_.size()) return;
    for (const auto& member : object_) {
      if (std::find(known.begin(), known.end(), std::string_view(member.key())) == known.end())
        complain(member.key(), "there is no such key");
    }
  }

 private:
  const json::object& object_;
  std::string where_;
  std::string& wrong_;
  std::size_t taken_ = 0;
};

TagCategory category_in(const json::value& value, std::string& wrong) {
  if (value.is_string()) return {string_of(value), {}, {}};
  TagCategory category;
  if (!value.is_object()) {
    if (wrong.empty()) wrong = "categories: an id, or an object, is needed";
    return category;
  }
  Members members(value.get_object(), "categories: ", wrong);
  category.id = members.text("id").value_or("");
  category.name = members.texts("name");
  category.description = members.texts("description");
  members.finish({"id", "name", "description"});
  return category;
}

TagService service_in(const json::value& value, std::string& wrong) {
  TagService service;
  if (!value.is_object()) {
    if (wrong.empty()) wrong = "services: an object is needed for each";
    return service;
  }
  Members members(value.get_object(), "services: ", wrong);
  service.id = members.text("id").value_or("");
  service.name = members.text("name");
  service.category = members.text("category").value_or("");
  service.hosts = members.list("hosts");
  service.stores = members.list("stores");
  if (value.get_object().contains("scripts")) {
    service.scripts.emplace();
    for (const json::value& script : members.array("scripts")) {
      const json::object holder{{"scripts", script}};
      service.scripts->push_back(Members(holder, "services: ", wrong).pairs("scripts"));
    }
  }
  service.placeholder = members.flag("placeholder", false);
  service.label = members.texts("label");
  service.description = members.texts("description");
  service.opt_out = members.text("optOut");
  members.finish({"id", "name", "category", "hosts", "stores", "scripts", "placeholder", "label",
                  "description", "optOut"});
  return service;
}

TagConsentMode consent_mode_in(const json::object& object, std::string& wrong) {
  Members members(object, "consentMode: ", wrong);
  TagConsentMode mode;
  mode.signals = object.contains("signals") ? members.pairs("signals") : usual_consent_signals();
  for (const json::value& each : members.array("regions")) {
    if (!each.is_object()) members.complain("regions", "an object is needed for each");
    if (!each.is_object()) continue;
    Members region(each.get_object(), "consentMode: regions: ", wrong);
    TagRegion read;
    const json::value* where = each.get_object().if_contains("region");
    read.is_list = where == nullptr || where->is_array();
    if (read.is_list) read.region = region.list("region");
    if (!read.is_list) read.region = {region.text("region").value_or("")};
    read.granted = region.list("granted");
    region.finish({"region", "granted"});
    mode.regions.push_back(std::move(read));
  }
  mode.wait_ms = static_cast<std::int64_t>(members.number("waitMs", 500));
  members.finish({"signals", "regions", "waitMs"});
  return mode;
}

// A name alone takes the interface's usual signals.
std::vector<std::pair<std::string, TextPairs>> interfaces_in(const json::object& object,
                                                             std::string& wrong) {
  std::vector<std::pair<std::string, TextPairs>> all;
  Members members(object, "interfaces: ", wrong);
  for (const auto& each : object) {
    TextPairs signals = members.pairs(each.key());
    for (const TagInterface& known : tag_interfaces()) {
      if (!signals.empty() || known.name != std::string_view(each.key())) continue;
      for (const auto& [signal, category] : known.signals) signals.emplace_back(signal, category);
    }
    all.emplace_back(each.key(), std::move(signals));
  }
  return all;
}

void read_lists(Members& members, TagConfig& config, std::string& wrong) {
  for (const json::value& each : members.array("categories"))
    config.categories.push_back(category_in(each, wrong));
  for (const json::value& each : members.array("services"))
    config.services.push_back(service_in(each, wrong));
  const json::object texts = members.object("texts");
  Members languages(texts, "texts: ", wrong);
  for (const auto& language : texts)
    config.texts[std::string(language.key())] = languages.texts(language.key());
  const json::object theme = members.object("theme");
  Members tokens(theme, "theme: ", wrong);
  for (const auto& [name, value] : theme) {
    config.theme[std::string(name)] =
        value.is_array() ? tokens.list(name) : std::vector{tokens.text(name).value_or("")};
  }
}

TagConfig read(const json::object& object, std::string& wrong) {
  Members members(object, "", wrong);
  TagConfig config;
  config.site = members.text("site").value_or("");
  config.owner = members.text("owner").value_or("");
  config.privacy = members.text("privacy").value_or("");
  config.group = members.text("group");
  config.has_services = object.contains("services");
  read_lists(members, config, wrong);
  config.languages =
      object.contains("languages") ? members.list("languages") : std::vector<std::string>{"en"};
  config.layout = members.text("layout");
  config.months = members.number("months", 6);
  config.gpc = members.text("gpc");
  config.autoblock = members.text("autoblock");
  config.own_hosts = members.list("ownHosts");
  config.sisters = members.list("sisters");
  if (object.contains("consentMode"))
    config.consent_mode = consent_mode_in(members.object("consentMode"), wrong);
  config.server = members.text("server").value_or("");
  config.cookie_domain = members.text("cookieDomain").value_or("");
  config.withdrawal = members.text("withdrawal");
  config.clear_site_data = members.list("clearSiteData");
  config.button = members.flag("button", true);
  config.statistics = members.flag("statistics", true);
  config.adapters = members.list("adapters");
  config.interfaces = interfaces_in(members.object("interfaces"), wrong);
  members.finish({"site",         "owner",      "privacy",       "categories",  "services",
                  "texts",        "theme",      "languages",     "layout",      "months",
                  "gpc",          "autoblock",  "ownHosts",      "consentMode", "server",
                  "cookieDomain", "button",     "sisters",       "statistics",  "adapters",
                  "interfaces",   "withdrawal", "clearSiteData", "group"});
  return config;
}

// From 1: where the parser gave up.
std::ptrdiff_t line_of_fault(std::string_view text) {
  json::stream_parser parser;
  json::error_code error;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  return 1 + std::ranges::count(text.substr(0, std::min(read, text.size())), '\n');
}

Result<json::value> object_from(std::string_view text) {
  if (text.size() > kMaxTagConfigBytes)
    return Error{ErrorKind::exhausted, "a configuration has at most 512 KiB"};
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::error_code error;
  json::value value = json::parse(text, error, {}, options);
  if (error)
    return invalid_input("line " + std::to_string(line_of_fault(text)) +
                         ": this is not JSON: " + error.message());
  if (!value.is_object()) return invalid_input("a JSON object is needed");
  return value;
}

}  // namespace

const TextPairs& usual_consent_signals() {
  static const TextPairs signals{
      {"ad_storage", "marketing"},
      {"ad_user_data", "marketing"},
      {"ad_personalization", "marketing"},
      {"analytics_storage", "statistics"},
      {"functionality_storage", "functional"},
      {"personalization_storage", "functional"},
  };
  return signals;
}

const std::vector<TagInterface>& tag_interfaces() {
  static const std::vector<TagInterface> interfaces{
      {"uet", {{"ad_storage", "marketing"}}},
      {"clarity", {{"ad_Storage", "marketing"}, {"analytics_Storage", "statistics"}}},
      {"matomo", {{"tracking", "statistics"}}},
      {"meta", {{"consent", "marketing"}}},
      {"wordpress",
       {{"preferences", "functional"},
        {"statistics", "statistics"},
        {"statistics-anonymous", "statistics"},
        {"marketing", "marketing"}}},
  };
  return interfaces;
}

const std::vector<std::string>& tag_adapters() {
  static const std::vector<std::string> names{"cookiebot", "cookiefirst", "klaro",
                                              "vanilla-cookieconsent"};
  return names;
}

Result<TagConfig> parse_tag_config(std::string_view text) {
  const auto value = object_from(text);
  if (!value) return value.error();
  std::string wrong;
  TagConfig config = read(value->get_object(), wrong);
  if (!wrong.empty()) return invalid_input(wrong);
  return config;
}

Result<TagTexts> parse_tag_texts(std::string_view text) {
  const auto value = object_from(text);
  if (!value) return value.error();
  TagTexts texts;
  std::string wrong;
  for (const auto& [key, each] : value->get_object()) {
    if (each.is_string()) texts.texts[std::string(key)] = string_of(each);
    if (key != "categories" || !each.is_object()) continue;
    for (const auto& [id, category] : each.get_object()) {
      if (!category.is_object()) return invalid_input("a category's texts are an object");
      Members members(category.get_object(), "categories: ", wrong);
      texts.categories[std::string(id)] = {members.text("name").value_or(""),
                                           members.text("description").value_or("")};
    }
  }
  if (!wrong.empty()) return invalid_input(wrong);
  return texts;
}

}  // namespace consentry
