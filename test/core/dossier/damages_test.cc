// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/damages.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/embedded.h"
#include "core/dossier/case_file.h"

namespace consentry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string kHead =
    "name='A v B'\nsummary='s'\nrespondents=['B']\nstate='open'\nstate_on='2026-01-02'\n";
const std::string kClass =
    "[class]\ndescription='All'\nestimate=1000\nsource='us'\nmark='S'\nmandated=26\n";

Result<CaseFile> parsed(const std::string& more) {
  static const std::vector<ClockRule> kRules =
      *parse_clock_rules("clocks", embedded("data/clocks/clocks.toml"));
  return parse_case("f", kHead + more, kRules);
}

std::string scenario(const std::string& keys) {
  return "[[scenario]]\nname='n'\nsource='s'\nmark='M'\n" + keys;
}

std::string error_of(const std::string& more) {
  const auto file = parsed(more);
  return file ? "" : file.error().text();
}

TEST(Damages, OfTheExampleAreWhatTheFoundationSays) {
  static const std::vector<ClockRule> kRules =
      *parse_clock_rules("clocks", embedded("data/clocks/clocks.toml"));
  const auto file = parse_case("sdbn", embedded("data/cases/sdbn-amazon.toml"), kRules);
  ASSERT_TRUE(file) << file.error().text();
  const auto results = damages_of(*file->damages);
  EXPECT_EQ(results[1].principal_cents, 125'000'000'000);  // EUR 1.25 billion
  EXPECT_THAT(damages_text(*file->damages), AllOf(HasSubstr("1 250 000 000.00"),
                                                  HasSubstr("0.26 %"), HasSubstr("no prediction")));
}

TEST(Damages, TakeSharesInterestCostsAndFunderInTurn) {
  const auto file =
      parsed(kClass + "[terms]\ninterest_percent=2\nyears=3\ncosts=1000\nfunder_percent=15\n" +
             scenario("per_head=250.5\naffected_percent=60\nuptake_percent=50\n"));
  ASSERT_TRUE(file) << file.error().text();
  const auto result = damages_of(*file->damages).front();
  EXPECT_EQ(result.people, 300);
  EXPECT_EQ(result.principal_cents, 7'515'000);
  EXPECT_EQ(result.interest_cents, 450'900);
  EXPECT_EQ(result.costs_cents, 100'000);
  EXPECT_EQ(result.funder_cents, 1'179'885);
  EXPECT_EQ(result.net_cents, 6'686'015);
  EXPECT_EQ(result.net_each_cents, 22'286);
}

TEST(Damages, NeverFallBelowNothing) {
  const auto file = parsed(kClass + "[terms]\ncosts=99999\n" + scenario("per_head=1\n") +
                           scenario("per_head=1\nuptake_percent=0\n"));
  ASSERT_TRUE(file) << file.error().text();
  const auto results = damages_of(*file->damages);
  EXPECT_EQ(results[0].net_cents, 0);
  EXPECT_EQ(results[1].people, 0);
  EXPECT_EQ(results[1].net_each_cents, 0);
}

TEST(Damages, CountTheMostThatMayBeAsked) {
  const auto file = parsed(
      "[class]\ndescription='All'\nestimate=10000000000\nsource='us'\nmark='S'\n"
      "[terms]\ninterest_percent=50\nyears=50\n" +
      scenario("per_head=100000\n"));
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_EQ(damages_of(*file->damages).front().net_cents, 2'600'000'000'000'000'000);
}

TEST(Damages, RefuseSlipsOfThePen) {
  EXPECT_THAT(error_of(scenario("per_head=1\n")), HasSubstr("class"));
  EXPECT_THAT(error_of(kClass + scenario("")), HasSubstr("per_head"));
  EXPECT_THAT(error_of(kClass + scenario("per_head=-1\n")), HasSubstr("out of range"));
  EXPECT_THAT(error_of(kClass + scenario("per_head=nan\n")), HasSubstr("out of range"));
  EXPECT_THAT(error_of(kClass + scenario("per_head=1\nuptake_percent=101\n")),
              HasSubstr("uptake_percent"));
  EXPECT_THAT(error_of(kClass + scenario("per_head=1\nuptake=1\n")), HasSubstr("uptake"));
  EXPECT_EQ(error_of(kClass), "");
}

TEST(Damages, AreTheSameInJson) {
  const auto file = parsed(kClass + scenario("per_head=10\n"));
  ASSERT_TRUE(file);
  const auto json = boost::json::parse(damages_json(*file->damages));
  EXPECT_EQ(json.at("scenarios").at(0).at("principal"), 10000.0);
  EXPECT_DOUBLE_EQ(json.at("mandated_percent").as_double(), 2.6);
}

}  // namespace
}  // namespace consentry
