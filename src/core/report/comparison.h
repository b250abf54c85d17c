// SPDX-License-Identifier: Apache-2.0
// What changed on sites between two scans, for people who watch them: findings that are new, gone,
// worse or better, cookies and third parties that came or went. Pure.
//
// Both reports should be judged by the same rule book, lists and profile, or a difference may be
// the judge's and not the site's. Nothing counts as gone, and nothing as new, because one of the
// scans did not measure it: such findings have changes of their own, and cookies and hosts are
// compared only in phases that both scans measured.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/report/scan_report.h"

namespace consentry {

enum class FindingMove {
  appeared,              // weighed nothing, and is now a risk or more
  disappeared,           // was a risk or more, and weighs nothing now
  worse,                 // heavier than it was
  better,                // lighter than it was, and still a risk or more
  not_measured_now,      // was a risk or more; nobody knows whether it is gone
  not_measured_earlier,  // is a risk or more; nobody knows since when
};
// "new" "gone" "worse" "better" "not-measured-now" "not-measured-earlier".
std::string_view name_of(FindingMove move);

// A finding is known again by rule and phase. One that a scan lacks counts as not measured there.
struct FindingChange {
  std::string rule;
  Phase phase = Phase::before;
  FindingMove move = FindingMove::appeared;
  Verdict earlier = Verdict::not_measured;
  Verdict now = Verdict::not_measured;
  std::string summary;  // of the present scan; of the earlier one when gone or not measured now
  std::string earlier_repeats;  // "1 of 3" repetitions had that verdict; empty: measured once
  std::string now_repeats;
};

// A cookie, a storage key or a third party, and the phases in which it came or went.
struct PresenceChange {
  std::string what;   // "cookie", "local", "session" or "host"
  std::string owner;  // cookie domain, storage origin; the host's company, empty when unknown
  std::string name;   // cookie name, storage key; the host
  std::vector<Phase> came;
  std::vector<Phase> went;
  std::string earlier_repeats;  // "1 of 3" repetitions saw it; empty: none, or measured once
  std::string now_repeats;
};

enum class SitePresence { both, only_now, only_earlier };
std::string_view name_of(SitePresence presence);  // "both" "only-now" "only-earlier"

struct SiteChange {
  std::string url;
  SitePresence presence = SitePresence::both;
  SiteStatus earlier_status = SiteStatus::not_measured;
  SiteStatus now_status = SiteStatus::not_measured;
  Verdict earlier_verdict = Verdict::not_measured;
  Verdict now_verdict = Verdict::not_measured;
  std::vector<FindingChange> findings;           // heaviest of either side first
  std::vector<PresenceChange> presence_changes;  // by what, owner and name
  [[nodiscard]] bool changed() const;
};

struct Comparison {
  std::string earlier_started;  // RFC 3339
  std::string now_started;
  std::string rule_book;  // version that judged the present scan
  std::string profile;
  std::vector<SiteChange> sites;  // in the present scan's order, then those only in the earlier
};

// Sites are known again by address. An address that one scan holds twice counts by its first.
Comparison compare(const ScanReport& earlier, const ScanReport& now);

}  // namespace consentry
