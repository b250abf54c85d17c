// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "lab/truth.h"

namespace consentry::lab {
namespace {

namespace json = boost::json;

json::array list(const std::vector<std::string>& items) {
  json::array out;
  for (const std::string& item : items) out.emplace_back(item);
  return out;
}

json::object stored_json(const StoredByCategory& stored) {
  json::object out;
  for (const auto& [category, names] : stored) {
    json::array& list = out.emplace(category, json::array()).first->value().as_array();
    for (const StoredName& each : names)
      list.push_back(json::object{{"kind", each.kind}, {"name", each.name}});
  }
  return out;
}

json::object site_json(const Site& site, const SiteTruth& truth) {
  json::object phases;
  for (const Stage stage : kStages) {
    const auto found = truth.must_find_in.find(std::string(name_of(stage)));
    phases[name_of(stage)] = json::object{
        {"must_find", found == truth.must_find_in.end() ? json::array() : list(found->second)}};
  }
  json::object if_asked;
  for (const auto& [phase, asked] : truth.if_asked) {
    if_asked[phase] = json::object{{"must_find", list(asked.must_find)},
                                   {"must_not_find", list(asked.must_not_find)}};
  }
  return {{"url", site.url()},
          {"scenario", site.scenario},
          {"language", site.language->code},
          {"must_find", list(truth.must_find)},
          {"must_not_find", list(truth.must_not_find)},
          {"phases", std::move(phases)},
          {"if_asked", std::move(if_asked)},
          {"stored", stored_json(truth.stored)}};
}

json::object company_json(const CompanyTruth& company) {
  json::object sites;
  for (const auto& [phase, urls] : company.sites) sites[phase] = list(urls);
  return {{"company", company.company},
          {"listed", company.listed},
          {"follows", company.follows},
          {"identifiers", list(company.identifiers)},
          {"sites", std::move(sites)}};
}

// The network of the story once more, by where its identifier is set or read.
json::object network_json(const LabWeb& web) {
  const Party& network = party(PartyId::mirovante);
  json::array sites;
  std::size_t with_script = 0;
  for (const Site& site : web.sites) {
    for (const Tag& tag : site.tags) {
      if (tag.party != &network) continue;
      ++with_script;
      json::array phases;
      for (const Stage stage : kStages) {
        if (runs(site, tag, stage)) phases.emplace_back(name_of(stage));
      }
      sites.push_back(json::object{{"url", site.url()}, {"phases", std::move(phases)}});
    }
  }
  return {
      {"company", network.company},       {"domain", "mirovante.example"},
      {"cookie", network.shared_cookie},  {"profiles", "https://hub.mirovante.example/profiles"},
      {"sites_with_script", with_script}, {"sites", std::move(sites)}};
}

}  // namespace

std::string to_json(const LabWeb& web, const Truth& truth, std::uint64_t seed,
                    const std::vector<HostileSite>& hostile) {
  json::array sites;
  for (std::size_t i = 0; i < web.sites.size(); ++i)
    sites.push_back(site_json(web.sites[i], truth.sites[i]));
  json::array companies;
  for (const CompanyTruth& company : truth.companies) companies.push_back(company_json(company));
  json::object whole{{"format", "consentry-lab-truth/1"},
                     {"seed", seed},
                     {"sites", std::move(sites)},
                     {"network", network_json(web)},
                     {"companies", std::move(companies)}};
  if (!hostile.empty()) {
    json::array& traps = whole.emplace("hostile", json::array()).first->value().as_array();
    for (const HostileSite& site : hostile) {
      traps.push_back(
          json::object{{"url", "https://" + site.host + "/"}, {"hostile", site.kind->name}});
    }
  }
  return json::serialize(whole) + "\n";
}

}  // namespace consentry::lab
