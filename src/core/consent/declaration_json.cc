// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "core/consent/site_declaration.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::string_view kFormat = "consentry-declaration/1";

json::object texts_json(const Texts& texts) {
  json::object all;
  for (const auto& [language, text] : texts) all[language] = text;
  return all;
}

json::value lasts_json(const DeclarationEntry& entry) {
  switch (entry.kept) {
    case KeptFor::session:
      return "session";
    case KeptFor::endless:
      return "until deleted";
    case KeptFor::seconds:
      return entry.seconds;
    case KeptFor::unknown:
      break;
  }
  return nullptr;
}

json::object entry_json(const DeclarationEntry& entry) {
  return {{"name", entry.name},        {"kind", entry.kind},
          {"host", entry.host},        {"provider", entry.provider},
          {"country", entry.country},  {"country_from", entry.country.empty() ? "" : "registry"},
          {"lasts", lasts_json(entry)}};
}

// Members of a wrong type are read as empty: what is read was written by this program.
std::string text_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

const json::array& array_in(const json::object& object, std::string_view key) {
  static const json::array kNone;
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_array() ? value->get_array() : kNone;
}

Texts texts_in(const json::object& object, std::string_view key) {
  Texts texts;
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_object()) return texts;
  for (const auto& [language, text] : value->get_object())
    if (text.is_string()) texts[std::string(language)] = std::string(text.get_string());
  return texts;
}

DeclarationEntry entry_in(const json::object& object) {
  DeclarationEntry entry{text_in(object, "name"),
                         text_in(object, "kind"),
                         text_in(object, "host"),
                         text_in(object, "provider"),
                         text_in(object, "country"),
                         KeptFor::unknown,
                         0};
  const json::value* lasts = object.if_contains("lasts");
  if (lasts == nullptr) return entry;
  if (lasts->is_number()) {
    entry.kept = KeptFor::seconds;
    entry.seconds = lasts->to_number<double>();
  }
  if (*lasts == "session") entry.kept = KeptFor::session;
  if (*lasts == "until deleted") entry.kept = KeptFor::endless;
  return entry;
}

DeclarationGroup group_in(const json::object& object) {
  DeclarationGroup group{
      text_in(object, "category"), texts_in(object, "names"), texts_in(object, "descriptions"), {}};
  for (const json::value& entry : array_in(object, "entries"))
    if (entry.is_object()) group.entries.push_back(entry_in(entry.get_object()));
  return group;
}

}  // namespace

std::string declaration_json(const SiteDeclaration& declaration) {
  json::array languages;
  for (const std::string& language : declaration.languages) languages.emplace_back(language);
  json::array groups;
  for (const DeclarationGroup& group : declaration.groups) {
    json::array entries;
    for (const DeclarationEntry& entry : group.entries) entries.push_back(entry_json(entry));
    groups.push_back({{"category", group.category},
                      {"names", texts_json(group.name)},
                      {"descriptions", texts_json(group.description)},
                      {"entries", std::move(entries)}});
  }
  return json::serialize(json::object{{"format", kFormat},
                                      {"site", declaration.site},
                                      {"owner", declaration.owner},
                                      {"privacy", declaration.privacy},
                                      {"scanned", to_rfc3339(declaration.scanned)},
                                      {"languages", std::move(languages)},
                                      {"groups", std::move(groups)}});
}

Result<SiteDeclaration> parse_declaration(std::string_view text) {
  json::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_object() || text_in(value.get_object(), "format") != kFormat)
    return invalid_input("this is no declaration of " + std::string(kFormat));
  const json::object& object = value.get_object();
  const auto scanned = parse_rfc3339(text_in(object, "scanned"));
  if (!scanned) return scanned.error().in("scanned");
  SiteDeclaration declaration{text_in(object, "site"),
                              text_in(object, "owner"),
                              text_in(object, "privacy"),
                              *scanned,
                              {},
                              {}};
  for (const json::value& language : array_in(object, "languages"))
    if (language.is_string()) declaration.languages.emplace_back(language.get_string());
  for (const json::value& group : array_in(object, "groups"))
    if (group.is_object()) declaration.groups.push_back(group_in(group.get_object()));
  return declaration;
}

}  // namespace consentry
