// SPDX-License-Identifier: Apache-2.0
// XS-01: one visitor, one profile, several sites: whose cookie says the same on more than one?
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/judge/judge.h"

namespace consentry {

// A third party's identifier that served on several sites of one cross run.
struct FollowedVisitor {
  std::string company;  // or registrable domain
  std::string domain;   // registrable domain of the cookie
  std::string name;     // of the cookie
  std::string value;
  Verdict weight = Verdict::likely_breach;
  std::map<std::string, Evidence> by_site;  // registrable domain of the page -> where it was seen
};

// Reads the cross runs in which nothing was chosen: what follows a consent is permitted. A value counts as identifying when the sites' own profiles show that it
// differs between visitors; with one profile only, when it is shaped like an identifier.
std::vector<FollowedVisitor> followed_visitors(const std::vector<SiteFacts>& sites,
                                               const std::vector<SiteFacts>& cross_runs);

// Registrable domains of the pages that the cross runs visited.
std::set<std::string> sites_visited_across(const std::vector<SiteFacts>& cross_runs);

// Registrable domain of a page.
std::string site_of(const std::string& page_url);
// That of the site's own pages, after redirects where one was measured.
std::string own_site(const SiteFacts& site);

}  // namespace consentry
