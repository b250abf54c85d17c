// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_mandates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/mandate_maker.h"
#include "fakes/open_cipher.h"
#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kDay = 86'400'000;
constexpr UtcTime kNow{1763846801000};

UtcTime after(double days) {
  return UtcTime{kNow.milliseconds + static_cast<std::int64_t>(days * static_cast<double>(kDay))};
}

class SqliteMandatesTest : public ::testing::Test {
 protected:
  SqliteMandatesTest() {
    book_ = *SqliteMandates::open(folder_.database(), ledger_migrations());
    toml_ = mandate_form_toml({7}, "", "[ask]\nbirth_date = 'optional'\n");
    EXPECT_TRUE(book_->open_form(toml_, kNow));
    form_ = *parse_mandate_form("form", toml_);
  }

  TakenMandate receive(const FormFields& fields, UtcTime now = kNow,
                       const std::optional<MandateReference>& corrects = {}) {
    const auto submission = read_submission(form_, fields, *parse_date("2026-11-23"));
    auto taken = take_mandate(form_, *submission, Secret32{1}, cipher_, now, corrects);
    const Status done = book_->receive(taken->mandate, "mail of " + submission->email);
    EXPECT_TRUE(done) << done.error().text();
    return *taken;
  }
  TakenMandate receive(int n, UtcTime now = kNow) { return receive(mandate_fields(form_, n), now); }
  Confirmed confirm(const TakenMandate& taken, UtcTime now = kNow) {
    return *book_->confirm(taken.mandate.token, now);
  }
  MandateState state_of(std::uint64_t number) { return book_->find("ours-theirs", number)->state; }
  MandateBook::StateCounts counts() { return *book_->state_counts("ours-theirs"); }

  StoreFolder folder_;
  OpenCipher cipher_;
  std::unique_ptr<SqliteMandates> book_;
  std::string toml_;
  MandateForm form_;
};

TEST_F(SqliteMandatesTest, KeepsAMandateAsItCame) {
  const TakenMandate taken = receive(1);
  const auto found = book_->by_token(taken.mandate.token);
  ASSERT_TRUE(found && *found);
  const NewMandate& kept = (*found)->kept;
  EXPECT_EQ(kept.facts, taken.mandate.facts);
  EXPECT_EQ(kept.sealed, taken.mandate.sealed);
  EXPECT_EQ(kept.held_mail, taken.mandate.held_mail);
  EXPECT_EQ(kept.keys.mail, taken.mandate.keys.mail);
  EXPECT_EQ(kept.keys.person, taken.mandate.keys.person);
  EXPECT_EQ(kept.commitment, taken.mandate.commitment);
  EXPECT_EQ((*found)->state, MandateState::received);
  EXPECT_EQ((*found)->number, 0U);
}

TEST_F(SqliteMandatesTest, ConfirmsOnce) {
  const TakenMandate taken = receive(1);
  const Confirmed first = confirm(taken);
  EXPECT_EQ(first.fate, ConfirmFate::confirmed);
  EXPECT_EQ(first.mandate->number, 1U);
  const Confirmed again = confirm(taken, after(1));
  EXPECT_EQ(again.fate, ConfirmFate::already);
  EXPECT_EQ(again.mandate->number, 1U);
  EXPECT_EQ(again.mandate->confirmed, kNow);
  EXPECT_EQ(book_->confirm(sha256("guessed"), kNow)->fate, ConfirmFate::unknown);
  EXPECT_EQ(counts().confirmed, 1U);
}

TEST_F(SqliteMandatesTest, ATokenHoldsSevenDays) {
  const TakenMandate late = receive(1);
  const TakenMandate in_time = receive(2);
  EXPECT_EQ(confirm(in_time, after(7)).fate, ConfirmFate::confirmed);
  EXPECT_EQ(confirm(late, after(7.01)).fate, ConfirmFate::expired);
  EXPECT_EQ(counts().received, 1U);
}

TEST_F(SqliteMandatesTest, NumbersGrowInTheOrderOfConfirmation) {
  const TakenMandate first = receive(1);
  const TakenMandate second = receive(2);
  EXPECT_EQ(confirm(second).mandate->number, 1U);
  EXPECT_EQ(confirm(first).mandate->number, 2U);
}

