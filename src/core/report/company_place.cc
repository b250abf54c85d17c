// SPDX-License-Identifier: Apache-2.0
#include "core/report/company_place.h"

#include <map>

namespace consentry {
namespace {

CompanyPlace place_in(const CompanyScan& scan, const std::string& folder,
                      const std::map<std::string, std::string>& logs, const EventRef& at) {
  CompanyPlace place;
  place.record = folder + "/" + at.run + "/events.ndjson";
  place.line = at.line;
  const auto log = logs.find(at.run);
  if (log != logs.end()) place.sha256 = log->second;
  place.entry = scan.sealed.entry_of(place.record, place.sha256);
  return place;
}

}  // namespace

CompanyPlace place_of(const CompanyScan& scan, const CompanyOnSite& site, const EventRef& at) {
  return place_in(scan, site.folder, site.logs, at);
}

CompanyPlace place_across(const CompanyScan& scan, const EventRef& at) {
  return place_in(scan, "cross", scan.cross_logs, at);
}

}  // namespace consentry
