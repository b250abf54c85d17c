// SPDX-License-Identifier: Apache-2.0
#include "core/report/comparison.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/report/comparison_output.h"
#include "fakes/golden.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;

Finding& finding_of(ScanReport& report, std::string_view rule) {
  for (Finding& finding : report.sites[0].judgement.findings) {
    if (finding.rule == rule) return finding;
  }
  throw std::runtime_error("no finding " + std::string(rule));
}

// What compare() says of a rule that had and has these verdicts; empty: no change.
std::string move_of(Verdict earlier, Verdict now) {
  ScanReport old_report = make_report();
  ScanReport new_report = make_report();
  finding_of(old_report, "PRE-02").verdict = earlier;
  finding_of(new_report, "PRE-02").verdict = now;
  const Comparison comparison = compare(old_report, new_report);
  const auto& changes = comparison.sites[0].findings;
  EXPECT_LE(changes.size(), 1U);
  return changes.empty() ? "" : std::string(name_of(changes[0].move));
}

// A report whose first site lost a finding's reason, got a cookie and another host, and where one
// site is new and one is gone.
ScanReport make_later_report() {
  ScanReport report = make_report();
  report.settings.started = "2026-12-22T13:05:00.000Z";
  finding_of(report, "PRE-01").verdict = Verdict::pass;
  finding_of(report, "UI-05").verdict = Verdict::likely_breach;
  finding_of(report, "REJ-01").verdict = Verdict::not_measured;
  Finding added = make_finding("UI-01", Phase::before, Verdict::breach, 4, "No way to refuse.");
  finding_of(report, "UI-01") = added;
  SiteReport& site = report.sites[0];
  CookieRow row;
  row.name = "late";
  row.domain = "news.example";
  ItemFacts late = make_item("cookie", "news.example", "late");
  site.facts.classification.items[late.key] = late;
  for (RunObservation& run : site.facts.observation.runs) {
    row.when.phase = run.measured.front();
    run.cookie_rows.push_back(row);
    for (Request& request : run.requests) {
      if (request.url.starts_with("https://fonts")) request.url = "https://type.example/a.woff2";
    }
  }
  report.sites[3] = make_missing_site("https://fresh.example/", "the connection was refused");
  return report;
}

TEST(Compare, TheSameScanHasNoChange) {
  const Comparison comparison = compare(make_report(), make_report());
  ASSERT_EQ(comparison.sites.size(), 4U);
  for (const SiteChange& site : comparison.sites) EXPECT_FALSE(site.changed()) << site.url;
}

TEST(Compare, TellsNewGoneWorseAndBetter) {
  EXPECT_EQ(move_of(Verdict::pass, Verdict::risk), "new");
  EXPECT_EQ(move_of(Verdict::info, Verdict::breach), "new");
  EXPECT_EQ(move_of(Verdict::breach, Verdict::pass), "gone");
  EXPECT_EQ(move_of(Verdict::risk, Verdict::not_applicable), "gone");
  EXPECT_EQ(move_of(Verdict::risk, Verdict::breach), "worse");
  EXPECT_EQ(move_of(Verdict::breach, Verdict::likely_breach), "better");
}

TEST(Compare, WhatWasNotMeasuredIsNeitherNewNorGone) {
  EXPECT_EQ(move_of(Verdict::breach, Verdict::not_measured), "not-measured-now");
  EXPECT_EQ(move_of(Verdict::not_measured, Verdict::breach), "not-measured-earlier");
}

TEST(Compare, EveryPairOfVerdictsHasAtMostOneChangeAndTheMirroredOneBackwards) {
  const std::map<std::string, std::string> mirrored{{"new", "gone"},
                                                    {"gone", "new"},
                                                    {"worse", "better"},
                                                    {"better", "worse"},
                                                    {"not-measured-now", "not-measured-earlier"},
                                                    {"not-measured-earlier", "not-measured-now"},
                                                    {"", ""}};
  for (const Verdict earlier : kVerdictsByWeight) {
    for (const Verdict now : kVerdictsByWeight) {
      EXPECT_EQ(move_of(now, earlier), mirrored.at(move_of(earlier, now)));
    }
  }
}

