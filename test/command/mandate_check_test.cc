// SPDX-License-Identifier: Apache-2.0
// Ten thousand people sign, some twice, some never confirm, some withdraw: every number that anyone is
// shown must be the same, and the database must say nothing of who they are.
#include <algorithm>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

#include "command/mandate_count.h"
#include "command/mandate_opening.h"
#include "core/mandate/count_certificate.h"
#include "fakes/mandate_maker.h"
#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr UtcTime kNow{1763846801000};
constexpr int kPeople = 9500;
constexpr int kDuplicates = 500;   // 5 % of 10,000 sign-ups: some people sign once more
constexpr int kUnconfirmed = 300;  // 3 %
constexpr int kWithdrawn = 100;    // 1 %
constexpr std::uint64_t kCounted = kPeople - kUnconfirmed - kWithdrawn;

// All sign-ups are made once for the tests below, which only read, but for the last one.
class TenThousand {
 public:
  TenThousand() {
    key_ = std::make_unique<OpeningKey>(*OpeningKey::create());
    form_ = mandate_form(key_->sealing_key(), "", "[ask]\npostal_address = 'optional'\n");
    book_ = *SqliteMandates::open(folder_.database(), ledger_migrations());
    EXPECT_TRUE(book_->open_form(
        mandate_form_toml(key_->sealing_key(), "", "[ask]\npostal_address = 'optional'\n"), kNow));
    const Status done = book_->together([this] { return sign_all(); });
    EXPECT_TRUE(done) << done.error().text();
  }

  SqliteMandates& book() { return *book_; }
  [[nodiscard]] const MandateForm& form() const { return form_; }
  [[nodiscard]] const OpeningKey& key() const { return *key_; }
  [[nodiscard]] const std::vector<TakenMandate>& taken() const { return taken_; }
  [[nodiscard]] const StoreFolder& folder() const { return folder_; }

 private:
  Status sign(int person) {
    FormFields fields = mandate_fields(form_, person);
    set_field(fields, "street", "Streetname " + std::to_string(person));
    const auto submission = read_submission(form_, fields, *parse_date("2026-11-23"));
    auto taken = take_mandate(form_, *submission, Secret32{1}, cipher_, kNow);
    if (!taken) return taken.error();
    const auto mail =
        lock_mail({submission->email, "Dear " + submission->given_name}, Secret32{1}, cipher_);
    if (!mail) return mail.error();
    taken_.push_back(*std::move(taken));
    return book_->receive(taken_.back().mandate, *mail);
  }

  Status sign_all() {
    for (int n = 0; n < kPeople + kDuplicates; ++n) {
      if (const Status done = sign(n % kPeople); !done) return done;
      // The last ones of the first round never confirm; those who sign twice confirm both.
      const bool confirms = n < kPeople - kUnconfirmed || n >= kPeople;
      if (!confirms) continue;
      if (const auto done = book_->confirm(taken_.back().mandate.token, kNow); !done)
        return done.error();
    }
    for (int n = 0; n < kWithdrawn; ++n) {
      const std::size_t who = static_cast<std::size_t>(kDuplicates + n);
      if (const auto done = book_->withdraw(taken_.at(who).mandate.manage, kNow); !done)
        return done.error();
    }
    return {};
  }

  StoreFolder folder_;
  SodiumCipher cipher_ = *SodiumCipher::create();
  std::unique_ptr<OpeningKey> key_;
  MandateForm form_;
  std::unique_ptr<SqliteMandates> book_;
  std::vector<TakenMandate> taken_;
};

TenThousand& all() {
  static TenThousand made;
  return made;
}

CountCertificate counted() { return *count_mandates(all().book(), "ours-theirs", kNow); }

std::string annex(std::vector<std::string>* problems = nullptr) {
  auto mandates = *all().book().numbered("ours-theirs");
  std::erase_if(mandates,
                [](const StoredMandate& m) { return !belongs_to(m, ExportFor::authority); });
  const OpenedList opened = open_mandates_with(all().key(), mandates);
  if (problems != nullptr) *problems = opened.problems;
  return export_csv(all().form(), opened.listed, ExportFor::authority);
}

