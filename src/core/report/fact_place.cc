// SPDX-License-Identifier: Apache-2.0
#include "core/report/fact_place.h"

#include <algorithm>

#include "core/report/html_page.h"

namespace consentry {

std::string capture_url(const SiteReport& site, const std::string& run) {
  const auto& runs = site.facts.observation.runs;
  const bool own = std::ranges::any_of(runs, [&](const auto& one) { return one.name == run; });
  if (!own) return file_url("cross/" + run + "/events.ndjson");
  if (site.folder.empty()) return {};
  return file_url(site.folder + "/" + run + "/events.ndjson");
}

const SourceRef* tracker_source(const RequestFacts& facts) {
  if (!facts.tracker) return nullptr;
  if (!facts.tracker_rules.empty()) return &facts.tracker_rules.front();
  return facts.party.sources.empty() ? nullptr : &facts.party.sources.front();
}

std::string basis_line(const Rule& rule) {
  std::string line;
  for (const LegalBasis& basis : rule.basis) {
    if (!line.empty()) line += "; ";
    line += basis.instrument;
    if (!basis.pin.empty()) line += ", " + basis.pin;
    line += std::string(" [") + basis.mark + "]";
  }
  return line;
}

}  // namespace consentry
