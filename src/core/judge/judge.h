// SPDX-License-Identifier: Apache-2.0
// Judging: observation + classification + rule book -> findings. Pure; the same input gives the
// same findings in the same order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/judge/finding.h"
#include "core/judge/rule_book.h"

namespace consentry {

struct SiteFacts {
  SiteObservation observation;
  Classification classification;
};

// Judges one site by every rule of the book except the cross-site ones. A rule whose phases were
// not measured gives not_measured with the reason, never pass.
SiteJudgement judge_site(const SiteFacts& site, const RuleBook& book, std::string_view profile);

// What one company did over all scanned sites (rules XS-01, XS-02).
struct CompanyReach {
  std::string company;  // or the registrable domain when the owner is unknown
  std::vector<std::string> domains;
  Function function = Function::unknown;
  int sites = 0;                // sites where it was seen at all
  int sites_before_choice = 0;  // stored or sent an identifier before a choice
  int sites_after_refusal = 0;
  int sites_after_withdrawal = 0;
  int sites_with_identifier = 0;
  std::vector<std::string> identifier_names;  // cookie or storage names, most used first
  std::vector<std::string> site_urls;         // where, ordered
  bool follows = false;  // the same identifier cookie of this domain serves several sites (XS-01)
};

// Adds XS-01, XS-02 and ACC-07 findings to the judgements they concern and returns companies by
// reach, greatest first. judgements[i] belongs to sites[i]. cross_runs are runs that visited several
// sites in one profile, without choosing (XS-01), or with consent given on the first (ACC-07); may be
// empty: those are then not measured. Each has its own classification in its SiteFacts, and page_url
// tells the site.
std::vector<CompanyReach> judge_across_sites(const std::vector<SiteFacts>& sites,
                                             const std::vector<SiteFacts>& cross_runs,
                                             const RuleBook& book, std::string_view profile,
                                             std::vector<SiteJudgement>& judgements);

}  // namespace consentry
