// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/fix_guide.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "command/embedded.h"
#include "core/dossier/draft_facts.h"
#include "fakes/report_maker.h"

namespace consentry {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

FixGuide own_guide() {
  auto guide = parse_fix_guide("guides", embedded("data/drafts/guides.toml"));
  EXPECT_TRUE(guide) << guide.error().text();
  return *std::move(guide);
}

std::string error_of(const std::string& text) {
  const auto guide = parse_fix_guide("g", text);
  return guide ? "" : guide.error().text();
}

const std::string kStep =
    "[[step]]\ntopic='t'\nrules=['R-1']\nen='a {manager}'\nnl='b {manager}'\nfr='c {manager}'\n"
    "de='d {manager}'\n";
const std::string kManager = "[[manager]]\nid='m'\nname='M'\nhosts=['m.example']\n";

std::string setting(const std::string& keys) {
  return kStep + kManager + "[[setting]]\nname='n'\n" + keys;
}

std::vector<std::string> names(const std::vector<const FixManager*>& managers) {
  std::vector<std::string> all;
  for (const FixManager* each : managers) all.push_back(each->name);
  return all;
}

TEST(FixGuide, KnowsTheCommonManagersAndEveryCommonFault) {
  const FixGuide guide = own_guide();
  EXPECT_GE(guide.managers.size(), 12U);
  for (const char* rule : {"PRE-01", "PRE-02", "UI-01", "UI-10", "UI-05", "REJ-01", "REJ-03",
                           "WDR-01", "WDR-03", "GPC-04", "PRE-11", "GCM-01"})
    EXPECT_NE(guide.step_for(rule), nullptr) << rule;
  EXPECT_EQ(guide.step_for("XS-01"), nullptr);
}

TEST(FixGuide, MendsRulesThatThereAre) {
  std::string rules;
  for (const std::string_view file : embedded_names("data/rules/")) rules += embedded(file);
  for (const FixStep& step : own_guide().steps) {
    for (const std::string& rule : step.rules)
      EXPECT_THAT(rules, HasSubstr("id = \"" + rule + "\"")) << step.topic;
  }
}

TEST(FixGuide, NamesASourceForWhatItCallsDocumented) {
  for (const FixSetting& each : own_guide().settings)
    EXPECT_EQ(each.documented, each.source.starts_with("https://")) << each.manager << each.topic;
}

TEST(FixGuide, NamesWhatIsWrong) {
  EXPECT_EQ(error_of(kStep + kManager), "");
  EXPECT_THAT(error_of("x=["), HasSubstr("line 1"));
  EXPECT_THAT(error_of(kStep + kStep), HasSubstr("R-1 has two steps"));
  EXPECT_THAT(error_of("[[manager]]\nid='m'\nname='M'\n"), HasSubstr("nothing tells it"));
  EXPECT_THAT(error_of(setting("manager='x'\ntopic='t'\nchecked='unverified'\n")),
              HasSubstr("no 'x'"));
  EXPECT_THAT(error_of(setting("manager='m'\ntopic='x'\nchecked='unverified'\n")),
              HasSubstr("no 'x'"));
  EXPECT_THAT(error_of(setting("manager='m'\ntopic='t'\nchecked='documented'\n")),
              HasSubstr("says where"));
  EXPECT_THAT(error_of(setting("manager='m'\ntopic='t'\nchecked='sure'\n")), HasSubstr("checked"));
  std::string nameless = kStep;
  nameless.replace(nameless.find("c {manager}"), 11, "c");
  EXPECT_THAT(error_of(nameless), AllOf(HasSubstr("fr"), HasSubstr("{manager}")));
  EXPECT_THAT(error_of(std::string(kMaxGuideBytes + 1, '#')), HasSubstr("too large"));
}

TEST(ManagersOfASite, AreToldByHostToolOrRecord) {
  const FixGuide guide = own_guide();
  SiteReport site = make_tracking_site();
  EXPECT_THAT(managers_of(site, guide), IsEmpty());
  site.facts.observation.runs[0].requests[0].url = "https://cdn.cookielaw.org/stub.js";
  EXPECT_THAT(names(managers_of(site, guide)), ElementsAre("OneTrust"));
  site.facts.observation.runs[0].requests[0].url = "https://notcookielaw.org/stub.js";
  EXPECT_THAT(managers_of(site, guide), IsEmpty());
  site.facts.observation.runs[0].choices[0].tool = "autoconsent:didomi";
  EXPECT_THAT(names(managers_of(site, guide)), ElementsAre("Didomi"));
  site.facts.observation.runs[0].choices[0].tool = "generic";
  ItemFacts record = make_item("cookie", "news.example", "klaro");
  site.facts.classification.items.emplace(record.key, record);
  EXPECT_THAT(names(managers_of(site, guide)), ElementsAre("Klaro"));
}

TEST(DraftFacts, NameCookiesAndCompaniesInEveryLanguageAlike) {
  const ScanReport report = make_report();
  const DraftFacts told = draft_facts(report);
  const auto stored = std::ranges::find_if(
      told.facts, [](const DraftFact& fact) { return fact.rule->id == "PRE-02"; });
  ASSERT_NE(stored, told.facts.end());
  EXPECT_THAT(stored->items.names, ElementsAre("anid"));
  EXPECT_THAT(stored->parties.names, ElementsAre("AdNet Inc"));
  EXPECT_EQ(stored->observed, 3);
}

}  // namespace
}  // namespace consentry
