// SPDX-License-Identifier: Apache-2.0
#include "core/report/wording.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/base/time.h"
#include "core/judge/repetitions.h"

namespace consentry {
namespace {

struct VerdictWords {
  std::string_view label;
  std::string_view symbol;
  std::string_view meaning;
};

const VerdictWords& words_for(Verdict verdict) {
  static constexpr std::array<VerdictWords, kVerdictsByWeight.size()> kWords{{
      {"Not applicable", "–", "The rule asks about something that this site does not have."},
      {"Pass", "✓", "Measured, and nothing of what the rule asks about was observed."},
      {"Info", "i", "Worth knowing; it weighs nothing."},
      {"Not measured", "?",
       "What the rule needs could not be measured. That is no pass: it says nothing either way."},
      {"Risk", "◆", "Contested or not certain from outside; a person must look."},
      {"Likely breach", "▲",
       "Observed, and most authorities treat it as an infringement, or the judgement rests on a "
       "classification that a list or catalogue makes."},
      {"Breach", "✖",
       "Observed directly in every run that could show it, and the authorities named treat it "
       "as an infringement."},
  }};
  return kWords[static_cast<std::size_t>(verdict)];
}

bool is_empty_path(std::string_view rest) { return rest.empty() || rest == "/"; }

}  // namespace

std::string_view label_of(Verdict verdict) { return words_for(verdict).label; }
std::string_view symbol_of(Verdict verdict) { return words_for(verdict).symbol; }
std::string_view meaning_of(Verdict verdict) { return words_for(verdict).meaning; }

std::string_view label_of(Phase phase) {
  static constexpr std::array<std::string_view, kPhases.size()> kLabels{
      "Before choice",
      "After refusing",
      "After accepting",
      "After withdrawing",
      "With GPC",
      "On later visits",
      "After consent to one purpose"};
  return kLabels[static_cast<std::size_t>(phase)];
}

std::string_view label_of(Function function) {
  static constexpr std::array<std::string_view, 13> kLabels{
      "unknown",         "advertising", "analytics",      "social media", "tag manager",
      "consent manager", "content",     "delivery (CDN)", "video",        "payment",
      "support chat",    "security",    "hosting"};
  return kLabels[static_cast<std::size_t>(function)];
}

std::string_view label_of(Purpose purpose) {
  static constexpr std::array<std::string_view, 6> kLabels{
      "unknown", "necessary", "preferences", "statistics", "marketing", "consent record"};
  return kLabels[static_cast<std::size_t>(purpose)];
}

std::string_view label_of(ChoiceResult result) {
  static constexpr std::array<std::string_view, 5> kLabels{
      "done, and shown by the consent state", "no banner was found",
      "a banner, but no way to this choice was found",
      "clicked, but nothing shows that the choice was taken", "the attempt broke off"};
  return kLabels[static_cast<std::size_t>(result)];
}

std::string_view label_of(SiteStatus status) {
  static constexpr std::array<std::string_view, 3> kLabels{"measured", "partly measured",
                                                           "not measured"};
  return kLabels[static_cast<std::size_t>(status)];
}

std::string_view kind_label(std::string_view kind) {
  if (kind == "local") return "local storage";
  if (kind == "session") return "session storage";
  if (kind == "indexeddb") return "IndexedDB";
  if (kind == "cache") return "Cache storage";
  if (kind == "service-worker") return "service worker";
  if (kind == "opfs") return "private file";
  if (kind == "http-cache") return "mark in the browser's cache";
  return kind;
}

std::string_view basis_mark_meaning(char mark) {
  if (mark == 'C') return "read in the primary text";
  if (mark == 'S') return "from a secondary source";
  return "not verified: check the official text before relying on it";
}

VerdictCounts count_findings(const SiteJudgement& judgement) {
  VerdictCounts counts;
  for (const Finding& finding : judgement.findings) counts.add(finding.verdict);
  return counts;
}

VerdictCounts count_sites(const ScanReport& report) {
  VerdictCounts counts;
  for (const SiteReport& site : report.sites) counts.add(site.judgement.verdict);
  return counts;
}

std::int64_t sites_with(const ScanReport& report, SiteStatus status) {
  return std::count_if(report.sites.begin(), report.sites.end(),
                       [status](const SiteReport& site) { return site.status == status; });
}

bool is_worth_listing(const CompanyReach& company) {
  return is_tracking(company.function) || company.sites_with_identifier > 0 || company.follows;
}

std::string repeats_mark(std::int64_t seen, std::int64_t repetitions) {
  if (repetitions < 2) return {};
  return std::to_string(seen) + " of " + std::to_string(repetitions);
}

std::string repeats_text(const Finding& finding) {
  if (!differs_between_repeats(finding)) return {};
  const auto times = [&](Verdict verdict) { return std::ranges::count(finding.repeats, verdict); };
  std::string text = std::string(name_of(finding.verdict)) + " in " +
                     repeats_mark(times(finding.verdict), std::ssize(finding.repeats)) +
                     " repetitions";
  for (const Verdict verdict : kVerdictsByWeight) {
    if (verdict == finding.verdict || times(verdict) == 0) continue;
    text += ", " + std::string(name_of(verdict)) + " in " + std::to_string(times(verdict));
  }
  return text;
}

std::string told_summary(const Finding& finding) {
  const std::string text = repeats_text(finding);
  return text.empty() ? finding.summary : finding.summary + " (" + text + ")";
}

bool needs_attention(Verdict verdict) { return verdict >= Verdict::risk; }

std::vector<const Finding*> findings_by_weight(const SiteJudgement& judgement) {
  std::vector<const Finding*> ordered;
  ordered.reserve(judgement.findings.size());
  for (const Finding& finding : judgement.findings) ordered.push_back(&finding);
  std::stable_sort(ordered.begin(), ordered.end(), [](const Finding* a, const Finding* b) {
    if (a->verdict != b->verdict) return a->verdict > b->verdict;
    return a->severity > b->severity;
  });
  return ordered;
}

Authority authority_for(const Rule& rule, const Profile& profile) {
  if (rule.layer == "gdpr") return {profile.gdpr_authority, "GDPR"};
  if (rule.layer == "contract") return {};
  return {profile.eprivacy_authority, "ePrivacy"};
}

std::string site_name(std::string_view url) {
  constexpr std::string_view kUsual = "https://";
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return std::string(url);
  const std::size_t path = url.find('/', scheme_end + 3);
  if (path != std::string_view::npos && is_empty_path(url.substr(path))) url = url.substr(0, path);
  if (url.starts_with(kUsual)) url.remove_prefix(kUsual.size());
  return std::string(url);
}

std::string readable_lifetime(std::optional<double> seconds, const ReportLanguage& language) {
  if (!seconds) return std::string(language.text("session"));
  if (!std::isfinite(*seconds)) return std::string(language.text("unlimited"));
  if (*seconds <= 0) return std::string(language.text("expired"));
  constexpr double kMinute = 60;
  constexpr double kHour = 60 * kMinute;
  constexpr double kDay = 24 * kHour;
  // A browser caps lifetimes at 400 days, but storage written by hand may claim anything.
  constexpr double kLongest = 1e15;
  const double capped = std::min(*seconds, kLongest);
  if (capped >= 2 * kDay)
    return language.counted(std::llround(capped / kDay), "{0} day", "{0} days");
  if (capped >= 2 * kHour)
    return language.counted(std::llround(capped / kHour), "{0} hour", "{0} hours");
  if (capped >= 2 * kMinute)
    return language.counted(std::llround(capped / kMinute), "{0} minute", "{0} minutes");
  return language.counted(std::llround(capped), "{0} second", "{0} seconds");
}

namespace {

struct DayWords {
  std::string day;
  std::string_view month;
  std::string year;
};

DayWords day_words(const UtcTime& time, const ReportLanguage& language) {
  static constexpr std::array<std::string_view, 12> kMonths{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::sys_time<std::chrono::milliseconds> point{
      std::chrono::milliseconds{time.milliseconds}};
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(point)};
  return {std::to_string(static_cast<unsigned>(date.day())),
          language.text(kMonths[static_cast<unsigned>(date.month()) - 1]),
          std::to_string(static_cast<int>(date.year()))};
}

}  // namespace

std::string readable_time(const std::string& rfc3339, const ReportLanguage& language) {
  const auto time = parse_rfc3339(rfc3339);
  if (!time) return rfc3339;
  const DayWords words = day_words(*time, language);
  return filled(language.text("{0} {1} {2}, {3} UTC"),
                {words.day, words.month, words.year, std::string_view(rfc3339).substr(11, 5)});
}

std::string readable_date(const std::string& rfc3339, const ReportLanguage& language) {
  const auto time = parse_rfc3339(rfc3339);
  if (!time) return rfc3339;
  const DayWords words = day_words(*time, language);
  return filled(language.text("{0} {1} {2}"), {words.day, words.month, words.year});
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

}  // namespace consentry