TEST_F(SqliteMandatesTest, AWithdrawnMandateIsATombstone) {
  const TakenMandate taken = receive(1);
  confirm(taken);
  EXPECT_EQ(*book_->withdraw(taken.mandate.manage, after(3)), WithdrawFate::withdrawn);
  const auto stone = book_->find("ours-theirs", 1);
  EXPECT_EQ(stone->state, MandateState::withdrawn);
  EXPECT_EQ(stone->ended, after(3));
  EXPECT_EQ(stone->kept.sealed, "");
  EXPECT_EQ(stone->kept.keys.mail, Sha256{});
  EXPECT_EQ(stone->kept.commitment, taken.mandate.commitment);
  EXPECT_EQ(*book_->withdraw(taken.mandate.manage, after(4)), WithdrawFate::already);
  EXPECT_EQ(book_->find("ours-theirs", 1)->ended, after(3));
  EXPECT_THAT(*book_->counted_leaves("ours-theirs"), IsEmpty());
}

TEST_F(SqliteMandatesTest, AMandateThatWasNotConfirmedIsDroppedWhole) {
  const TakenMandate taken = receive(1);
  EXPECT_EQ(*book_->withdraw(taken.mandate.manage, kNow), WithdrawFate::dropped);
  EXPECT_EQ(*book_->by_token(taken.mandate.token), std::nullopt);
  EXPECT_EQ(*book_->waiting_mails_in_all(), 0U);
  EXPECT_EQ(counts().purged, 1U);
  EXPECT_EQ(*book_->withdraw(sha256("guessed"), kNow), WithdrawFate::unknown);
}

TEST_F(SqliteMandatesTest, TheTokenOfTheMailDoesNotWithdraw) {
  const TakenMandate taken = receive(1);
  confirm(taken);
  EXPECT_EQ(*book_->withdraw(taken.mandate.token, kNow), WithdrawFate::unknown);
  EXPECT_EQ(book_->confirm(taken.mandate.manage, kNow)->fate, ConfirmFate::unknown);
}

TEST_F(SqliteMandatesTest, TheNewestConfirmedOfOneAddressReplaces) {
  const TakenMandate older = receive(1);
  const TakenMandate newer = receive(1);
  confirm(older);
  EXPECT_EQ(counts().confirmed, 1U);
  confirm(newer);
  EXPECT_EQ(state_of(1), MandateState::replaced);
  EXPECT_EQ(state_of(2), MandateState::confirmed);
  EXPECT_EQ(book_->find("ours-theirs", 1)->replaced_by, 2U);
  EXPECT_EQ(counts().replaced, 1U);
}

TEST_F(SqliteMandatesTest, TheLinkOfAnOldMailWithdrawsWhatStandsNow) {
  const TakenMandate older = receive(1);
  confirm(older);
  confirm(receive(1));
  EXPECT_EQ((*book_->by_manage(older.mandate.manage))->number, 2U);
  EXPECT_EQ(*book_->withdraw(older.mandate.manage, kNow), WithdrawFate::withdrawn);
  EXPECT_EQ(state_of(2), MandateState::withdrawn);
  EXPECT_EQ(counts().confirmed, 0U);
}

TEST_F(SqliteMandatesTest, WhoWithdrewMaySignAgain) {
  const TakenMandate first = receive(1);
  confirm(first);
  ASSERT_TRUE(book_->withdraw(first.mandate.manage, kNow));
  confirm(receive(1));
  EXPECT_EQ(state_of(1), MandateState::withdrawn);
  EXPECT_EQ(state_of(2), MandateState::confirmed);
}

TEST_F(SqliteMandatesTest, OneNameUnderTwoAddressesWaitsForAnOfficer) {
  FormFields one = mandate_fields(form_, 1);
  FormFields other = mandate_fields(form_, 1);
  set_field(one, "birth_date", "1980-01-01");
  set_field(other, "birth_date", "1980-01-01");
  set_field(other, "email", "elsewhere@mail.example");
  confirm(receive(one));
  confirm(receive(other));
  const auto pairs = *book_->suspects("ours-theirs");
  ASSERT_THAT(pairs, SizeIs(1));
  EXPECT_EQ(pairs[0].earlier, 1U);
  EXPECT_EQ(pairs[0].later, 2U);
  EXPECT_FALSE(pairs[0].same_mail);
  EXPECT_EQ(counts().confirmed, 2U);
  EXPECT_TRUE(book_->decide("ours-theirs", pairs[0], true, after(1)));
  EXPECT_EQ(state_of(1), MandateState::replaced);
  EXPECT_THAT(*book_->suspects("ours-theirs"), IsEmpty());
  EXPECT_EQ(book_->decide("ours-theirs", pairs[0], true, after(1)).error().kind(),
            ErrorKind::not_found);
}

