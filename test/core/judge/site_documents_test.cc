// SPDX-License-Identifier: Apache-2.0
// A policy that is linked to, and the file about Global Privacy Control.
#include <gtest/gtest.h>

#include "core/judge/book_under_test.h"

namespace consentry {
namespace {

std::string policy_verdict(int status) {
  SiteMaker site;
  site.run("gpc").trial(Step::documents).document("policy", status);
  return verdict(site, "UI-22");
}

std::string file_verdict(int status, std::string text) {
  SiteMaker site;
  site.run("gpc").trial(Step::documents).document("gpc", status, std::move(text));
  return verdict(site, "GPC-03");
}

TEST(PolicyLink, LeadsToAPageOrNowhere) {
  EXPECT_EQ(policy_verdict(200), "pass");
  EXPECT_EQ(policy_verdict(404), "likely-breach");
  EXPECT_EQ(policy_verdict(410), "likely-breach");
}

TEST(PolicyLink, ToThePageAboutCookiesIsOneAsWell) {
  SiteMaker site;
  site.run("gpc").trial(Step::documents).document("policy", 200).document("cookies", 404);
  EXPECT_EQ(verdict(site, "UI-22"), "likely-breach");
}

TEST(PolicyLink, AGuardOrNoAnswerIsNotMeasured) {
  EXPECT_EQ(policy_verdict(403), "not-measured");
  EXPECT_EQ(policy_verdict(503), "not-measured");
  EXPECT_EQ(policy_verdict(0), "not-measured");
  SiteMaker none;
  none.run("gpc").trial(Step::documents);
  EXPECT_EQ(verdict(none, "UI-22"), "not-measured");
}

TEST(GpcFile, SaysWhetherTheSignalIsHonoured) {
  EXPECT_EQ(file_verdict(200, R"({"gpc":true,"lastUpdate":"2026-01-01"})"), "pass");
  EXPECT_EQ(file_verdict(200, R"({"gpc":false,"lastUpdate":"2026-01-01"})"), "pass");
}

TEST(GpcFile, AbsentOrWrongIsInfo) {
  EXPECT_EQ(file_verdict(404, ""), "info");
  EXPECT_EQ(file_verdict(200, "<!doctype html>"), "info");
  EXPECT_EQ(file_verdict(200, R"({"gpc":"yes","lastUpdate":"2026-01-01"})"), "info");
  EXPECT_EQ(file_verdict(200, R"({"gpc":true})"), "info");
  EXPECT_EQ(file_verdict(200, "[[[["), "info");
}

TEST(GpcFile, ThatWasNotAskedForIsNotMeasured) {
  SiteMaker site;
  site.run("gpc");
  EXPECT_EQ(verdict(site, "GPC-03"), "not-measured");
  EXPECT_EQ(file_verdict(0, ""), "not-measured");
}

}  // namespace
}  // namespace consentry
