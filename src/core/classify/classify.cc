// SPDX-License-Identifier: Apache-2.0
#include "core/classify/classify.h"

#include <utility>

#include "core/base/origin.h"
#include "core/classify/company.h"
#include "core/classify/item_collection.h"
#include "core/classify/request_facts.h"

namespace consentry {
namespace {

// A site on rented ground (a bucket, a shop system, a blog host) is not its landlord's.
std::string company_of_site(std::string_view site_url, const CompanyCatalogue& companies) {
  const auto url = parse_site_url(site_url);
  if (!url) return {};
  HostFacts facts = companies.find(url->host);
  const bool rented = facts.function == Function::hosting || facts.function == Function::cdn;
  return rented ? std::string() : std::move(facts.company);
}

}  // namespace

Classification classify(const SiteObservation& site, const ReferenceData& data) {
  Classification result;
  std::string site_url = site.url;
  for (const RunObservation& run : site.runs) {
    if (!run.final_url.empty()) {
      site_url = run.final_url;
      break;
    }
  }
  result.site_company = company_of_site(site_url, data.companies);

  RequestClassifier requests(data, result.site_company);
  const auto all_of = [&](const RunObservation& run) {
    std::vector<RequestFacts> facts;
    facts.reserve(run.requests.size());
    for (const Request& request : run.requests) facts.push_back(requests.classify(request));
    return facts;
  };
  const auto of_hints = [&](const RunObservation& run) {
    std::vector<RequestFacts> facts;
    facts.reserve(run.hints.size());
    for (const ConnectionHint& hint : run.hints) {
      Request prepared;
      prepared.url = hint.url;
      prepared.type = "other";
      prepared.page_url = prepared.frame_url = hint.page_url;
      prepared.third_party = true;
      facts.push_back(requests.classify(prepared));
    }
    return facts;
  };
  for (const RunObservation& run : site.runs) {
    result.requests.push_back(all_of(run));
    result.hints.push_back(of_hints(run));
    for (const RunObservation& aside : run.aside) result.aside_requests.push_back(all_of(aside));
  }
  result.items = classify_items(site, data, result.site_company);
  return result;
}

}  // namespace consentry
