// SPDX-License-Identifier: Apache-2.0
// What every ledger does, whatever it is made of. A backend's test gives a Maker with `make()` that
// answers std::unique_ptr<Ledger>, and instantiates the suite:
//   INSTANTIATE_TYPED_TEST_SUITE_P(Memory, LedgerConformance, MemoryMaker);
#pragma once

#include <future>
#include <gtest/gtest.h>
#include <memory>

#include "fakes/shop_choice.h"

namespace consentry {

inline Appended appended(Ledger& ledger, LedgerEntry entry) {
  std::promise<Result<Appended>> answer;
  ledger.append(std::move(entry),
                [&](const Result<Appended>& result) { answer.set_value(result); });
  const auto result = answer.get_future().get();
  EXPECT_TRUE(result) << result.error().text();
  return result ? *result : Appended{};
}

inline std::uint64_t erased(Ledger& ledger, const std::string& site, const VisitorId& who) {
  std::promise<Result<std::uint64_t>> answer;
  ledger.erase(site, who, [&](const Result<std::uint64_t>& result) { answer.set_value(result); });
  return answer.get_future().get().value_or(0);
}

template <typename Maker>
class LedgerConformance : public ::testing::Test {
 protected:
  Maker maker_;
  std::unique_ptr<Ledger> ledger_ = maker_.make();

  ReceiptVerdict verdict(const VisitorId& who, std::size_t number = 0) {
    const auto records = *ledger_->records_of("shop", who);
    const auto receipt = receipt_for(*ledger_, records.at(number));
    EXPECT_TRUE(receipt) << receipt.error().text();
    return check_receipt(*parse_receipt(receipt_json(*receipt)), ledger_->head()->key);
  }
};

TYPED_TEST_SUITE_P(LedgerConformance);

TYPED_TEST_P(LedgerConformance, IsEmptyAtFirst) {
  EXPECT_EQ(this->ledger_->head()->size, 0U);
  EXPECT_FALSE(this->ledger_->head()->key.empty());
  EXPECT_TRUE(this->ledger_->records_of("shop", visitor(1))->empty());
  EXPECT_EQ(this->ledger_->tile({0, 0, 1}).error().kind(), ErrorKind::not_found);
}

TYPED_TEST_P(LedgerConformance, KeepsWhatWasChosenAndProvesItAtOnce) {
  const Appended first = appended(*this->ledger_, shop_entry(1, "k", Act::custom));
  EXPECT_EQ(first.index, 0U);
  EXPECT_FALSE(first.repeated);
  const auto records = *this->ledger_->records_of("shop", visitor(1));
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].tail.act, Act::custom);
  EXPECT_EQ(records[0].tail.choices, "100");
  EXPECT_EQ(records[0].tail.text, shop_entry(1, "k", Act::custom).tail.text);
  EXPECT_EQ(records[0].head.clicks, 1);
  EXPECT_EQ(records[0].head.shown_ms, 2300);
  EXPECT_EQ(record_id(records[0].head), first.record_id);
  EXPECT_EQ(this->verdict(visitor(1)), ReceiptVerdict::proved);
}

TYPED_TEST_P(LedgerConformance, ARepeatedChoiceMakesNoSecondRecord) {
  const Appended first = appended(*this->ledger_, shop_entry(1));
  appended(*this->ledger_, shop_entry(2));
  const Appended again = appended(*this->ledger_, shop_entry(1));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.index, first.index);
  EXPECT_EQ(again.record_id, first.record_id);
  EXPECT_EQ(again.time, first.time);
  EXPECT_EQ(this->ledger_->head()->size, 2U);
}

TYPED_TEST_P(LedgerConformance, ChainsTheRecordsOfAVisitor) {
  appended(*this->ledger_, shop_entry(1, "a"));
  appended(*this->ledger_, shop_entry(2, "a"));
  appended(*this->ledger_, shop_entry(1, "b", Act::withdraw));
  const auto records = *this->ledger_->records_of("shop", visitor(1));
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].head.previous, std::nullopt);
  EXPECT_EQ(records[1].head.previous, 0U);
  EXPECT_EQ(records[1].head.index, 2U);
  EXPECT_EQ(this->verdict(visitor(1), 1), ReceiptVerdict::proved);
}

