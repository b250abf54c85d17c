// SPDX-License-Identifier: Apache-2.0
#include "core/classify/filter_list.h"

#include <gtest/gtest.h>

#include "core/classify/reference_files.h"
#include "core/classify/rule_parser.h"

namespace consentry {
namespace {

FilterList list_of(std::string text, std::string name = "list") {
  return std::move(*FilterList::parse(std::move(name), std::move(text)));
}

constexpr const char* kHeader =
    "[Adblock Plus 1.1]\n"
    "! Version: 202607140953\n"
    "! Title: EasyPrivacy\n"
    "! Last modified: 14 Jul 2026 09:53 UTC\n"
    "! Homepage: https://easylist.to/\n"
    "! Licence: https://easylist.to/pages/licence.html\n"
    "! -----------------General tracking systems-----------------!\n"
    "/collect?$third-party\n"
    "! https://github.com/x/issues/1\n"
    "||a.test^\n"
    "! German\n"
    "||b.test^\n";

TEST(FilterList, HeaderIsRead) {
  const FilterList list = list_of(kHeader);
  EXPECT_EQ(list.header().title, "EasyPrivacy");
  EXPECT_EQ(list.header().version, "202607140953");
  EXPECT_EQ(list.header().licence, "https://easylist.to/pages/licence.html");
  EXPECT_EQ(list.header().modified, "14 Jul 2026 09:53 UTC");
  EXPECT_EQ(list.aim(), ListAim::privacy);
}

TEST(FilterList, EveryRuleKnowsItsLineTextAndSection) {
  const FilterList list = list_of(kHeader);
  ASSERT_EQ(list.rules().size(), 3U);
  EXPECT_EQ(list.rules()[0].line, 8);
  EXPECT_EQ(list.rules()[0].text, "/collect?$third-party");
  EXPECT_EQ(list.section_of(list.rules()[0])->text,
            "-----------------General tracking systems-----------------!");
  EXPECT_EQ(list.section_of(list.rules()[1])->line, 7) << "a link heads no section";
  EXPECT_EQ(list.section_of(list.rules()[2])->text, "German");
}

TEST(FilterList, ListWithoutVersionIsNamedByItsDigest) {
  const FilterList list = list_of("||a.test^\n");
  EXPECT_EQ(list.header().version.size(), 12U);
  EXPECT_EQ(list.header().version, digest_version("||a.test^\n"));
  EXPECT_EQ(list.section_of(list.rules()[0]), nullptr);
}

TEST(FilterList, OwnSectionsNameCompanyAndFunction) {
  const FilterList list =
      list_of("! section: Example | analytics | https://example.com/docs\n||a.test^\n");
  const ListSection* section = list.section_of(list.rules()[0]);
  ASSERT_NE(section, nullptr);
  EXPECT_EQ(section->company, "Example");
  EXPECT_EQ(section->function, Function::analytics);
}

TEST(FilterList, AimFollowsTheTitle) {
  const auto aim = [](const std::string& title) {
    return list_of("! Title: " + title + "\n||a.test^\n").aim();
  };
  EXPECT_EQ(aim("EasyList"), ListAim::advertising);
  EXPECT_EQ(aim("EasyPrivacy"), ListAim::privacy);
  EXPECT_EQ(aim("AdGuard Tracking Protection filter"), ListAim::privacy);
  EXPECT_EQ(aim("EasyList Cookie List"), ListAim::nuisance);
  EXPECT_EQ(aim("Fanboy's Annoyance List"), ListAim::nuisance);
  EXPECT_EQ(aim("Fanboy's Social Blocking List"), ListAim::social);
  EXPECT_EQ(aim("My hosts"), ListAim::unknown);
}

TEST(FilterList, LinesAreCountedByWhatTheyAre) {
  const FilterList list = list_of(
      "[Adblock Plus 2.0]\n! Title: T\n\n||a.test^\nexample.com##.ad\n##.ad\nexample.com#@#.ad\n"
      "example.com#?#div\n@@||a.test^$generichide\n||a.test^$removeparam=x\n||a.test^$csp=script-"
      "src\n"
      "||a.test^$sometimes\n/(?=x)y/\na\n||x y^\n");
  const ListCounts& counts = list.counts();
  EXPECT_EQ(counts.network, 1);
  EXPECT_EQ(counts.cosmetic, 5);
  EXPECT_EQ(counts.comments, 2);
  EXPECT_EQ(counts.modifiers, 2);
  EXPECT_EQ(counts.unsupported, 2);
  EXPECT_EQ(counts.unsupported_by_reason.at("regular expression beyond RE2"), 1);
  EXPECT_EQ(counts.unsupported_by_reason.at("option not known"), 1);
  EXPECT_EQ(counts.bad, 2);
  ASSERT_EQ(counts.bad_lines.size(), 2U);
  EXPECT_EQ(counts.bad_lines[0].line, 14);
  EXPECT_EQ(counts.bad_lines[1].line, 15);
}

TEST(FilterList, HostsFilesAreRead) {
  const FilterList list = list_of(
      "# Title: hosts\n127.0.0.1 localhost\n0.0.0.0 ads.test\n0.0.0.0 a.test b.test # two\n"
      "::1 ip6-localhost\n0.0.0.0 0.0.0.0\n");
  ASSERT_EQ(list.rules().size(), 3U);
  EXPECT_EQ(list.rules()[0].pattern, "ads.test");
  EXPECT_TRUE(list.rules()[0].host_anchor);
  EXPECT_EQ(list.rules()[2].pattern, "b.test");
  EXPECT_EQ(list.rules()[2].line, 4);
}

TEST(FilterList, BadfilterTakesTheRuleBack) {
  const FilterList list = list_of(
      "||a.test^$script,third-party\n||b.test^\n||a.test^$script,third-party,badfilter\n||b.test^$"
      "badfilter\n");
  EXPECT_TRUE(list.rules().empty());
  EXPECT_EQ(list.counts().disabled, 2);
  EXPECT_EQ(list.counts().network, 0);
  EXPECT_EQ(list.taken_back().size(), 2U);
}

TEST(FilterList, WindowsLineEndsAndMissingLastLineEndAreFine) {
  const FilterList list = list_of("||a.test^\r\n  ||b.test^  \r\n||c.test^");
  ASSERT_EQ(list.rules().size(), 3U);
  EXPECT_EQ(list.rules()[1].text, "||b.test^");
  EXPECT_EQ(list.rules()[2].text, "||c.test^");
}

TEST(FilterList, ViewsSurviveMoving) {
  FilterList list = list_of("||a.test^\n");
  const FilterList moved = std::move(list);
  EXPECT_EQ(moved.rules()[0].text, "||a.test^");
}

TEST(FilterList, LimitsAreHeld) {
  EXPECT_EQ(FilterList::parse("big", std::string(kMaxListBytes + 1, '\n')).error().kind(),
            ErrorKind::exhausted);
  const FilterList list = list_of("||" + std::string(kMaxRuleBytes, 'a') + "^\n||b.test^\n");
  EXPECT_EQ(list.counts().bad, 1);
  EXPECT_EQ(list.counts().network, 1);
  std::string bad;
  for (int i = 0; i < 500; ++i) bad += "a\n";
  EXPECT_EQ(list_of(bad).counts().bad, 500);
  EXPECT_EQ(list_of(bad).counts().bad_lines.size(), ListCounts::kMaxBadLines);
}

TEST(FilterList, AnythingElseIsAListWithoutRules) {
  for (const std::string text :
       {"", "\n\n", "<!DOCTYPE html>\n<p>not found</p>\n", "\xff\xfe\x00garbage"}) {
    EXPECT_TRUE(FilterList::parse("x", text)) << text;
  }
  EXPECT_EQ(list_of("").counts().network, 0);
}

ParsedRule rule_of(std::string_view line) { return parse_rule(line, line); }

TEST(RuleParser, AnchorsAreTakenOff) {
  const ParsedRule host = rule_of("||a.test/x|");
  EXPECT_TRUE(host.rule.host_anchor);
  EXPECT_TRUE(host.rule.right_anchor);
  EXPECT_EQ(host.rule.pattern, "a.test/x");
  const ParsedRule left = rule_of("|https://a.test");
  EXPECT_TRUE(left.rule.left_anchor);
  EXPECT_EQ(left.rule.pattern, "https://a.test");
  EXPECT_EQ(rule_of("*/ad/*").rule.pattern, "/ad/");
}

TEST(RuleParser, OptionsAreRead) {
  const ParsedRule parsed = rule_of(
      "@@||a.test^$script,~third-party,important,domain=x.test|~y.x.test,to=b.test,denyallow=c."
      "test");
  ASSERT_EQ(parsed.kind, LineKind::rule);
  EXPECT_TRUE(parsed.rule.exception);
  EXPECT_TRUE(parsed.rule.important);
  EXPECT_EQ(parsed.rule.party, PartyOption::first);
  EXPECT_EQ(parsed.rule.types, static_cast<std::uint32_t>(ResourceType::script));
  ASSERT_NE(parsed.rule.options, nullptr);
  EXPECT_EQ(parsed.rule.options->on_pages.at(0), "x.test");
  EXPECT_EQ(parsed.rule.options->not_on_pages.at(0), "y.x.test");
  EXPECT_EQ(parsed.rule.options->to_hosts.at(0), "b.test");
  EXPECT_EQ(parsed.rule.options->not_to_hosts.at(0), "c.test");
}

TEST(RuleParser, NegatedTypesLeaveTheOthers) {
  const std::uint32_t types = rule_of("||a.test^$~script,~image").rule.types;
  EXPECT_EQ(types & static_cast<std::uint32_t>(ResourceType::script), 0U);
  EXPECT_NE(types & static_cast<std::uint32_t>(ResourceType::ping), 0U);
  EXPECT_EQ(types & static_cast<std::uint32_t>(ResourceType::document), 0U);
  EXPECT_NE(
      rule_of("||a.test^$all").rule.types & static_cast<std::uint32_t>(ResourceType::document), 0U);
}

TEST(RuleParser, DollarInAUrlIsNoOption) {
  EXPECT_EQ(rule_of("/path$/x.js").rule.pattern, "/path$/x.js");
  EXPECT_EQ(rule_of("||a.test/x$y$script").rule.pattern, "a.test/x$y");
  EXPECT_EQ(rule_of("||a.test/x$").rule.pattern, "a.test/x$");
}

TEST(RuleParser, ExpressionsKeepTheirDollarAndTheirCase) {
  const ParsedRule parsed = rule_of("/^https?:\\/\\/\\w+\\.test\\/$/");
  ASSERT_EQ(parsed.kind, LineKind::rule);
  ASSERT_NE(parsed.rule.regex, nullptr);
  EXPECT_TRUE(parsed.rule.regex->matches("https://a.test/"));
  EXPECT_FALSE(parsed.rule.regex->matches("https://a.test/x"));
  const ParsedRule with_options = rule_of("/\\Aad[0-9]{2,4}\\z/$script,third-party");
  ASSERT_NE(with_options.rule.regex, nullptr);
  EXPECT_EQ(with_options.rule.party, PartyOption::third);
}

TEST(RuleParser, BareHostIsAHost) {
  const ParsedRule parsed = rule_of("ads.example");
  EXPECT_TRUE(parsed.rule.host_anchor);
  EXPECT_TRUE(parsed.rule.host_only);
  EXPECT_FALSE(rule_of("-didomi.js").rule.host_anchor);
  EXPECT_FALSE(rule_of("ads.example$script").rule.host_anchor);
}

TEST(RuleParser, BadfilterTextIsTheRuleItTakesBack) {
  EXPECT_EQ(without_badfilter("||a^$badfilter"), "||a^");
  EXPECT_EQ(without_badfilter("||a^$script,badfilter"), "||a^$script");
  EXPECT_EQ(without_badfilter("||a^$badfilter,script"), "||a^$script");
}

TEST(ResourceTypes, FollowTheBrowsersNames) {
  EXPECT_EQ(resource_type("document", true), ResourceType::document);
  EXPECT_EQ(resource_type("document", false), ResourceType::subdocument);
  EXPECT_EQ(resource_type("fetch", false), ResourceType::xmlhttprequest);
  EXPECT_EQ(resource_type("ping", false), ResourceType::ping);
  EXPECT_EQ(resource_type("manifest", false), ResourceType::other);
}

TEST(RealLists, EasyListAndEasyPrivacyAreReadNearlyWhole) {
  for (const char* name : {"easylist.txt", "easyprivacy.txt"}) {
    auto text = test::shared_file(name);
    if (!text) GTEST_SKIP() << "../shared/data/" << name << " is not here";
    const FilterList list = list_of(std::move(*text), name);
    const ListCounts& counts = list.counts();
    EXPECT_GT(counts.network, 50'000) << name;
    EXPECT_LT(counts.unsupported, 40) << name;
    EXPECT_EQ(counts.bad, 0) << name << " line " << counts.bad_lines[0].line << ": "
                             << counts.bad_lines[0].why;
    EXPECT_FALSE(list.header().title.empty());
  }
}

}  // namespace
}  // namespace consentry
