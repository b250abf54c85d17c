// SPDX-License-Identifier: Apache-2.0
#include "command/mandate_delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/memory_mandate_book.h"
#include "fakes/plain_cipher.h"

namespace consentry {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kDayMs = 86'400'000;

class Delivery : public ::testing::Test {
 protected:
  Delivery() {
    WaitingMandateMail mail;
    mail.number = 1;
    mail.case_id = "ours-theirs";
    mail.locked = *lock_mail({"p@mail.example", "Subject: x\r\n\r\ny\r\n"}, pepper_, cipher_);
    book_.mails.push_back(mail);
  }
  // Nobody listens there.
  Status run(const Secret32& pepper) {
    MandateDelivery delivery(
        {"smtp://127.0.0.1:1", "a@ours.example", "", ""},
        {book_, cipher_, [pepper](const std::string&) { return Result<Secret32>(pepper); },
         [this] { return now_; }, counts_});
    return delivery.run([] { return false; });
  }
  MemoryMandateBook book_;
  PlainCipher cipher_;
  Secret32 pepper_ = sha256("pepper");
  UtcTime now_{1000};
  MandateMailCounts counts_;
};

TEST_F(Delivery, AMailThatNobodyTakesIsTriedAgain) {
  EXPECT_TRUE(run(pepper_));
  ASSERT_THAT(book_.mails, SizeIs(1));
  EXPECT_EQ(book_.mails.front().attempts, 1);
  EXPECT_EQ(counts_.failed, 1U);
}

TEST_F(Delivery, AfterThreeDaysItIsErased) {
  now_.milliseconds += 3 * kDayMs;
  EXPECT_TRUE(run(pepper_));
  EXPECT_THAT(book_.mails, IsEmpty());
  EXPECT_EQ(counts_.given_up, 1U);
}

TEST_F(Delivery, AMailLockedWithAnotherPepperIsNotSent) {
  EXPECT_TRUE(run(sha256("another")));
  EXPECT_THAT(book_.mails, SizeIs(1));
  EXPECT_EQ(counts_.sent, 0U);
}

}  // namespace
}  // namespace consentry