TYPED_TEST_P(LedgerConformance, ShowsAVisitorsRecordsOfThatSiteOnly) {
  LedgerEntry elsewhere = shop_entry(1);
  elsewhere.tail.site = "other";
  appended(*this->ledger_, elsewhere);
  appended(*this->ledger_, shop_entry(1));
  ASSERT_EQ(this->ledger_->records_of("shop", visitor(1))->size(), 1U);
  EXPECT_EQ(this->ledger_->records_of("shop", visitor(1))->at(0).head.previous, std::nullopt);
}

TYPED_TEST_P(LedgerConformance, ErasingLeavesTheProofsOfOthersValid) {
  for (unsigned who = 0; who < 600; ++who) appended(*this->ledger_, shop_entry(who));
  appended(*this->ledger_, shop_entry(300, "again", Act::reject_all));
  const std::string before = this->ledger_->head()->checkpoint;
  EXPECT_EQ(erased(*this->ledger_, "other", visitor(300)), 0U);
  EXPECT_EQ(erased(*this->ledger_, "shop", visitor(300)), 2U);
  EXPECT_EQ(erased(*this->ledger_, "shop", visitor(300)), 0U);
  EXPECT_TRUE(this->ledger_->records_of("shop", visitor(300))->empty());
  EXPECT_EQ(this->ledger_->head()->checkpoint, before);
  for (const unsigned who : {0U, 299U, 301U, 599U})
    EXPECT_EQ(this->verdict(visitor(who)), ReceiptVerdict::proved) << who;
}

TYPED_TEST_P(LedgerConformance, ARecordAfterErasingBeginsAnew) {
  appended(*this->ledger_, shop_entry(1, "a"));
  erased(*this->ledger_, "shop", visitor(1));
  EXPECT_FALSE(appended(*this->ledger_, shop_entry(1, "a")).repeated);
  const auto records = *this->ledger_->records_of("shop", visitor(1));
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].head.previous, std::nullopt);
  EXPECT_EQ(this->verdict(visitor(1)), ReceiptVerdict::proved);
}

TYPED_TEST_P(LedgerConformance, GivesTilesOfEverySizeTheLogHad) {
  for (unsigned who = 0; who < 515; ++who) appended(*this->ledger_, shop_entry(who));
  EXPECT_EQ(this->ledger_->tile({0, 0, 256})->size(), 256U);
  EXPECT_EQ(this->ledger_->tile({0, 2, 3})->size(), 3U);
  EXPECT_EQ(this->ledger_->tile({0, 0, 7})->size(), 7U);
  EXPECT_EQ(this->ledger_->tile({1, 0, 2})->size(), 2U);
  EXPECT_EQ(this->ledger_->tile({0, 2, 4}).error().kind(), ErrorKind::not_found);
  EXPECT_EQ(this->ledger_->tile({1, 0, 3}).error().kind(), ErrorKind::not_found);
  EXPECT_EQ(this->ledger_->tile({2, 0, 1}).error().kind(), ErrorKind::not_found);
}

TYPED_TEST_P(LedgerConformance, CountsByDayEventAndChoices) {
  appended(*this->ledger_, shop_entry(1));
  appended(*this->ledger_, shop_entry(2));
  appended(*this->ledger_, shop_entry(2));
  appended(*this->ledger_, shop_entry(3, "k", Act::reject_all));
  const auto counts = *this->ledger_->counts("shop", 0, 1'000'000);
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].act, Act::accept_all);
  EXPECT_EQ(counts[0].choices, "111");
  EXPECT_EQ(counts[0].count, 2U);
  EXPECT_EQ(counts[1].choices, "100");
  EXPECT_TRUE(this->ledger_->counts("shop", 0, counts[0].day - 1)->empty());
  EXPECT_TRUE(this->ledger_->counts("other", 0, 1'000'000)->empty());
}

inline StatisticsQuery of_shop(StatisticsBy by) { return {"shop", 0, 1'000'000, by}; }

