// SPDX-License-Identifier: Apache-2.0
// Wrong words and files end with status 2, a line that says what is wrong, and no browser.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/program_run.h"
#include "e2e/temporary_folder.h"

namespace consentry::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr const char* kSite = "https://shop.example";

TEST(Usage, EveryCommandHasHelpThatEndsWithAnExample) {
  for (const char* command : {"scan", "judge", "lab", "lists", "tcf"}) {
    const Ended ended = run({command, "--help"});
    EXPECT_EQ(ended.status, 0) << command;
    EXPECT_THAT(ended.out, HasSubstr("consentry " + std::string(command))) << command;
    EXPECT_THAT(ended.out, HasSubstr("xample")) << command;
  }
}

TEST(Usage, AnUnknownCommandIsWrongUsage) { EXPECT_EQ(run({"scann"}).status, 2); }

TEST(Usage, AnUnknownOptionIsWrongUsage) {
  const Ended ended = run({"scan", kSite, "--phase", "before"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("--phase"));
}

TEST(Usage, NoSiteAtAllSaysHowToNameOne) {
  const Ended ended = run({"scan"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("consentry scan https://"));
}

TEST(Usage, TextThatIsNoAddressIsNamed) {
  const Ended ended = run({"scan", "not a site"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("not a site"));
}

TEST(Usage, AnUnknownPhaseSuggestsTheNearest) {
  const Ended ended = run({"scan", kSite, "--phases", "before,refuze"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("refuze"), HasSubstr("'refuse'")));
}

TEST(Usage, AnUnknownProfileSuggestsTheNearest) {
  const Ended ended = run({"scan", kSite, "--profile", "nll"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("nll"), HasSubstr("'nl'")));
}

TEST(Usage, AnUnknownExportSuggestsTheNearest) {
  for (const char* command : {"scan", "judge"}) {
    const Ended ended = run({command, kSite, "--export", "sarif,junitt"});
    EXPECT_EQ(ended.status, 2) << command;
    EXPECT_THAT(ended.err, AllOf(HasSubstr("junitt"), HasSubstr("'junit'"))) << command;
  }
}

TEST(Usage, AFolderToCompareWithIsLookedAtBeforeAnySite) {
  const Ended ended = run({"scan", kSite, "--compare", "/nowhere"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("--compare"), HasSubstr("scan.json")));
}

TEST(Usage, NumbersOutOfRangeAreRefused) {
  for (const char* jobs : {"-1", "100000", "two"})
    EXPECT_EQ(run({"scan", kSite, "--jobs", jobs}).status, 2) << jobs;
}

TEST(Usage, AListThatIsNotThereIsNamed) {
  const Ended ended = run({"scan", "--list", "/nowhere/sites.txt"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("/nowhere/sites.txt"));
}

TEST(Usage, AListOfNothingButBadLinesNamesEachAndScansNothing) {
  const TemporaryFolder folder;
  const Ended ended =
      run({"scan", "--list", folder.write("sites.txt", "# sites\nfoo bar\nftp://x.example\n")});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("sites.txt:2"), HasSubstr("sites.txt:3")));
}

TEST(Usage, AnOutputFolderWithSomethingInItIsNotTouched) {
  const TemporaryFolder folder;
  const std::string file = folder.write("precious.txt", "keep me");
  const Ended ended = run({"scan", kSite, "--out", folder.path().string()});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr(folder.path().string()));
  EXPECT_EQ(read_whole(file), "keep me");
}

TEST(Usage, AnAuthorityThatIsNoCertificateIsRefused) {
  const TemporaryFolder folder;
  const Ended ended =
      run({"scan", kSite, "--ca", folder.write("ca.pem", "hello"), "--out", folder / "out"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("PEM"));
}

TEST(Usage, JudgingAFolderThatHoldsNoScanSaysSo) {
  const TemporaryFolder folder;
  const Ended ended = run({"judge", folder.path().string()});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("scan.json"));
}

TEST(Usage, JudgingADamagedScanSaysSo) {
  const TemporaryFolder folder;
  EXPECT_FALSE(folder.write("scan.json", "{\"format\": \"consentry-scan/99\"}").empty());
  const Ended ended = run({"judge", folder.path().string()});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("consentry-scan/99"));
}

}  // namespace
}  // namespace consentry::e2e
