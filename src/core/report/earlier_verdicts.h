// SPDX-License-Identifier: Apache-2.0
// Two verdicts side by side: what an earlier rule book said of the same captures, and what the
// present one says. All are empty (JSON: null) where nothing earlier is known.
#pragma once

#include <string>

#include "core/report/scan_report.h"

namespace consentry {

class HtmlPage;
class JsonText;
struct TerminalStyle;

// What the earlier report said of a site; null when it did not judge it.
const EarlierSite* earlier_site(const ScanReport& report, const SiteReport& site);

// A rule in a phase on which the two differ; an empty side: the book has no such rule.
struct TwoVerdicts {
  std::string rule;
  Phase phase = Phase::before;
  std::optional<Verdict> earlier;
  std::optional<Verdict> now;
};
// Ordered by rule and phase.
std::vector<TwoVerdicts> differing(const EarlierSite& earlier, const SiteReport& now);

void write_earlier(JsonText& json, const ScanReport& report);
std::string earlier_text(const ScanReport& report, const TerminalStyle& style);
void write_earlier(HtmlPage& page, const ScanReport& report);
void write_earlier(HtmlPage& page, const SiteReport& site, const ScanReport& report);

}  // namespace consentry
