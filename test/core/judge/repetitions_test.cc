// SPDX-License-Identifier: Apache-2.0
#include "core/judge/repetitions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Evidence evidence(const std::string& run, const std::string& text, const std::string& host) {
  Evidence made;
  made.at = {run, 7};
  made.text = text;
  made.host = host;
  return made;
}

Finding finding(const std::string& rule, Verdict verdict, std::vector<Evidence> shown = {}) {
  Finding made;
  made.rule = rule;
  made.verdict = verdict;
  made.summary = rule + " is " + std::string(name_of(verdict));
  made.evidence_total = static_cast<int>(shown.size());
  made.evidence = std::move(shown);
  return made;
}

SiteJudgement judgement(std::vector<Finding> findings) {
  return {"https://shop.example/", Verdict::not_measured, std::move(findings)};
}

TEST(Repetitions, OfOneMeasurementChangeNothing) {
  const SiteJudgement merged = merge_repetitions({judgement({finding("PRE-01", Verdict::breach)})});
  ASSERT_THAT(merged.findings, SizeIs(1));
  EXPECT_THAT(merged.findings[0].repeats, IsEmpty());
  EXPECT_FALSE(differs_between_repeats(merged.findings[0]));
  EXPECT_EQ(repeats_agreeing(merged.findings[0]), 0);
}

TEST(Repetitions, ThatAgreeAreToldAsOneOf) {
  const SiteJudgement merged = merge_repetitions({judgement({finding("PRE-01", Verdict::breach)}),
                                                  judgement({finding("PRE-01", Verdict::breach)})});
  ASSERT_THAT(merged.findings, SizeIs(1));
  EXPECT_FALSE(differs_between_repeats(merged.findings[0]));
  EXPECT_EQ(repeats_agreeing(merged.findings[0]), 2);
  EXPECT_EQ(merged.verdict, Verdict::breach);
  EXPECT_EQ(merged.url, "https://shop.example/");
}

TEST(Repetitions, KeepABreachThatOneOfThreeShowsAndSayWhatTheOthersSaw) {
  const SiteJudgement merged =
      merge_repetitions({judgement({finding("PRE-01", Verdict::pass)}),
                         judgement({finding("PRE-01", Verdict::breach)}),
                         judgement({finding("PRE-01", Verdict::not_measured)})});
  const Finding& told = merged.findings.at(0);
  EXPECT_EQ(told.verdict, Verdict::breach);
  EXPECT_EQ(told.summary, "PRE-01 is breach");
  EXPECT_THAT(told.repeats, ElementsAre(Verdict::pass, Verdict::breach, Verdict::not_measured));
  EXPECT_EQ(repeats_agreeing(told), 1);
  EXPECT_TRUE(differs_between_repeats(told));
  EXPECT_EQ(merged.verdict, Verdict::breach);
}

TEST(Repetitions, NeverTurnWhatOneOfThemCouldNotMeasureIntoAPass) {
  const SiteJudgement merged =
      merge_repetitions({judgement({finding("PRE-01", Verdict::pass)}),
                         judgement({finding("PRE-01", Verdict::not_measured)})});
  EXPECT_EQ(merged.findings.at(0).verdict, Verdict::not_measured);
}

TEST(Repetitions, CountARuleThatOneOfThemLacksAsNotMeasuredThere) {
  const SiteJudgement merged =
      merge_repetitions({judgement({}), judgement({finding("XS-01", Verdict::likely_breach)})});
  EXPECT_THAT(merged.findings.at(0).repeats,
              ElementsAre(Verdict::not_measured, Verdict::likely_breach));
}

