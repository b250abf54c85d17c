// SPDX-License-Identifier: Apache-2.0
#include "command/scan_manifest.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

ScanManifest example() {
  ScanManifest manifest;
  manifest.settings.program = "consentry 0.1.0";
  manifest.settings.started = "2026-11-22T13:00:00.000Z";
  manifest.settings.phases = {Phase::before, Phase::gpc};
  manifest.settings.third_party_cookies_allowed = false;
  manifest.settings.profile = "nl";
  manifest.sites = {{"https://a.example/", "sites/a.example-00000000", {"refuse", "gpc"}, ""},
                    {"https://b.example/", "sites/b.example-00000000", {}, "refused"}};
  manifest.cross_runs = {"cross/cross-1"};
  return manifest;
}

TEST(ScanManifest, ReadsBackWhatItWrote) {
  const auto read = parse_scan_manifest(to_json(example()));
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(to_json(*read), to_json(example()));
  EXPECT_EQ(read->settings.phases, (std::vector<Phase>{Phase::before, Phase::gpc}));
  EXPECT_FALSE(read->settings.third_party_cookies_allowed);
  EXPECT_EQ(read->sites[1].reason, "refused");
}

TEST(ScanManifest, KeepsWhatSecondVisitsGave) {
  ScanManifest manifest = example();
  manifest.sites[0].runs = {"again/refuse", "gpc"};
  manifest.sites[0].second_visits = {{"refuse", "refuse: the page crashed", "", true},
                                     {"gpc", "gpc: no answer", "not made", false}};
  const auto read = parse_scan_manifest(to_json(manifest));
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->sites[0].second_visits.size(), 2U);
  EXPECT_EQ(read->sites[0].second_visits[0].first, "refuse: the page crashed");
  EXPECT_TRUE(read->sites[0].second_visits[0].used);
  EXPECT_EQ(read->sites[0].second_visits[1].second, "not made");
  EXPECT_TRUE(read->sites[1].second_visits.empty());
  EXPECT_EQ(to_json(*read), to_json(manifest));
  EXPECT_EQ(to_json(example()).find("secondVisits"), std::string::npos);
}

TEST(ScanManifest, RefusesALaterFormatAndSaysWhichItReads) {
  std::string text = to_json(example());
  text.replace(text.find("consentry-scan/1"), 16, "consentry-scan/2");
  const auto read = parse_scan_manifest(text);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind(), ErrorKind::unsupported);
  EXPECT_NE(read.error().text().find("consentry-scan/1"), std::string::npos);
}

TEST(ScanManifest, RefusesWhatIsDamagedOrLeavesTheFolder) {
  for (const char* bad : {"", "[]", "{}", "{\"format\":\"consentry-scan/1\"}",
                          "{\"format\":\"consentry-scan/1\",\"sites\":[1]}"}) {
    EXPECT_FALSE(parse_scan_manifest(bad)) << bad;
  }
  for (const char* folder : {"../../etc", "/etc", ""}) {
    ScanManifest manifest = example();
    manifest.sites[0].folder = folder;
    EXPECT_FALSE(parse_scan_manifest(to_json(manifest))) << folder;
    manifest = example();
    manifest.cross_runs = {folder};
    EXPECT_FALSE(parse_scan_manifest(to_json(manifest))) << folder;
  }
}

ScanManifest repeated() {
  ScanManifest manifest = example();
  manifest.settings.repeat = 2;
  Captures again = manifest;
  for (SiteEntry& site : again.sites) site.folder += "/repeat-2";
  again.cross_runs = {"cross/repeat-2/cross-1"};
  manifest.repetitions = {again};
  return manifest;
}

TEST(ScanManifest, KeepsTheCapturesOfEveryRepetition) {
  const auto read = parse_scan_manifest(to_json(repeated()));
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->settings.repeat, 2);
  ASSERT_EQ(read->repetitions.size(), 1U);
  EXPECT_EQ(read->repetitions[0].sites[0].folder, "sites/a.example-00000000/repeat-2");
  EXPECT_EQ(to_json(*read), to_json(repeated()));
  EXPECT_EQ(to_json(example()).find("repetitions"), std::string::npos);
}

TEST(ScanManifest, RefusesARepetitionOfOtherSitesOrOutsideTheFolder) {
  ScanManifest manifest = repeated();
  manifest.repetitions[0].sites.pop_back();
  EXPECT_FALSE(parse_scan_manifest(to_json(manifest)));
  manifest = repeated();
  manifest.repetitions[0].sites[0].url = "https://other.example/";
  EXPECT_FALSE(parse_scan_manifest(to_json(manifest)));
  manifest = repeated();
  manifest.repetitions[0].sites[0].folder = "../elsewhere";
  EXPECT_FALSE(parse_scan_manifest(to_json(manifest)));
}

TEST(SiteFolder, OfARepetitionLiesInThatOfTheSite) {
  const std::string folder = site_folder("https://a.example/");
  EXPECT_EQ(site_folder("https://a.example/", 0), folder);
  EXPECT_EQ(site_folder("https://a.example/", 2), folder + "/repeat-3");
  EXPECT_EQ(repetition_prefix(0), "");
}

TEST(SiteFolder, TellsAddressesOfOneHostApartAndIsAPlainName) {
  EXPECT_NE(site_folder("https://a.example/"), site_folder("https://a.example/x"));
  EXPECT_TRUE(site_folder("https://a.example/").starts_with("sites/a.example-"));
  EXPECT_EQ(site_folder("https://[::1]:8443/").find_first_of(":[]"), std::string::npos);
}

}  // namespace
}  // namespace consentry