TYPED_TEST_P(LedgerConformance, CountsAlongEachDimensionAlone) {
  LedgerEntry phone = shop_entry(1);
  phone.from = {"NL", Device::phone};
  appended(*this->ledger_, phone);
  appended(*this->ledger_, phone);  // the same key: no second choice
  LedgerEntry desktop = shop_entry(2, "k", Act::reject_all);
  desktop.from = {"DE", Device::desktop};
  appended(*this->ledger_, desktop);
  appended(*this->ledger_, shop_entry(1, "later", Act::withdraw));
  const auto countries = *this->ledger_->groups(of_shop(StatisticsBy::country));
  ASSERT_EQ(countries.size(), 3U);
  EXPECT_EQ(countries[0].value, "");
  EXPECT_EQ(countries[0].counts, (EventCounts{0, 0, 0, 0, 1}));
  EXPECT_EQ(countries[1].value, "DE");
  EXPECT_EQ(countries[1].counts, (EventCounts{0, 0, 1, 0, 0}));
  EXPECT_EQ(countries[2].value, "NL");
  EXPECT_EQ(countries[2].counts, (EventCounts{0, 1, 0, 0, 0}));
  const auto devices = *this->ledger_->groups(of_shop(StatisticsBy::device));
  ASSERT_EQ(devices.size(), 3U);
  EXPECT_EQ(devices[1].value, "desktop");
  const auto notices = *this->ledger_->groups(of_shop(StatisticsBy::notice));
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].value, "0a1b2c3d");
  EXPECT_EQ(notices[0].counts, (EventCounts{0, 1, 1, 0, 1}));
}

TYPED_TEST_P(LedgerConformance, CountsBannersShownBesideTheChoicesOfTheirDay) {
  for (int i = 0; i < 3; ++i)
    this->ledger_->count_shown({"shop", "0a1b2c3d", "nl", {"NL", Device::phone}});
  this->ledger_->count_shown({"other", "0a1b2c3d", "nl", {}});
  appended(*this->ledger_, shop_entry(1));
  const auto days = *this->ledger_->groups(of_shop(StatisticsBy::day));
  ASSERT_EQ(days.size(), 1U);
  EXPECT_EQ(days[0].value, "2025-11-22");
  EXPECT_EQ(days[0].counts, (EventCounts{3, 1, 0, 0, 0}));
  const auto languages = *this->ledger_->groups(of_shop(StatisticsBy::language));
  ASSERT_EQ(languages.size(), 2U);
  EXPECT_EQ(languages[0].counts, (EventCounts{0, 1, 0, 0, 0}));
  EXPECT_EQ(languages[1].value, "nl");
  EXPECT_EQ(languages[1].counts.shown, 3U);
  const auto sites = *this->ledger_->groups({"", 0, 1'000'000, StatisticsBy::site});
  ASSERT_EQ(sites.size(), 2U);
  EXPECT_EQ(sites[0].value, "other");
  EXPECT_EQ(sites[1].counts, days[0].counts);
}

TYPED_TEST_P(LedgerConformance, TellsWhichPurposesWereGrantedUnderWhichNotice) {
  appended(*this->ledger_, shop_entry(1));
  appended(*this->ledger_, shop_entry(2));
  appended(*this->ledger_, shop_entry(3, "k", Act::custom));
  appended(*this->ledger_, shop_entry(1, "later", Act::withdraw));
  const auto patterns = *this->ledger_->patterns(of_shop(StatisticsBy::day));
  ASSERT_EQ(patterns.size(), 2U);
  EXPECT_EQ(patterns[0].notice, "0a1b2c3d");
  EXPECT_EQ(patterns[0].choices, "100");
  EXPECT_EQ(patterns[0].count, 1U);
  EXPECT_EQ(patterns[1].choices, "111");
  EXPECT_EQ(patterns[1].count, 2U);
}

TYPED_TEST_P(LedgerConformance, ErasingLeavesTheCounts) {
  appended(*this->ledger_, shop_entry(1));
  const auto before = *this->ledger_->groups(of_shop(StatisticsBy::day));
  erased(*this->ledger_, "shop", visitor(1));
  const auto after = *this->ledger_->groups(of_shop(StatisticsBy::day));
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after[0].counts, before[0].counts);
}

REGISTER_TYPED_TEST_SUITE_P(LedgerConformance, IsEmptyAtFirst, KeepsWhatWasChosenAndProvesItAtOnce,
                            ARepeatedChoiceMakesNoSecondRecord, ChainsTheRecordsOfAVisitor,
                            ShowsAVisitorsRecordsOfThatSiteOnly,
                            ErasingLeavesTheProofsOfOthersValid, ARecordAfterErasingBeginsAnew,
                            GivesTilesOfEverySizeTheLogHad, CountsByDayEventAndChoices,
                            CountsAlongEachDimensionAlone,
                            CountsBannersShownBesideTheChoicesOfTheirDay,
                            TellsWhichPurposesWereGrantedUnderWhichNotice, ErasingLeavesTheCounts);

}  // namespace consentry