TEST_F(SqliteMandatesTest, TwoOfOneHouseholdBothStandUntilDecided) {
  FormFields one = mandate_fields(form_, 1);
  FormFields other = mandate_fields(form_, 2);
  set_field(one, "birth_date", "1980-01-01");
  set_field(other, "birth_date", "1982-01-01");
  set_field(other, "email", "person1@mail.example");
  confirm(receive(one));
  confirm(receive(other));
  const auto pairs = *book_->suspects("ours-theirs");
  ASSERT_THAT(pairs, SizeIs(1));
  EXPECT_TRUE(pairs[0].same_mail);
  EXPECT_TRUE(book_->decide("ours-theirs", pairs[0], false, after(1)));
  EXPECT_EQ(counts().confirmed, 2U);
}

TEST_F(SqliteMandatesTest, ACorrectionTakesThePlaceOnceConfirmed) {
  const TakenMandate first = receive(1);
  confirm(first);
  FormFields moved = mandate_fields(form_, 1);
  set_field(moved, "email", "new@mail.example");
  const TakenMandate second = receive(moved, kNow, first.mandate.facts.reference);
  EXPECT_EQ(state_of(1), MandateState::confirmed);
  confirm(second);
  EXPECT_EQ(state_of(1), MandateState::corrected);
  EXPECT_EQ(counts().corrected, 1U);
  EXPECT_EQ(counts().confirmed, 1U);
}

TEST_F(SqliteMandatesTest, TheMailWaitsUntilItIsTaken) {
  const TakenMandate taken = receive(1);
  const auto mails = *book_->waiting_mails(kNow, 10);
  ASSERT_THAT(mails, SizeIs(1));
  EXPECT_EQ(mails[0].locked, "mail of person1@mail.example");
  EXPECT_TRUE(book_->postpone_mail(mails[0].number, after(1)));
  EXPECT_THAT(*book_->waiting_mails(kNow, 10), IsEmpty());
  EXPECT_EQ(book_->waiting_mails(after(1), 10)->at(0).attempts, 1);
  EXPECT_TRUE(book_->drop_mail(mails[0].number));
  EXPECT_EQ(*book_->waiting_mails_in_all(), 0U);
  confirm(taken);
  EXPECT_TRUE(book_->tell(taken.mandate.facts.reference, "second", kNow));
  EXPECT_EQ(*book_->waiting_mails_in_all(), 1U);
  EXPECT_EQ((*book_->by_token(taken.mandate.token))->kept.held_mail, "");
}

TEST_F(SqliteMandatesTest, WhatNobodyConfirmsIsForgottenAfterFourteenDays) {
  receive(1);
  const TakenMandate kept = receive(2);
  confirm(kept);
  EXPECT_EQ(book_->purge(after(14))->unconfirmed, 0U);
  EXPECT_EQ(book_->purge(after(14.01))->unconfirmed, 1U);
  EXPECT_EQ(counts().purged, 1U);
  EXPECT_EQ(counts().received, 0U);
  EXPECT_EQ(counts().confirmed, 1U);
  EXPECT_EQ(book_->find("ours-theirs", 1)->kept.held_mail, "") << "held no longer than the link";
}

TEST_F(SqliteMandatesTest, EverythingIsErasedWhenTheCaseAndItsRetentionAreOver) {
  confirm(receive(1));
  receive(2);
  EXPECT_TRUE(book_->close_form("ours-theirs", kNow, true));
  EXPECT_EQ(book_->purge(after(365.0 * 4))->retained, 0U);
  EXPECT_EQ(book_->purge(after(365.0 * 5 + 10))->retained, 1U);
  EXPECT_EQ(state_of(1), MandateState::erased);
  EXPECT_EQ(book_->find("ours-theirs", 1)->kept.commitment, Sha256{});
  EXPECT_EQ(counts().received, 0U);
}

TEST_F(SqliteMandatesTest, AnErasedMandateLeavesItsNumberOnly) {
  const TakenMandate taken = receive(1);
  confirm(taken);
  EXPECT_TRUE(book_->erase("ours-theirs", 1, after(1)));
  const auto left = book_->find("ours-theirs", 1);
  EXPECT_EQ(left->state, MandateState::erased);
  EXPECT_EQ(left->kept.sealed + left->kept.held_mail, "");
  EXPECT_EQ(*book_->by_manage(taken.mandate.manage), std::nullopt);
  EXPECT_EQ(book_->erase("ours-theirs", 9, kNow).error().kind(), ErrorKind::not_found);
}

