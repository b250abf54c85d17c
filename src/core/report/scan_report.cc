// SPDX-License-Identifier: Apache-2.0
#include "core/report/scan_report.h"

#include <algorithm>

namespace consentry {

std::string_view name_of(SiteStatus status) {
  switch (status) {
    case SiteStatus::measured:
      return "measured";
    case SiteStatus::partial:
      return "partial";
    case SiteStatus::not_measured:
      return "not-measured";
  }
  return "not-measured";
}

std::string_view url_of(const SiteReport& site) {
  return site.judgement.url.empty() ? site.facts.observation.url : site.judgement.url;
}

const Rule* RulesUsed::find(std::string_view id) const {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [id](const Rule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace consentry
