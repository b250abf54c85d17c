// SPDX-License-Identifier: Apache-2.0
#include "command/scan_options.h"

#include <functional>
#include <gtest/gtest.h>

namespace consentry {
namespace {

const std::vector<std::string> kProfiles{"eu", "nl", "fr", "de", "it", "be"};

ScanWords one_site() {
  ScanWords words;
  words.urls = {"https://shop.example"};
  return words;
}

std::string refusal(const std::function<void(ScanWords&)>& change) {
  ScanWords words = one_site();
  change(words);
  const auto request = check_words(words, kProfiles);
  return request ? "accepted" : request.error().text();
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(ScanOptions, DefaultsAskForEveryPhaseOnHeadlessShellWithThirdPartyCookies) {
  const auto request = check_words(one_site(), kProfiles);
  ASSERT_TRUE(request) << request.error().text();
  EXPECT_EQ(request->phases.size(), 5U);
  EXPECT_FALSE(request->full_chromium);
  EXPECT_TRUE(request->third_party_cookies);
  EXPECT_TRUE(request->sandbox);
  EXPECT_EQ(request->width, 1366);
  EXPECT_EQ(request->fail_on, Verdict::breach);
}

TEST(ScanOptions, PhasesAreOrderedAndEachOnce) {
  ScanWords words = one_site();
  words.phases = "gpc,before,gpc";
  const auto request = check_words(words, kProfiles);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->phases, (std::vector<Phase>{Phase::before, Phase::gpc}));
}

TEST(ScanOptions, AWrongWordIsAnsweredWithTheNearestRightOne) {
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.phases = "before,refuze"; }), "'refuse'"));
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.browser = "chromum"; }), "'chromium'"));
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.fail_on = "likely_breach"; }), "'likely-breach'"));
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.format = "jsn"; }), "'json'"));
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.profile = "xx"; }), "eu nl fr de it be"));
}

TEST(ScanOptions, ExportsAreOrderedEachOnceAndNoneByDefault) {
  EXPECT_TRUE(check_words(one_site(), kProfiles)->exports.empty());
  ScanWords words = one_site();
  words.exports = "har,sarif,har";
  const auto request = check_words(words, kProfiles);
  ASSERT_TRUE(request) << request.error().text();
  EXPECT_EQ(request->exports, (std::vector<ExportKind>{ExportKind::sarif, ExportKind::har}));
  EXPECT_EQ(parse_exports("sarif,junit,csv,har,inspection")->size(), 5U);
}

TEST(ScanOptions, AnUnknownExportIsAnsweredWithTheNearest) {
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.exports = "sarif,junitt"; }), "'junit'"));
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.exports = "docx"; }), "sarif junit csv har"));
  EXPECT_FALSE(parse_exports("sarif,"));
  EXPECT_FALSE(parse_exports(" sarif"));
}

TEST(ScanOptions, NumbersOutOfRangeAreRefusedWithTheRange) {
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.jobs = -1; }), "--jobs takes"));
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.pages = 0; }), "--pages takes"));
  EXPECT_TRUE(says(refusal([](ScanWords& w) { w.timeout_s = 0; }), "--timeout takes"));
}

TEST(ScanOptions, WordsThatWouldReachTheBrowserAreCheckedCharacterByCharacter) {
  for (const char* bad : {"1366", "0x0", "1366x", "axb", "99999x10"}) {
    EXPECT_TRUE(says(refusal([&](ScanWords& w) { w.viewport = bad; }), "1366x768")) << bad;
  }
  for (const char* bad : {"localhost", ":80", "a:b", "a:0", "h:80,MAP * evil:80"}) {
    EXPECT_TRUE(says(refusal([&](ScanWords& w) { w.connect_to = bad; }), "--connect-to")) << bad;
  }
  for (const char* bad : {"", "x", "nl NL", "nl\r\nX: y"}) {
    EXPECT_TRUE(says(refusal([&](ScanWords& w) { w.language = bad; }), "nl-NL")) << bad;
  }
}

TEST(ScanOptions, NoSiteAtAllSaysHowToNameOne) {
  const auto request = check_words(ScanWords{}, kProfiles);
  ASSERT_FALSE(request);
  EXPECT_TRUE(says(request.error().text(), "consentry scan https://"));
}

TEST(ScanOptions, ABadAddressIsKeptAsAProblemBesideTheGoodOnes) {
  ScanWords words = one_site();
  words.urls.emplace_back("nonsense");
  const auto request = check_words(words, kProfiles);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->sites.urls.size(), 1U);
  EXPECT_EQ(request->sites.problems.size(), 1U);
}

}  // namespace
}  // namespace consentry
