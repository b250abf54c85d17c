// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/observe/observed_run.h"
#include "fakes/event_log_maker.h"

namespace consentry {
namespace {

using fakes::EventLogMaker;

EventLogMaker shop_log() {
  EventLogMaker log;
  log.step(Phase::before, Step::load);
  log.document("https://shop.example/a");
  return log;
}

constexpr const char* kAdded = R"({"storageId":{"securityOrigin":"https://shop.example",
    "storageKey":"https://shop.example/","isLocalStorage":true},"key":"k","newValue":"v"})";

TEST(ObservedStorage, AWriteIsToldOnceWithItsScript) {
  EventLogMaker log = shop_log();
  const auto line = log.storage_write(StorageArea::local, "k", "v", {"https://cdn.example/t.js"});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.storage.size(), 1U);
  EXPECT_EQ(run.storage[0].at.line, line);
  EXPECT_EQ(run.storage[0].area, StorageArea::local);
  EXPECT_EQ(run.storage[0].origin, "https://shop.example");
  EXPECT_EQ(run.storage[0].key, "k");
  EXPECT_EQ(run.storage[0].value, "v");
  EXPECT_EQ(run.storage[0].script_url, "https://cdn.example/t.js");
  EXPECT_FALSE(run.storage[0].snapshot);
  EXPECT_FALSE(run.storage[0].third_party);
}

TEST(ObservedStorage, DeeperPlacesAreToldByTheirAreas) {
  EventLogMaker log = shop_log();
  const std::vector<StorageArea> areas{StorageArea::indexed_db, StorageArea::cache,
                                       StorageArea::service_worker, StorageArea::private_files};
  for (const StorageArea area : areas) {
    log.storage_write(area, "k", "v", {"https://cdn.example/t.js"});
  }
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.storage.size(), areas.size());
  for (std::size_t i = 0; i < areas.size(); ++i) {
    EXPECT_EQ(run.storage[i].area, areas[i]);
    EXPECT_EQ(storage_area_named(name_of(areas[i])), areas[i]);
  }
  EXPECT_EQ(storage_area_named("elsewhere"), std::nullopt);
}

TEST(ObservedStorage, AnUnknownAreaIsNoFact) {
  EventLogMaker log = shop_log();
  log.event(
      "Runtime.bindingCalled",
      R"({"name":"probe","payload":"{\"k\":\"storage\",\"a\":\"elsewhere\",\"o\":\"set\",\"key\":\"k\",\"v\":\"v\",\"s\":[]}"})");
  EXPECT_TRUE(observed(log.text()).storage.empty());
}

TEST(ObservedStorage, TheBrowsersWordMayComeBeforeTheProbes) {
  EventLogMaker log = shop_log();
  log.event("DOMStorage.domStorageItemAdded", kAdded);
  log.event(
      "Runtime.bindingCalled",
      R"({"name":"probe","payload":"{\"k\":\"storage\",\"a\":\"local\",\"o\":\"set\",\"key\":\"k\",\"v\":\"v\",\"u\":\"https://shop.example/a\",\"s\":[\"https://cdn.example/t.js:1:2\"]}"})");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.storage.size(), 1U);
  EXPECT_EQ(run.storage[0].script_url, "https://cdn.example/t.js");
}

TEST(ObservedStorage, WhatEscapesTheProbeIsToldByTheBrowser) {
  EventLogMaker log = shop_log();
  log.event("DOMStorage.domStorageItemAdded", kAdded);
  log.storage_write(StorageArea::session, "k", "v", {});
  log.step(Phase::refuse, Step::choice);
  log.event("DOMStorage.domStorageItemUpdated", kAdded);
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.storage.size(), 3U);
  EXPECT_EQ(run.storage[0].script_url, "");
  EXPECT_EQ(run.storage[1].area, StorageArea::session);
  EXPECT_EQ(run.storage[2].when.phase, Phase::refuse);
}

TEST(ObservedStorage, AFramesOriginIsReadFromItsPartitionedKey) {
  EventLogMaker log = shop_log();
  log.event(
      "DOMStorage.domStorageItemAdded",
      R"({"storageId":{"storageKey":"https://ads.example/^0https://shop.example","isLocalStorage":false},
                "key":"k","newValue":"v"})");
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.storage.size(), 1U);
  EXPECT_EQ(run.storage[0].origin, "https://ads.example");
  EXPECT_EQ(run.storage[0].area, StorageArea::session);
  EXPECT_TRUE(run.storage[0].third_party);
}

TEST(ObservedStorage, RemovalsAreNoFacts) {
  EventLogMaker log = shop_log();
  log.event(
      "Runtime.bindingCalled",
      R"({"name":"probe","payload":"{\"k\":\"storage\",\"a\":\"local\",\"o\":\"remove\",\"key\":\"k\",\"u\":\"https://shop.example/a\",\"s\":[]}"})");
  EXPECT_TRUE(observed(log.text()).storage.empty());
}

TEST(ObservedStorage, WhatLiesThereAtACheckpointIsASnapshot) {
  EventLogMaker log = shop_log();
  const auto line =
      log.storage_snapshot(StorageArea::local, "https://ads.example", {{"a", "1"}, {"b", "2"}});
  const RunObservation run = observed(log.text());
  ASSERT_EQ(run.storage.size(), 2U);
  EXPECT_TRUE(run.storage[0].snapshot);
  EXPECT_TRUE(run.storage[0].third_party);
  EXPECT_EQ(run.storage[1].key, "b");
  EXPECT_EQ(run.storage[1].value, "2");
  EXPECT_EQ(run.storage[1].at.line, line);
}

TEST(ObservedStorage, AnAnswerThatIsAnErrorHoldsNothing) {
  EventLogMaker log = shop_log();
  log.raw(R"({"n":9,"t":9,"kind":"reply","method":"DOMStorage.getDOMStorageItems",)"
          R"("about":{"storageId":{"storageKey":"https://a.example/","isLocalStorage":true}},)"
          R"("m":{"id":4,"error":{"code":-32000,"message":"Frame not found"}}})");
  EXPECT_TRUE(observed(log.text()).storage.empty());
}

}  // namespace
}  // namespace consentry
