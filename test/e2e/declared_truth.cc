// SPDX-License-Identifier: Apache-2.0
#include "e2e/declared_truth.h"

#include <boost/json.hpp>
#include <stdexcept>

#include "command/consent_data.h"
#include "command/site_declaration.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

// What an owner says of the companies and names that exist in the lab only.
constexpr const char* kOwnersWord = R"({"site": "lab", "owner": "Lab", "languages": ["en"],
  "categories": ["necessary", "functional", "statistics", "marketing"],
  "services": [
    {"id": "own", "category": "necessary", "stores": ["came", "cc_was", "tm_state", "cookie_consent",
       "cookie-preferences", "consent", "cookie_choice"]},
    {"id": "shop", "category": "functional", "stores": ["theme", "cart"]},
    {"id": "mirovante", "category": "marketing", "hosts": ["hub.mirovante.example"]},
    {"id": "doorstap", "category": "marketing", "hosts": ["go.doorstap.example"]},
    {"id": "wisselbeurs", "category": "marketing", "stores": ["wsl_id"]},
    {"id": "klikhuis", "category": "marketing", "stores": ["kh_click"]},
    {"id": "tellusa", "category": "statistics", "stores": ["tls_uid", "tls.visitor"]},
    {"id": "kelder", "category": "statistics", "stores": ["kelder/*"]}]})";

const std::set<std::string> kManagersOwn{
    "consentry", "klaro", "cc_cookie", "orejime", "tarteaucitron", "cookieconsent_status", "c15t"};

template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text());
  return *std::move(result);
}

}  // namespace

std::map<std::string, Declared> stored_by_truth(const std::string& truth_file) {
  std::map<std::string, Declared> all;
  const auto truth = boost::json::parse(read_whole(truth_file));
  for (const auto& site : truth.at("sites").as_array()) {
    Declared& stored = all[std::string(site.at("url").as_string())];
    for (const auto& [category, names] : site.at("stored").as_object()) {
      for (const auto& each : names.as_array())
        stored[category].insert(std::string(each.at("kind").as_string()) + " " +
                                std::string(each.at("name").as_string()));
    }
  }
  return all;
}

Declared declared_from(const std::string& report_file, const std::string& url) {
  static const TagConfig kConfig = value_of(parse_tag_config(kOwnersWord));
  static const ServiceRegistry kRegistry = value_of(embedded_service_registry());
  const std::string origin = url.substr(0, url.find('/', std::string_view("https://").size()));
  const ScannedSite scan = value_of(scanned_site(read_whole(report_file), {origin}));
  Declared declared;
  for (const DeclarationGroup& group : make_declaration(kConfig, kRegistry, scan).groups) {
    for (const DeclarationEntry& entry : group.entries) {
      if (!kManagersOwn.contains(entry.name))
        declared[group.category].insert(entry.kind + " " + entry.name);
    }
  }
  return declared;
}

}  // namespace consentry::e2e
