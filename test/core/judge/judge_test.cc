// SPDX-License-Identifier: Apache-2.0
// What holds for every judgement, whatever the rule.
#include "core/judge/judge.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <tuple>

#include "core/judge/book_under_test.h"
#include "core/judge/evidence_text.h"

namespace consentry {
namespace {

constexpr const char* kAds = "https://ads.example/p.gif";

SiteMaker busy_site() {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    const Phase phase = run->run().name == "refuse" ? Phase::refuse : Phase::accept;
    run->request(kAds, tracker("Ads Inc"))
        .http_cookie(".ads.example", "uid", run->run().name + "-0123456789", kAds)
        .signals({{1, true}});
    run->at(phase, Step::choice).banner({button("OK", Intent::accept_all)});
    run->choose(phase).at(phase, Step::reload).request(kAds, tracker("Ads Inc"));
  }
  site.run("gpc").request(kAds, tracker("Ads Inc"));
  site.cookie("ads.example", "uid").purpose = Purpose::marketing;
  site.cookie("ads.example", "uid").catalogued = true;
  return site;
}

// Everything a finding says, as text.
std::string dump(const SiteJudgement& judgement) {
  std::string text = judgement.url + " " + std::string(name_of(judgement.verdict)) + "\n";
  for (const Finding& finding : judgement.findings) {
    text += finding.rule + " " + std::string(name_of(finding.phase)) + " " +
            std::string(name_of(finding.verdict)) + " " + std::to_string(finding.severity) + " " +
            finding.summary + " " + std::to_string(finding.evidence_total) + " " +
            std::to_string(finding.runs_agreeing) + "/" + std::to_string(finding.runs_total) + "\n";
    for (const Evidence& evidence : finding.evidence) {
      text += "  " + evidence.at.run + ":" + std::to_string(evidence.at.line) + " " +
              evidence.text + " " + evidence.company + " " + evidence.host + "\n";
    }
  }
  return text;
}

TEST(JudgeSite, GivesTheSameFindingsForTheSameFacts) {
  EXPECT_EQ(dump(judge_site(busy_site().facts(), shipped_book(), "nl")),
            dump(judge_site(busy_site().facts(), shipped_book(), "nl")));
}

TEST(JudgeSite, AnswersEveryRuleInEveryPhaseInOrder) {
  SiteMaker site = busy_site();
  site.run("refuse").run().planned = {Phase::before, Phase::refuse, Phase::revisit,
                                      Phase::one_purpose};
  std::vector<SiteFacts> sites{site.facts()};
  std::vector<SiteJudgement> judgements{judge_site(sites[0], shipped_book(), "eu")};
  judge_across_sites(sites, {}, shipped_book(), "eu", judgements);
  std::size_t expected = 0;
  for (const Rule& rule : shipped_book().rules()) expected += rule.phases.size();
  EXPECT_EQ(judgements[0].findings.size(), expected);
  EXPECT_TRUE(std::ranges::is_sorted(judgements[0].findings, {}, [](const Finding& finding) {
    return std::tuple(finding.phase, finding.rule);
  }));
}

TEST(JudgeSite, EveryFindingRestsOnEventsAndSpeaksOneSentence) {
  for (const Finding& finding : judge_site(busy_site().facts(), shipped_book(), "eu").findings) {
    EXPECT_FALSE(finding.summary.empty()) << finding.rule;
    EXPECT_TRUE(finding.summary.ends_with('.')) << finding.summary;
    EXPECT_EQ(finding.summary.find("illegal"), std::string::npos);
    const bool weighs = finding.verdict > Verdict::not_measured;
    EXPECT_EQ(weighs, finding.severity > 0) << finding.rule;
    if (!weighs) continue;
    ASSERT_FALSE(finding.evidence.empty()) << finding.rule;
    EXPECT_GE(finding.runs_total, finding.runs_agreeing);
    EXPECT_GT(finding.runs_agreeing, 0) << finding.rule;
    for (const Evidence& evidence : finding.evidence) {
      EXPECT_FALSE(evidence.at.run.empty()) << finding.rule;
      EXPECT_GT(evidence.at.line, 0U) << finding.rule;
      EXPECT_FALSE(evidence.text.empty()) << finding.rule;
    }
  }
}

TEST(JudgeSite, TakesTheGreatestVerdict) {
  EXPECT_EQ(judge_site(busy_site().facts(), shipped_book(), "eu").verdict, Verdict::breach);
}

TEST(JudgeSite, SaysWhatKeptAPhaseFromBeingMeasured) {
  SiteMaker site;
  RunMaker& run = site.add_run("refuse", {});
  run.run().limitations.push_back({{"refuse", 2}, {}, "bot-wall", "the site shows a bot check"});
  EXPECT_EQ(judged(site, "PRE-01").summary,
            "The phase 'before' was not measured: the site shows a bot check.");
}

TEST(JudgeSite, ARuleWhoseDetectorIsUnknownIsNotMeasured) {
  const auto book = RuleBook::parse(
      {{"a.toml",
        "version = '1'\n[[profile]]\nname='eu'\ntitle='t'\neprivacy_authority='a'\n"
        "gdpr_authority='b'\n[source.s]\ninstrument='i'\nurl='u'\n[[rule]]\nid='X-01'\n"
        "version=1\ntitle='t'\ndetector='from-the-future'\nphases=['before']\n"
        "severity=1\nlayer='ux'\ncategory='banner'\nfix='F.'\n"
        "basis=[{source='s',pin='p',mark='M'}]\n"}});
  ASSERT_TRUE(book) << book.error().text();
  const SiteJudgement judgement = judge_site(busy_site().facts(), *book, "eu");
  ASSERT_EQ(judgement.findings.size(), 1U);
  EXPECT_EQ(judgement.findings[0].verdict, Verdict::not_measured);
}

TEST(EvidenceText, IsShortAndReadable) {
  EXPECT_EQ(shortened("abcdef", 3), "abc…");
  EXPECT_EQ(shortened("ab", 3), "ab");
  EXPECT_EQ(shortened("aé", 2), "a…") << "never half a character";
  EXPECT_EQ(shortened("a\nb\x01", 9), "a b ");
  EXPECT_EQ(shown_url("https://a.example/p?secret=1#x"), "https://a.example/p");
  EXPECT_EQ(lifetime_text(std::nullopt), "expires with the session");
  EXPECT_EQ(lifetime_text(63'072'000), "expires in 730 days");
  EXPECT_EQ(lifetime_text(60), "expires in 1 minute");
  EXPECT_EQ(lifetime_text(5400), "expires in 2 hours");
  EXPECT_EQ(lifetime_text(0.4), "expires in 0 seconds");
  EXPECT_EQ(lifetime_text(std::numeric_limits<double>::infinity()), "never expires");
}

TEST(Verdicts, AreNamedBothWays) {
  for (const Verdict verdict :
       {Verdict::not_applicable, Verdict::pass, Verdict::info, Verdict::not_measured, Verdict::risk,
        Verdict::likely_breach, Verdict::breach}) {
    EXPECT_EQ(verdict_named(name_of(verdict)), verdict);
  }
  EXPECT_EQ(verdict_named("guilty"), std::nullopt);
}

}  // namespace
}  // namespace consentry
