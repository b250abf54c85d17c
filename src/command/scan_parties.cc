// SPDX-License-Identifier: Apache-2.0
#include "command/scan_parties.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "command/report_members.h"

namespace consentry {
namespace {

namespace json = boost::json;

// Kinds that the tag can hold back and erase.
constexpr std::array<std::string_view, 4> kNamedKinds{"cookie", "local", "session", "indexeddb"};

Error no_report() { return invalid_input("--from-scan takes the report.json of a scan"); }

bool is_own_name(const json::value& item) {
  const json::value* third =
      item.is_object() ? item.get_object().if_contains("third_party") : nullptr;
  const bool own = third != nullptr && third->is_bool() && !third->get_bool();
  const auto* const kind = std::find(kNamedKinds.begin(), kNamedKinds.end(), text_in(item, "kind"));
  return own && kind != kNamedKinds.end() && text_in(item, "purpose") != "consent-record";
}

}  // namespace

SeenParts ScannedParts::seen() const {
  SeenParts all;
  for (const ScannedParty& party : parties) all.hosts.push_back(party.host);
  all.names = names;
  return all;
}

Result<ScannedParts> scanned_parts(std::string_view report) {
  json::error_code error;
  const json::value value = json::parse(report, error);
  const json::array* sites = error ? nullptr : array_in(value, "sites");
  if (sites == nullptr) return no_report();
  std::map<std::string, ScannedParty> parties;
  std::set<std::string> names;
  for (const json::value& site : *sites) {
    const json::array* found = array_in(site, "third_parties");
    if (found == nullptr) return no_report();
    for (const json::value& each : *found) {
      ScannedParty party{text_in(each, "host"), text_in(each, "company"),
                         text_in(each, "function")};
      if (!party.host.empty() && party.function != "consent-manager")
        parties.try_emplace(party.host, std::move(party));
    }
    const json::array* items = array_in(site, "items");
    for (const json::value& item : items == nullptr ? json::array() : *items) {
      if (std::string name = text_in(item, "name"); !name.empty() && is_own_name(item))
        names.insert(std::move(name));
    }
  }
  ScannedParts parts;
  for (auto& party : parties) parts.parties.push_back(std::move(party.second));
  parts.names.assign(names.begin(), names.end());
  return parts;
}

}  // namespace consentry
