// SPDX-License-Identifier: Apache-2.0
#include "core/judge/second_profile.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace consentry
