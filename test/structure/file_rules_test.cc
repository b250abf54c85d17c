// SPDX-License-Identifier: Apache-2.0
#include "structure/file_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace consentry::structure {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const SourceTree& project() {
  static const SourceTree tree = read_source_tree(CONSENTRY_SOURCE_DIR);
  return tree;
}

std::string lines(std::size_t count) {
  std::string text = "// SPDX-License-Identifier: Apache-2.0\n";
  for (std::size_t i = 1; i < count; ++i) text += "x\n";
  return text;
}

TEST(ProjectFiles, BeginWithTheLicence) { EXPECT_THAT(missing_licence_line(project()), IsEmpty()); }
TEST(ProjectFiles, AreShort) { EXPECT_THAT(too_long(project()), IsEmpty()); }
TEST(ProjectFiles, SayByNameWhatIsInside) { EXPECT_THAT(drawer_names(project()), IsEmpty()); }
TEST(ProjectFiles, GiveEachFuzzerSeeds) { EXPECT_THAT(poor_fuzzers(project()), IsEmpty()); }
TEST(ProjectFiles, ExplainEachSilencedWarning) {
  EXPECT_THAT(unexplained_nolint(project()), IsEmpty());
}
TEST(ProjectFiles, KeepTheLabsNamesInTheLab) {
  EXPECT_THAT(lab_names_outside(project()), IsEmpty());
}
TEST(ProjectFiles, LeaveJudgementsOfLawToAuthorities) {
  EXPECT_THAT(verdict_of_a_court(project()), IsEmpty());
}

TEST(LicenceLine, StandsFirstOrAfterTheInterpreter) {
  const SourceTree tree{{"src/a.cc", "// SPDX-License-Identifier: Apache-2.0\n"},
                        {"dev", "#!/usr/bin/env bash\n# SPDX-License-Identifier: Apache-2.0\n"},
                        {"data/seed.json", "{}"},
                        {"src/b.cc", "\n// SPDX-License-Identifier: Apache-2.0\n"},
                        {"data/rules/c.toml", "id = 1\n"},
                        {"tool", "#!/bin/sh\n"}};
  EXPECT_THAT(
      missing_licence_line(tree),
      ElementsAre(HasSubstr("src/b.cc"), HasSubstr("data/rules/c.toml"), HasSubstr("tool")));
}

TEST(Length, StopsAtTheLimit) {
  EXPECT_THAT(too_long({{"src/a.cc", lines(kMaxLines)},
                        {"src/b.cc", lines(kMaxLines + 1)},
                        {"test/c_test.cc", lines(kMaxTestLines)},
                        {"test/d_test.cc", lines(kMaxTestLines + 1)}}),
              ElementsAre(HasSubstr("src/b.cc"), HasSubstr("test/d_test.cc")));
}

TEST(Names, DrawersAreRefusedButWordsThatContainThemAreNot) {
  const SourceTree tree{{"src/core/base/string_utils.h", ""},
                        {"web/helpers.ts", ""},
                        {"src/core/base/commonality.h", ""}};
  EXPECT_THAT(drawer_names(tree), ElementsAre(HasSubstr("string_utils"), HasSubstr("helpers")));
}

TEST(Fuzzers, NeedSeedsAndStayShort) {
  const SourceTree tree{{"test/fuzz/a_fuzz.cc", lines(kMaxFuzzerLines)},
                        {"test/fuzz/b_fuzz.cc", lines(kMaxFuzzerLines + 1)},
                        {"test/fuzz/corpus/b/one", "x"},
                        {"test/fuzz/corpus/ab/one", "x"}};
  EXPECT_THAT(poor_fuzzers(tree),
              ElementsAre(HasSubstr("a_fuzz.cc: has no seed"), HasSubstr("b_fuzz.cc: more than")));
}

TEST(Nolint, NeedsAReason) {
  const SourceTree tree{{"src/a.cc", "// NOLINTNEXTLINE(x): because\n// NOLINTEND(x)\n"},
                        {"src/b.cc", "int a;  // NOLINT(x)\n"}};
  EXPECT_THAT(unexplained_nolint(tree), ElementsAre(HasSubstr("src/b.cc")));
}

TEST(LabNames, AreFoundInDataAndSourcesOfTheLab) {
  const SourceTree tree{
      {"data/lab/sites.toml", "host = \"bakery.example\"\nads = 'cdn.adnetwork.test/x.js'\n"},
      {"src/lab/pages.cc", "\"a.example.org\" \".example\" \"www.x.example\""},
      {"src/core/x.cc", "\"other.example\""}};
  EXPECT_THAT(lab_names(tree), ElementsAre("adnetwork", "bakery.example", "cdn.adnetwork.test"));
}

TEST(LabNames, AreRefusedElsewhereButNotInTests) {
  const SourceTree tree{{"data/lab/sites.toml", "host = \"bakery.example\"\n"},
                        {"src/core/x.cc", "if (host == \"Bakery.example\")"},
                        {"src/core/y.cc", "\"mybakery.examples\""},
                        {"test/core/x_test.cc", "\"bakery.example\""}};
  EXPECT_THAT(lab_names_outside(tree),
              ElementsAre("src/core/x.cc: names bakery.example of the lab"));
}

TEST(Words, TheReportPassesNoSentence) {
  const SourceTree tree{{"data/rules/a.toml", "fix = \"This is Illegal.\""},
                        {"test/x_test.cc", "illegal"}};
  EXPECT_THAT(verdict_of_a_court(tree), ElementsAre(HasSubstr("data/rules/a.toml")));
}

}  // namespace
}  // namespace consentry::structure