TEST(Repetitions, TellEvidenceOfAllAndInHowManyItWasSeen) {
  const auto uid = [](const std::string& run, const std::string& value) {
    return evidence(run, "uid=" + value + " for adnet.example set by https://adnet.example/a.js",
                    "adnet.example");
  };
  const Evidence other = evidence("repeat-2/refuse", "zid=81 for other.example", "other.example");
  const SiteJudgement merged = merge_repetitions(
      {judgement({finding("PRE-02", Verdict::breach, {uid("refuse", "a81f 02")})}),
       judgement({finding("PRE-02", Verdict::breach, {uid("repeat-2/refuse", "77bc"), other})})});
  const Finding& told = merged.findings.at(0);
  EXPECT_FALSE(differs_between_repeats(told));
  ASSERT_THAT(told.evidence, SizeIs(2));
  EXPECT_EQ(told.evidence[0].at.run, "refuse");
  EXPECT_EQ(told.evidence[0].repeats, 2);
  EXPECT_EQ(told.evidence[1].at.run, "repeat-2/refuse");
  EXPECT_EQ(told.evidence[1].repeats, 1);
  EXPECT_EQ(told.evidence_total, 2);
}

TEST(Repetitions, CountNoEvidenceWhereOneOfThemToldOnlyAPart) {
  Finding cut = finding("PRE-01", Verdict::risk, {evidence("refuse", "GET a", "a.example")});
  cut.evidence_total = 40;
  const SiteJudgement merged = merge_repetitions(
      {judgement({cut}),
       judgement({finding("PRE-01", Verdict::risk, {evidence("refuse", "GET b", "b.example")})})});
  for (const Evidence& told : merged.findings.at(0).evidence) EXPECT_EQ(told.repeats, 0);
}

TEST(Repetitions, TakeNoEvidenceFromAPassIntoABreach) {
  const SiteJudgement merged = merge_repetitions(
      {judgement({finding("UI-02", Verdict::pass, {evidence("refuse", "one click", "")})}),
       judgement({finding("UI-02", Verdict::breach, {evidence("refuse", "four clicks", "")})})});
  ASSERT_THAT(merged.findings.at(0).evidence, SizeIs(1));
  EXPECT_EQ(merged.findings.at(0).evidence[0].text, "four clicks");
  EXPECT_EQ(merged.findings.at(0).evidence[0].repeats, 1);
}

TEST(Repetitions, TakeInALimitedNumberOfEvidenceAndCountTheRest) {
  std::vector<Evidence> many;
  for (char c = 'a'; c <= 'z'; ++c) {
    const std::string host = std::string(1, c) + ".example";
    many.push_back(evidence("repeat-2/refuse", "GET", host));
  }
  const SiteJudgement merged =
      merge_repetitions({judgement({finding("PRE-01", Verdict::risk)}),
                         judgement({finding("PRE-01", Verdict::risk, many)})});
  EXPECT_THAT(merged.findings.at(0).evidence, SizeIs(kMaxEvidenceAdded));
  EXPECT_EQ(merged.findings.at(0).evidence_total, 26);
}

TEST(Repetitions, KnowEvidenceAgainWithoutItsValuesAndPaths) {
  const auto like = [](const std::string& text) {
    return likeness_of(evidence("refuse", text, "adnet.example"));
  };
  EXPECT_EQ(like("uid=12 ab for .adnet.example set by https://a.example/1.js, expires in 3 days"),
            like("uid=99 for .adnet.example set by https://b.example/2.js, expires in 1 hour"));
  EXPECT_NE(like("uid=12 for adnet.example"), like("sid=12 for adnet.example"));
  EXPECT_EQ(like("GET https://adnet.example/p/1.gif (image); 3 cookies"),
            like("GET https://adnet.example/p/2.gif (image); no cookie"));
  EXPECT_NE(like("GET https://adnet.example/p (image)"),
            like("GET https://adnet.example/p (script)"));
  EXPECT_EQ(like("seen after 812 ms"), like("seen after 98 ms"));
  EXPECT_NE(likeness_of(evidence("a", "x", "one.example")),
            likeness_of(evidence("a", "x", "two.example")));
}

}  // namespace
}  // namespace consentry
