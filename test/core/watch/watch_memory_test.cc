// SPDX-License-Identifier: Apache-2.0
#include "core/watch/watch_memory.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Sighting seen(const std::string& key, std::vector<std::string> parents = {}, bool leaks = false) {
  return {key, "words of " + key, leaks, {Phase::before}, std::move(parents)};
}

ScanDigest scan(std::vector<Sighting> sightings, TagSeen tag = TagSeen::unknown,
                std::vector<Phase> measured = {Phase::before, Phase::accept}) {
  std::ranges::sort(sightings, {}, &Sighting::key);
  return {UtcTime{1000}, std::move(measured), "pass", "", tag, std::move(sightings)};
}

// "appeared party:X", "over leaks party:X"
std::vector<std::string> told(const std::vector<Alert>& alerts) {
  std::vector<std::string> lines;
  for (const Alert& each : alerts)
    lines.push_back((each.resolved ? "over " : "") + std::string(name_of(each.kind)) + " " +
                    each.subject);
  return lines;
}

class Watched : public ::testing::Test {
 protected:
  std::vector<std::string> after(const ScanDigest& digest) {
    // What the store keeps must be all there is to know.
    memory_ = *parse_watch_memory(watch_memory_json(memory_));
    return told(learn(memory_, digest));
  }
  WatchMemory memory_;
};

TEST_F(Watched, TheFirstScanIsTheBaseAndNoNews) {
  EXPECT_THAT(after(scan({seen("party:A"), seen("cookie:c")})), IsEmpty());
  EXPECT_THAT(after(scan({seen("party:A"), seen("cookie:c")})), IsEmpty());
}

TEST_F(Watched, WhatIsNewIsToldOnceAndItsEndOnce) {
  EXPECT_THAT(after(scan({})), IsEmpty());
  EXPECT_THAT(after(scan({seen("party:A")})), ElementsAre("appeared party:A"));
  EXPECT_THAT(after(scan({seen("party:A")})), IsEmpty());
  EXPECT_THAT(after(scan({})), IsEmpty()) << "once missing is not gone";
  EXPECT_THAT(after(scan({seen("party:A")})), IsEmpty());
  EXPECT_THAT(after(scan({})), IsEmpty());
  EXPECT_THAT(after(scan({})), ElementsAre("over appeared party:A"));
  EXPECT_THAT(after(scan({})), IsEmpty());
  EXPECT_THAT(after(scan({seen("party:A")})), ElementsAre("appeared party:A"));
}

TEST_F(Watched, ANewServiceIsToldWithoutItsPartiesAndTheirCookies) {
  EXPECT_THAT(after(scan({})), IsEmpty());
  const std::vector<Sighting> planted{
      seen("party:A", {"service:s"}, true), seen("service:s", {}, true),
      seen("cookie:_a", {"party:A"}, true), seen("rule:PRE-18", {"cookie:_a"}, true)};
  EXPECT_THAT(after(scan(planted)), ElementsAre("leaks service:s"));
  EXPECT_THAT(after(scan(planted)), IsEmpty());
}

TEST_F(Watched, ANewCookieOfAKnownPartyIsToldByItself) {
  EXPECT_THAT(after(scan({seen("party:A")})), IsEmpty());
  EXPECT_THAT(after(scan({seen("party:A"), seen("cookie:_a", {"party:A"})})),
              ElementsAre("appeared cookie:_a"));
}

TEST_F(Watched, ALeakIsToldAlsoOfTheFirstScanAndWhenSomethingKnownBeginsTo) {
  EXPECT_THAT(after(scan({seen("party:A", {}, true), seen("party:B")})),
              ElementsAre("leaks party:A"));
  EXPECT_THAT(after(scan({seen("party:A", {}, true), seen("party:B", {}, true)})),
              ElementsAre("leaks party:B"));
  EXPECT_THAT(after(scan({seen("party:A", {}, true), seen("party:B")})), IsEmpty());
  EXPECT_THAT(after(scan({seen("party:A", {}, true), seen("party:B")})),
              ElementsAre("over leaks party:B"));
  EXPECT_THAT(after(scan({})), IsEmpty());
  EXPECT_THAT(after(scan({})), ElementsAre("over leaks party:A"));
}

