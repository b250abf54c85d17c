// SPDX-License-Identifier: Apache-2.0
// What a finding is about stands in it as data, so that nobody takes it out of its sentence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"
#include "core/judge/tally.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;

Evidence about(const std::string& item, const std::string& company, const std::string& host) {
  Evidence evidence;
  evidence.item = item;
  evidence.company = company;
  evidence.host = host;
  return evidence;
}

TEST(Subjects, AreItemsAndThenPartiesEachOnce) {
  SubjectList list;
  list.add(about("_ga", "Google LLC", "google.example"));
  list.add(about("a, b and c", "", "x.example"));
  list.add(about("_ga", "Google LLC", "other.example"));
  Finding finding;
  std::move(list).move_to(finding);
  EXPECT_THAT(finding.subjects, ElementsAre(Subject{SubjectKind::item, "_ga"},
                                            Subject{SubjectKind::item, "a, b and c"},
                                            Subject{SubjectKind::company, "Google LLC"},
                                            Subject{SubjectKind::host, "x.example"}));
  EXPECT_EQ(finding.subjects_total, 4);
}

TEST(Subjects, BeyondTheLimitAreCounted) {
  SubjectList list;
  for (std::size_t i = 0; i < kMaxSubjects + 5; ++i) list.add(about(std::to_string(i), "", ""));
  Finding finding;
  std::move(list).move_to(finding);
  EXPECT_EQ(finding.subjects.size(), kMaxSubjects);
  EXPECT_EQ(finding.subjects_total, static_cast<int>(kMaxSubjects) + 5);
}

TEST(Subjects, OfAStoredCookieAreItsNameAndItsOwner) {
  SiteMaker site;
  for (RunMaker* run : site.both()) {
    run->http_cookie(".ads.example", "uid", run->run().name + "-0123456789",
                     "https://ads.example/p.gif");
    run->choose(run->run().name == "refuse" ? Phase::refuse : Phase::accept);
  }
  ItemFacts& item = site.cookie("ads.example", "uid");
  item.purpose = Purpose::marketing;
  item.identifier = IdentifierStrength::strong;
  item.catalogued = true;
  const Finding finding = finding_of(judge_site(site.facts(), shipped_book(), "eu"), "PRE-02");
  EXPECT_EQ(finding.verdict, Verdict::breach);
  EXPECT_THAT(finding.subjects, ElementsAre(Subject{SubjectKind::item, "uid"},
                                            Subject{SubjectKind::host, "ads.example"}));
}

TEST(Subjects, OfAPassAreNone) {
  const Finding finding = passed("Nothing was stored.", 2);
  EXPECT_TRUE(finding.subjects.empty());
  EXPECT_EQ(finding.subjects_total, 0);
}

}  // namespace
}  // namespace consentry
