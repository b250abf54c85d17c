// SPDX-License-Identifier: Apache-2.0
// The words that every report uses for the same thing, in one place, and how verdicts are counted
// and ordered for a reader. A report says what was observed and which authority treats it how; it
// never pronounces on legality.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/report_language.h"
#include "core/report/scan_report.h"

namespace consentry {

inline constexpr std::array<Verdict, 7> kVerdictsByWeight{
    Verdict::breach, Verdict::likely_breach, Verdict::risk,          Verdict::not_measured,
    Verdict::info,   Verdict::pass,          Verdict::not_applicable};

std::string_view label_of(Verdict verdict);    // "Likely breach"
std::string_view symbol_of(Verdict verdict);   // "▲": one column wide, told apart without colour
std::string_view meaning_of(Verdict verdict);  // one sentence
std::string_view label_of(Phase phase);        // "Before choice", "After refusing", …
std::string_view label_of(Function function);  // "advertising", "tag manager", …
std::string_view label_of(Purpose purpose);    // "statistics", "consent record", …
std::string_view label_of(ChoiceResult result);
std::string_view label_of(SiteStatus status);
// Of ItemKey::kind: "local storage", "IndexedDB"; a kind that needs no other word is its own.
std::string_view kind_label(std::string_view kind);
// "read in the primary text", "from a secondary source", "not verified".
std::string_view basis_mark_meaning(char mark);

struct VerdictCounts {
  std::array<int, kVerdictsByWeight.size()> of{};
  [[nodiscard]] int count(Verdict verdict) const { return of[static_cast<std::size_t>(verdict)]; }
  void add(Verdict verdict) { ++of[static_cast<std::size_t>(verdict)]; }
};
VerdictCounts count_findings(const SiteJudgement& judgement);
VerdictCounts count_sites(const ScanReport& report);

std::int64_t sites_with(const ScanReport& report, SiteStatus status);
// A company that a report lists by reach: it tracks, identifies or follows visitors.
bool is_worth_listing(const CompanyReach& company);

// "2 of 3": in how many repetitions something was seen. Empty when the site was measured once.
std::string repeats_mark(std::int64_t seen, std::int64_t repetitions);
// "breach in 1 of 3 repetitions, pass in 2"; empty when all repetitions agree or there was one.
std::string repeats_text(const Finding& finding);
// The summary, and behind it repeats_text() where there is any: for writers with one sentence.
std::string told_summary(const Finding& finding);

// breach, likely breach and risk: what a person should read first.
bool needs_attention(Verdict verdict);
// Heaviest verdict first, then severity, then the judgement's own order. Points into `judgement`.
std::vector<const Finding*> findings_by_weight(const SiteJudgement& judgement);

// Who is competent for a rule under a profile, and by which law: the ePrivacy authority for what is
// stored and read on the device and for the banner that asks for it, the data protection authority
// for what happens with the data. name is empty when the rule is no law (layer "contract").
struct Authority {
  std::string name;
  std::string law;  // "ePrivacy", "GDPR", or empty
};
Authority authority_for(const Rule& rule, const Profile& profile);

// "shop.example", "http://shop.example/nl": a scanned address without what every address has.
std::string site_name(std::string_view url);
// "730 days", "6 hours", "session" (empty).
std::string readable_lifetime(std::optional<double> seconds, const ReportLanguage& language = {});
// "22 November 2026, 13:05 UTC"; text that is no RFC 3339 time is returned as it is.
std::string readable_time(const std::string& rfc3339, const ReportLanguage& language = {});
// The same without the time of day: "22 November 2026".
std::string readable_date(const std::string& rfc3339, const ReportLanguage& language = {});
// "1 site", "2 sites".
std::string counted(std::int64_t count, std::string_view one, std::string_view many);
std::string percent(double share);  // "38 %"

}  // namespace consentry