TEST_F(Watched, NothingIsGoneThatCouldNotBeSeen) {
  Sighting late = seen("party:A");
  late.phases = {Phase::accept};
  EXPECT_THAT(after(scan({})), IsEmpty());
  EXPECT_THAT(after(scan({late})), ElementsAre("appeared party:A"));
  for (int i = 0; i < 5; ++i)
    EXPECT_THAT(after(scan({}, TagSeen::unknown, {Phase::before})), IsEmpty());
  EXPECT_THAT(after(scan({})), IsEmpty());
  EXPECT_THAT(after(scan({})), ElementsAre("over appeared party:A"));
}

TEST_F(Watched, AThingOfTheBaseMayRestForAWhileAndIsNoNewsThen) {
  EXPECT_THAT(after(scan({seen("cookie:ab")})), IsEmpty());
  for (int i = 0; i < kScansUntilForgotten - 1; ++i) EXPECT_THAT(after(scan({})), IsEmpty());
  EXPECT_THAT(after(scan({seen("cookie:ab")})), IsEmpty());
  for (int i = 0; i < kScansUntilForgotten; ++i) EXPECT_THAT(after(scan({})), IsEmpty());
  EXPECT_THAT(after(scan({seen("cookie:ab")})), ElementsAre("appeared cookie:ab"));
}

TEST_F(Watched, AVanishedTagIsToldOnceAndItsReturnOnce) {
  EXPECT_THAT(after(scan({}, TagSeen::absent)), IsEmpty()) << "it was never there";
  EXPECT_THAT(after(scan({}, TagSeen::present)), IsEmpty());
  EXPECT_THAT(after(scan({}, TagSeen::absent)), ElementsAre("tag-gone "));
  EXPECT_THAT(after(scan({}, TagSeen::absent)), IsEmpty());
  EXPECT_THAT(after(scan({}, TagSeen::unknown)), IsEmpty());
  EXPECT_THAT(after(scan({}, TagSeen::older)), ElementsAre("over tag-gone "));
}

TEST_F(Watched, FailingIsToldAtTheGivenNumberOnceAndItsEndOnce) {
  EXPECT_THAT(learn_failure(memory_, "timeout", 3), IsEmpty());
  EXPECT_THAT(learn_failure(memory_, "timeout", 3), IsEmpty());
  const auto third = learn_failure(memory_, "timeout", 3);
  EXPECT_THAT(told(third), ElementsAre("failing "));
  EXPECT_EQ(third.front().words, "the last 3 scans failed: timeout");
  EXPECT_THAT(learn_failure(memory_, "timeout", 3), IsEmpty());
  EXPECT_THAT(after(scan({})), ElementsAre("over failing "));
  EXPECT_EQ(memory_.failures, 0);
}

TEST_F(Watched, AFloodOfNewNamesIsCutWithItsNumber) {
  EXPECT_THAT(after(scan({})), IsEmpty());
  std::vector<Sighting> many;
  for (int i = 0; i < 500; ++i) many.push_back(seen("party:p" + std::to_string(i)));
  const auto alerts = learn(memory_, scan(many));
  ASSERT_EQ(alerts.size(), kMaxAlertsPerScan);
  EXPECT_THAT(alerts.back().words, HasSubstr("481 more"));
  EXPECT_THAT(after(scan(many)), IsEmpty());
}

TEST_F(Watched, NamesWithoutEndAreForgotten) {
  EXPECT_THAT(after(scan({seen("party:A")})), IsEmpty());
  for (int round = 0; round < 20; ++round) {
    std::vector<Sighting> many{seen("party:A")};
    for (int i = 0; i < 1500; ++i)
      many.push_back(seen("cookie:" + std::to_string(round) + "-" + std::to_string(i)));
    learn(memory_, scan(many));
    EXPECT_LE(memory_.things.size(), kMaxKnownThings + kMaxSightings);
  }
  EXPECT_TRUE(memory_.things.contains("party:A"));
}

TEST(WatchMemory, RefusesWhatIsNone) {
  EXPECT_FALSE(parse_watch_memory("").value().begun);
  for (const char* text : {"{", "[]", "{}", R"({"things":7})", R"({"things":{"a":7}})",
                           R"({"things":{"a":{"words":"x","phases":["noon"]}}})"})
    EXPECT_EQ(parse_watch_memory(text).error().kind(), ErrorKind::corrupt) << text;
}

}  // namespace
}  // namespace consentry
