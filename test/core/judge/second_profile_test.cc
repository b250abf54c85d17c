// SPDX-License-Identifier: Apache-2.0
#include "core/judge/second_profile.h"

#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

SiteFacts site_with(IdentifierStrength strength, Purpose purpose) {
  SiteFacts site;
  ItemFacts item;
  item.key = {"cookie", "shop.example", "x"};
  item.identifier = strength;
  item.purpose = purpose;
  site.classification.items[item.key] = item;
  return site;
}

SiteJudgement judged(Verdict verdict) {
  SiteJudgement judgement;
  judgement.findings.emplace_back().verdict = verdict;
  return judgement;
}

TEST(SecondProfile, SupportsEveryClaimAndNothingElse) {
  const SiteFacts quiet = site_with(IdentifierStrength::none, Purpose::unknown);
  for (const Verdict verdict : {Verdict::risk, Verdict::likely_breach, Verdict::breach}) {
    EXPECT_TRUE(needs_second_profile(quiet, judged(verdict))) << name_of(verdict);
  }
  for (const Verdict verdict : {Verdict::not_applicable, Verdict::pass, Verdict::not_measured}) {
    EXPECT_FALSE(needs_second_profile(quiet, judged(verdict))) << name_of(verdict);
  }
}

TEST(SecondProfile, ComparesWhatMayBeAnIdentifierUnlessItsPurposeIsKnown) {
  const SiteJudgement clean = judged(Verdict::pass);
  EXPECT_TRUE(needs_second_profile(site_with(IdentifierStrength::weak, Purpose::unknown), clean));
  EXPECT_FALSE(
      needs_second_profile(site_with(IdentifierStrength::weak, Purpose::necessary), clean));
  EXPECT_FALSE(needs_second_profile(site_with(IdentifierStrength::none, Purpose::unknown), clean));
}

TEST(SecondProfile, OpensSettingsInWhichOneProfileAloneSawConsentTicked) {
  const auto again = [](const char* rule, Verdict verdict, int runs) {
    SiteJudgement judgement = judged(verdict);
    judgement.findings.back().rule = rule;
    judgement.findings.back().runs_total = runs;
    return needs_settings_again(shipped_book(), judgement);
  };
  EXPECT_TRUE(again("UI-10", Verdict::likely_breach, 1));
  EXPECT_FALSE(again("UI-10", Verdict::likely_breach, 2));
  EXPECT_FALSE(again("UI-10", Verdict::pass, 1));
  EXPECT_FALSE(again("UI-12", Verdict::likely_breach, 1)) << "never more than that";
}

}  // namespace
}  // namespace consentry
