// SPDX-License-Identifier: Apache-2.0
// Entity tags that go back to who gave them.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "core/observe/observed_run.h"
#include "fakes/cached_request.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::CachedRequest;
using fakes::EventLogMaker;
using fakes::request_cached;

constexpr const char* kPixel = "https://px.count.example/e.gif?s=1";
constexpr const char* kTag = "\"a81f0c22b94d4e77\"";

// Loads the page twice; `first` and `second` are what each load asks of the cache.
RunObservation twice(const CachedRequest& first, const CachedRequest& second) {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/");
  request_cached(log, first);
  log.step(Phase::refuse, Step::reload);
  log.document("https://shop.example/");
  request_cached(log, second);
  log.close();
  return observed(log.text());
}

CachedRequest given() { return {.url = kPixel, .id = "c1", .tag = kTag}; }
CachedRequest returned() { return {.url = kPixel, .id = "c2", .returned = kTag, .status = 304}; }

TEST(CacheValidators, ATagThatGoesBackAndIsAcceptedWasStored) {
  const RunObservation run = twice(given(), returned());
  ASSERT_EQ(run.storage.size(), 1U);
  const StorageItem& item = run.storage.front();
  EXPECT_EQ(item.area, StorageArea::http_cache);
  EXPECT_EQ(item.origin, "https://px.count.example");
  EXPECT_EQ(item.key, "ETag of /e.gif");
  EXPECT_EQ(item.value, "a81f0c22b94d4e77");
  EXPECT_EQ(item.script_url, kPixel);
  EXPECT_TRUE(item.third_party);
  EXPECT_EQ(item.when.phase, Phase::before);
  EXPECT_EQ(item.at.line, request_for(run, kPixel).at.line);
}

TEST(CacheValidators, TheSameTagAgainIsAcceptedToo) {
  CachedRequest whole = returned();
  whole.status = 200;
  whole.tag = std::string("W/") + kTag;
  EXPECT_EQ(twice(given(), whole).storage.size(), 1U);
}

TEST(CacheValidators, ATagThatChangesWithEachAnswerIsNoIdentifier) {
  CachedRequest fresh = returned();
  fresh.status = 200;
  fresh.tag = "\"another-tag-entirely\"";
  EXPECT_TRUE(twice(given(), fresh).storage.empty());
}

TEST(CacheValidators, OneThatNeverWentBackIsLeftOut) {
  CachedRequest plain = returned();
  plain.returned.clear();
  plain.tag = kTag;
  plain.status = 200;
  EXPECT_TRUE(twice(given(), plain).storage.empty());
}

TEST(CacheValidators, FilesWithADateAreLeftOut) {
  CachedRequest dated = given();
  dated.modified = "Tue, 03 Mar 2026 10:00:00 GMT";
  EXPECT_TRUE(twice(dated, returned()).storage.empty());
  CachedRequest later = returned();
  later.modified = dated.modified;
  EXPECT_TRUE(twice(given(), later).storage.empty());
}

constexpr const char* kDate = "Tue, 03 Mar 2009 10:00:00 GMT";

CachedRequest dated() { return {.url = kPixel, .id = "c1", .modified = kDate}; }
CachedRequest asked_since() { return {.url = kPixel, .id = "c2", .status = 304, .since = kDate}; }

TEST(CacheValidators, ADateThatGoesBackAndIsAcceptedWasStored) {
  const RunObservation run = twice(dated(), asked_since());
  ASSERT_EQ(run.storage.size(), 1U);
  EXPECT_EQ(run.storage[0].area, StorageArea::http_cache);
  EXPECT_EQ(run.storage[0].key, "Last-Modified of /e.gif");
  EXPECT_EQ(run.storage[0].value, kDate);
  EXPECT_EQ(run.storage[0].when.phase, Phase::before);
}

TEST(CacheValidators, ADateOfTheMomentOfAskingIsLeftOut) {
  CachedRequest fresh = dated();
  CachedRequest back = asked_since();
  fresh.modified = back.since = "Sun, 22 Nov 2026 12:00:00 GMT";  // the log starts at 13:00
  EXPECT_TRUE(twice(fresh, back).storage.empty());
}

TEST(CacheValidators, ADateThatChangesOrNeverWentBackIsLeftOut) {
  CachedRequest changed = asked_since();
  changed.status = 200;
  changed.modified = "Wed, 04 Mar 2009 10:00:00 GMT";
  EXPECT_TRUE(twice(dated(), changed).storage.empty());
  CachedRequest silent = asked_since();
  silent.since.clear();
  EXPECT_TRUE(twice(dated(), silent).storage.empty());
  CachedRequest own = dated();
  CachedRequest own_back = asked_since();
  own.url = own_back.url = "https://static.shop.example/a.js";
  EXPECT_TRUE(twice(own, own_back).storage.empty());
  CachedRequest known = dated();
  known.cookie = "uid";
  EXPECT_TRUE(twice(known, asked_since()).storage.empty());
}

TEST(CacheValidators, AnswersToACookieAreLeftOut) {
  CachedRequest known = given();
  known.cookie = "uid";
  EXPECT_TRUE(twice(known, returned()).storage.empty());
}

TEST(CacheValidators, TheSitesOwnAndShortOnesAreLeftOut) {
  CachedRequest own = given();
  CachedRequest back = returned();
  own.url = back.url = "https://static.shop.example/a.js";
  EXPECT_TRUE(twice(own, back).storage.empty());
  CachedRequest shorter = given();
  CachedRequest echo = returned();
  shorter.tag = echo.returned = "\"1a2b\"";
  EXPECT_TRUE(twice(shorter, echo).storage.empty());
}

TEST(CacheValidators, AnotherAddressIsAnotherFile) {
  CachedRequest other = returned();
  other.url = "https://px.count.example/other.gif";
  EXPECT_TRUE(twice(given(), other).storage.empty());
}

}  // namespace
}  // namespace consentry