TEST_F(SqliteMandatesTest, AClosedFormTakesNothing) {
  const auto submission = mandate_submission(form_);
  const auto taken = take_mandate(form_, submission, Secret32{1}, cipher_, kNow);
  EXPECT_TRUE(book_->close_form("ours-theirs", kNow, false));
  EXPECT_EQ(book_->receive(taken->mandate, "m").error().kind(), ErrorKind::conflict);
  EXPECT_TRUE(book_->open_form(toml_, kNow));
  EXPECT_TRUE(book_->receive(taken->mandate, "m"));
  EXPECT_EQ(*book_->waiting_mails_in_all(), 1U);
  EXPECT_EQ(book_->close_form("other", kNow, false).error().kind(), ErrorKind::not_found);
}

TEST_F(SqliteMandatesTest, AFormEndsOnItsLastDay) {
  ASSERT_TRUE(book_->open_form(mandate_form_toml({7}, "closes = '2025-11-22'"), kNow));
  receive(1);
  const auto taken = take_mandate(form_, mandate_submission(form_), Secret32{1}, cipher_, after(1));
  EXPECT_EQ(book_->receive(taken->mandate, "m").error().kind(), ErrorKind::conflict);
}

TEST_F(SqliteMandatesTest, TheKeyStaysWhileMandatesAreSealedToIt) {
  EXPECT_TRUE(book_->open_form(mandate_form_toml({8}), kNow));
  EXPECT_TRUE(book_->open_form(toml_, kNow));
  receive(1);
  EXPECT_EQ(book_->open_form(mandate_form_toml({8}), kNow).error().kind(), ErrorKind::conflict);
  EXPECT_TRUE(book_->open_form(toml_, kNow));
}

TEST_F(SqliteMandatesTest, KeepsEachTextThatWasEverSigned) {
  std::string other = toml_;
  other.replace(other.find("I give a mandate."), 17, "I give it gladly.");
  ASSERT_TRUE(book_->open_form(other, after(1)));
  EXPECT_EQ(book_->signed_text("ours-theirs", sha256("I give a mandate."))->language, "en");
  EXPECT_EQ(book_->signed_text("ours-theirs", sha256("I give it gladly."))->title, "Mandate");
  EXPECT_EQ(book_->signed_text("ours-theirs", sha256("?")).error().kind(), ErrorKind::not_found);
  EXPECT_EQ(book_->form("ours-theirs")->opened, kNow);
  EXPECT_EQ(*book_->form_changes(), 2);
}

TEST_F(SqliteMandatesTest, TheLogOfAccessesIsChainedAndCannotBeChanged) {
  ASSERT_TRUE(book_->log_access(
      "ours-theirs", {"2026-11-23T10:00:00.000Z", "A. Officer", "opened", {{"mandates", "17"}}}));
  ASSERT_TRUE(
      book_->log_access("ours-theirs", {"2026-11-23T10:00:01.000Z", "A. Officer", "exported", {}}));
  const auto entries = read_custody(*book_->access_log("ours-theirs"));
  ASSERT_TRUE(entries);
  EXPECT_THAT(*entries, SizeIs(2));
  auto database = Database::open(folder_.database(), Database::Mode::create);
  EXPECT_THAT(database->run("DELETE FROM mandate_access").error().text(),
              HasSubstr("only added to"));
  EXPECT_THAT(database->run("UPDATE mandate_access SET line = ''").error().text(),
              HasSubstr("only added to"));
}

TEST_F(SqliteMandatesTest, ChangesMadeTogetherAreAllThereOrNone) {
  const TakenMandate taken = receive(1);
  const Status done = book_->together([&]() -> Status {
    EXPECT_EQ(book_->confirm(taken.mandate.token, kNow)->fate, ConfirmFate::confirmed);
    return Error{ErrorKind::unavailable, "on purpose"};
  });
  EXPECT_EQ(done.error().kind(), ErrorKind::unavailable);
  EXPECT_EQ(counts().confirmed, 0U);
  EXPECT_EQ(confirm(taken).fate, ConfirmFate::confirmed);
}

TEST_F(SqliteMandatesTest, KnowsNothingOfACaseWithoutForm) {
  EXPECT_EQ(book_->form("other").error().kind(), ErrorKind::not_found);
  EXPECT_EQ(book_->state_counts("other").error().kind(), ErrorKind::not_found);
  EXPECT_EQ(book_->forms()->size(), 1U);
}

}  // namespace
}  // namespace consentry
