// SPDX-License-Identifier: Apache-2.0
// What a site's runs amount to, phase by phase: the tables that the JSON and the HTML report share.
// Several runs may see the same phase ("before" is seen by the refuse run and the accept run): a
// count is then the greatest of one run, never the sum, so that it reads as "in one visit".
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/report/scan_report.h"

namespace consentry {

using CountByPhase = std::array<int, kPhases.size()>;  // indexed by Phase

// A host of another site that was asked for something.
struct HostSummary {
  std::string host;
  std::string company;  // empty when unknown
  Function function = Function::unknown;
  bool tracker = false;            // at least one of its requests is
  bool first_party_owner = false;  // another domain of the site's own company
  CountByPhase requests{};
  int repeats = 0;  // repetitions in which it was asked; 0: the site was measured once
};

// A cookie or storage key and the phases in which it was stored, or already lay there.
struct ItemSummary {
  const ItemFacts* facts = nullptr;  // points into the SiteReport
  std::array<bool, kPhases.size()> stored{};
  int repeats = 0;  // repetitions in which it lay or was stored; 0: the site was measured once
};

// One company over all its hosts and items. The site's own company is left out.
struct CompanySummary {
  std::string company;  // or the host's registrable domain when the owner is unknown
  bool known = false;   // false: `company` is a domain
  Function function = Function::unknown;
  bool tracker = false;
  std::vector<std::string> hosts;
  CountByPhase requests{};
  CountByPhase items{};  // stored items that need consent or identify the browser
};

// What was seen in one phase. Where it was not measured (runs 0), the other members say nothing.
struct PhaseSummary {
  Phase phase = Phase::before;
  bool planned = false;
  int runs = 0;                             // runs that measured it to its end
  Verdict verdict = Verdict::not_measured;  // the greatest of the phase's findings
  bool judged = false;                      // the judgement has findings about it
  int companies = 0;                        // other companies that were asked for something
  int trackers = 0;                         // of these, by request or function
  int items = 0;                            // stored items that need consent or identify
};

struct SiteSummary {
  std::vector<HostSummary> hosts;         // by host name
  std::vector<ItemSummary> items;         // by key
  std::vector<CompanySummary> companies;  // trackers first, then by requests before the choice
  std::array<PhaseSummary, kPhases.size()> phases;
};

// site must outlive the result. planned: the phases asked for.
SiteSummary summarise(const SiteReport& site, const std::vector<Phase>& planned);

}  // namespace consentry
