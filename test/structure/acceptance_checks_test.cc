// SPDX-License-Identifier: Apache-2.0
// The ten checks by which the whole is accepted, and where each is shown: none is lost when tests are
// renamed or moved.
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>
#include <string>

namespace consentry::structure {
namespace {

struct Shown {
  int check;
  const char* what;
  const char* file;  // below test/
  const char* test;  // words of it that stand in the file
};

constexpr int kChecks = 10;

constexpr Shown kShown[] = {
    {1, "every rule has a page that breaks it and a good twin", "lab/rule_coverage_test.cc",
     "EveryRuleHasABadAndAGoodPage"},
    {2, "our own banner gives nothing above info, in every language", "e2e/banner_matrix.test.mjs",
     "a scan finds nothing above 'info' on our own banner in any language of the Union"},
    {3, "nothing of third parties before a choice and after a refusal", "e2e/tag_proof.test.mjs",
     "only what was chosen is reached"},
    {3, "nothing from withdrawal on", "e2e/tag_proof.test.mjs",
     "after accepting and after withdrawing, and from then on no third party saw a request"},
    {4, "100,000 choices, daily roots, 100 proofs by shell steps, a changed byte, erasure",
     "io/store/record_chain_test.cc",
     "HoldsAHundredThousandChoicesThroughDaysShellStepsAndErasure"},
    {5, "a bundle is checked without the program", "e2e/evidence.test.mjs",
     "a bundle holds without the program"},
    {5, "changing any file makes one step fail", "e2e/evidence.test.mjs",
     "changing one byte of any file makes exactly one step fail"},
    {5, "the same input gives the same bundle", "e2e/evidence.test.mjs",
     "two seals of one folder are the same bytes"},
    {6, "300 sites, a company on 120 of them: 40, 30 and 50", "core/judge/fleet_test.cc",
     "IsToldInExactNumbers"},
    {6, "the identifier that it shares on each", "core/judge/fleet_test.cc",
     "IsFollowedOnEachOfTheCompanysSitesAndNoOther"},
    {7, "10,000 sign-ups: counts, certificate and list agree", "command/mandate_check_test.cc",
     "AreCountedAlikeEverywhere"},
    {7, "a dump of the database names nobody", "command/mandate_check_test.cc",
     "LeaveNoNameAddressOrMailInTheDatabase"},
    {7, "a withdrawal shows in the next list", "command/mandate_check_test.cc",
     "AWithdrawalShowsInTheNextList"},
    {8, "ends of months and leap years", "core/dossier/clock_test.cc",
     "EndOnTheLastDayOfAMonthThatHasNoSuchDay"},
    {8, "1,144 days of silence", "core/dossier/clock_test.cc",
     "CountsEveryDayFromFilingToDecision"},
    {8, "talking comes before a summons", "core/dossier/case_status_test.cc",
     "ConsultationBlocksTheSummonsUntilItsTimeIsOver"},
    {9, "without its record a sentence goes and the verdict falls", "core/dossier/artefact_test.cc",
     "LowersTheVerdictAndThenRemovesTheSentence"},
    {9, "each sentence names a record", "core/dossier/draft_test.cc",
     "NumbersItsFactsAndNamesRecordLineAndDigest"},
    {10, "an unverified basis says so until a named person read it", "core/dossier/draft_test.cc",
     "SaysThatABasisIsNotVerifiedUntilAPersonConfirmedIt"},
};

std::string read(const std::string& file) {
  std::ifstream in(CONSENTRY_SOURCE_DIR "/test/" + file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(AcceptanceChecks, AreEachShownByATestThatIsThere) {
  std::set<int> shown;
  for (const Shown& each : kShown) {
    const std::string text = read(each.file);
    EXPECT_NE(text.find(each.test), std::string::npos)
        << "check " << each.check << ", " << each.what << ": not in test/" << each.file;
    shown.insert(each.check);
  }
  EXPECT_EQ(shown.size(), std::size_t{kChecks});
}

}  // namespace
}  // namespace consentry::structure