TEST(Compare, AFindingThatOneScanLacksWasNotMeasuredThere) {
  ScanReport earlier = make_report();
  std::erase_if(earlier.sites[0].judgement.findings,
                [](const Finding& finding) { return finding.rule == "PRE-02"; });
  const Comparison comparison = compare(earlier, make_report());
  ASSERT_EQ(comparison.sites[0].findings.size(), 1U);
  EXPECT_EQ(comparison.sites[0].findings[0].move, FindingMove::not_measured_earlier);
}

TEST(Compare, NamesThePhasesInWhichCookiesAndHostsCameAndWent) {
  const Comparison comparison = compare(make_report(), make_later_report());
  const auto& changes = comparison.sites[0].presence_changes;
  const auto change_of = [&](std::string_view name) {
    const auto found = std::ranges::find(changes, name, &PresenceChange::name);
    return found == changes.end() ? PresenceChange{} : *found;
  };
  EXPECT_EQ(change_of("late").came, (std::vector<Phase>{Phase::before, Phase::gpc}));
  EXPECT_TRUE(change_of("late").went.empty());
  EXPECT_EQ(change_of("type.example").what, "host");
  EXPECT_EQ(change_of("fonts.letters.example").went,
            (std::vector<Phase>{Phase::before, Phase::gpc}));
}

TEST(Compare, APhaseThatOneScanDidNotMeasureIsNotCompared) {
  ScanReport earlier = make_report();
  for (SiteReport& site : earlier.sites) {
    for (RunObservation& run : site.facts.observation.runs) run.measured.clear();
  }
  for (const SiteChange& site : compare(earlier, make_later_report()).sites) {
    EXPECT_TRUE(site.presence_changes.empty()) << site.url;
  }
}

TEST(Compare, SitesOfOnlyOneScanAreNamedAndNotCompared) {
  const Comparison comparison = compare(make_report(), make_later_report());
  ASSERT_EQ(comparison.sites.size(), 5U);
  EXPECT_EQ(comparison.sites[3].url, "https://fresh.example/");
  EXPECT_EQ(comparison.sites[3].presence, SitePresence::only_now);
  EXPECT_EQ(comparison.sites[4].url, "https://gone.example/");
  EXPECT_EQ(comparison.sites[4].presence, SitePresence::only_earlier);
  EXPECT_TRUE(comparison.sites[4].findings.empty());
}

TEST(Compare, AnEmptyScanAgainstAnyIsNoCrash) {
  EXPECT_TRUE(compare(ScanReport{}, ScanReport{}).sites.empty());
  EXPECT_EQ(compare(ScanReport{}, make_report()).sites.size(), 4U);
  EXPECT_EQ(compare(make_report(), ScanReport{}).sites.size(), 4U);
}

TEST(ComparisonOutput, MatchesItsGoldens) {
  const Comparison comparison = compare(make_report(), make_later_report());
  expect_golden("comparison.json", comparison_json(comparison));
  expect_golden("comparison-80.txt", comparison_text(comparison, {80, false}));
}

TEST(ComparisonOutput, SaysWhenNothingChanged) {
  const std::string text = comparison_text(compare(make_report(), make_report()), {80, false});
  EXPECT_THAT(text, HasSubstr("4 sites without a change"));
}

TEST(ComparisonOutput, HostileTextIsReadableJsonAndHarmlessOnATerminal) {
  const Comparison comparison = compare(make_report(), make_hostile_report());
  EXPECT_NO_THROW(boost::json::parse(comparison_json(comparison)));
  const std::string text = comparison_text(comparison, {80, false});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\x07'), std::string::npos);
}

}  // namespace
}  // namespace consentry