TEST(TenThousandMandates, AreCountedAlikeEverywhere) {
  const CountCertificate certificate = counted();
  const MandateTally& tally = certificate.tally;
  EXPECT_EQ(tally.counted, kCounted);
  EXPECT_EQ(tally.states.withdrawn, static_cast<std::uint64_t>(kWithdrawn));
  EXPECT_EQ(tally.states.received, static_cast<std::uint64_t>(kUnconfirmed));
  EXPECT_EQ(tally.states.replaced, static_cast<std::uint64_t>(kDuplicates));
  EXPECT_EQ(tally.by_respondent.at("theirs"), kCounted);
  EXPECT_EQ(all().book().counted_leaves("ours-theirs")->size(), kCounted);
  std::vector<std::string> problems;
  const std::string csv = annex(&problems);
  EXPECT_THAT(problems, IsEmpty());
  EXPECT_EQ(static_cast<std::uint64_t>(std::ranges::count(csv, '\n')), kCounted + 1);
}

TEST(TenThousandMandates, AreProvedByTheCertificate) {
  const SigningKey log = store_key();
  const std::string json = *certificate_json(counted(), log);
  const auto read = read_certificate(json, log.verifier().text());
  ASSERT_TRUE(read) << read.error().text();
  const auto leaves = *all().book().counted_leaves("ours-theirs");
  EXPECT_TRUE(check_commitments(*read, commitment_list(leaves)));
  const TakenMandate& someone = all().taken().at(4321);
  const auto row = *all().book().by_token(someone.mandate.token);
  const CountProof proof = *prove_counted(leaves, row->number);
  EXPECT_EQ(proof.root, read->tally.root);
  // What the person computes from the mail and the certificate, without us.
  EXPECT_TRUE(proves_counted(proof, commitment_of(someone.mandate.facts, "person4321@mail.example",
                                                  someone.secrets.salt)));
  EXPECT_THAT(json, Not(HasSubstr("@")));
}

TEST(TenThousandMandates, LeaveNoNameAddressOrMailInTheDatabase) {
  for (const auto& entry : std::filesystem::directory_iterator(all().folder().path())) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    for (const char* part : {"mail.example", "Given", "Family", "Streetname", "Dear "})
      EXPECT_EQ(bytes.find(part), std::string::npos) << entry.path() << " holds " << part;
  }
}

TEST(TenThousandMandates, AnotherKeyOpensNone) {
  const OpeningKey other = *OpeningKey::create();
  auto mandates = *all().book().numbered("ours-theirs");
  std::erase_if(mandates,
                [](const StoredMandate& m) { return m.state != MandateState::confirmed; });
  mandates.resize(20);
  const OpenedList opened = open_mandates_with(other, mandates);
  EXPECT_THAT(opened.listed, IsEmpty());
  EXPECT_THAT(opened.problems, SizeIs(20));
}

TEST(TenThousandMandates, ASealedPartThatWasExchangedIsNamed) {
  auto mandates = *all().book().numbered("ours-theirs");
  std::erase_if(mandates,
                [](const StoredMandate& m) { return m.state != MandateState::confirmed; });
  mandates.resize(3);
  std::swap(mandates[0].kept.sealed, mandates[1].kept.sealed);
  const OpenedList opened = open_mandates_with(all().key(), mandates);
  EXPECT_THAT(opened.listed, SizeIs(1));
  EXPECT_THAT(opened.problems, SizeIs(2));
  EXPECT_THAT(opened.problems.front(), HasSubstr("mandate " + std::to_string(mandates[0].number)));
}

TEST(TenThousandMandates, APackHoldsTheSameAndNoMails) {
  const auto path = all().folder().path() / "pack.db";
  ASSERT_TRUE(all().book().pack("ours-theirs", path, ledger_migrations()));
  EXPECT_EQ(all().book().pack("ours-theirs", path, ledger_migrations()).error().kind(),
            ErrorKind::conflict);
  const auto packed = *SqliteMandates::open(path, ledger_migrations());
  EXPECT_EQ(packed->counted_leaves("ours-theirs")->size(), kCounted);
  EXPECT_EQ(*packed->waiting_mails_in_all(), 0U);
  EXPECT_EQ(packed->state_counts("ours-theirs")->received, 0U);
  EXPECT_EQ(count_mandates(*packed, "ours-theirs", kNow)->tally.root, counted().tally.root);
}

TEST(TenThousandMandates, AWithdrawalShowsInTheNextList) {
  const std::string before = annex();
  EXPECT_THAT(before, HasSubstr("\"Family4321\""));
  ASSERT_TRUE(all().book().withdraw(all().taken().at(4321).mandate.manage, kNow));
  const std::string after = annex();
  EXPECT_THAT(after, Not(HasSubstr("\"Family4321\"")));
  EXPECT_EQ(static_cast<std::uint64_t>(std::ranges::count(after, '\n')), kCounted);
  EXPECT_EQ(counted().tally.counted, kCounted - 1);
}

}  // namespace
}  // namespace consentry
