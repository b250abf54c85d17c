// SPDX-License-Identifier: Apache-2.0
// Mandates in SQLite, in the ledger's database: migrations/008_mandates.sql.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/mandate/mandate_book.h"
#include "core/proof/custody.h"
#include "io/store/sqlite_database.h"

namespace consentry {

// One connection behind a lock, so thread-safe; other processes may use the database meanwhile.
class SqliteMandates final : public MandateBook {
 public:
  static Result<std::unique_ptr<SqliteMandates>> open(const std::filesystem::path& path,
                                                      std::span<const std::string_view> migrations);

  [[nodiscard]] Result<std::vector<StoredMandateForm>> forms() const override;
  [[nodiscard]] Result<StoredMandateForm> form(std::string_view case_id) const override;
  [[nodiscard]] Result<std::int64_t> form_changes() const override;
  [[nodiscard]] Result<SignedText> signed_text(std::string_view case_id,
                                               const Sha256& text) const override;
  Status receive(const NewMandate& mandate, std::string_view locked_mail) override;
  [[nodiscard]] Result<std::optional<StoredMandate>> by_token(const Sha256& token) const override;
  [[nodiscard]] Result<std::optional<StoredMandate>> by_manage(const Sha256& manage) const override;
  Result<Confirmed> confirm(const Sha256& token, UtcTime now) override;
  Result<WithdrawFate> withdraw(const Sha256& manage, UtcTime now) override;
  Status tell(const MandateReference& reference, std::string_view locked_mail,
              UtcTime now) override;
  [[nodiscard]] Result<std::vector<WaitingMandateMail>> waiting_mails(
      UtcTime now, std::size_t most) const override;
  [[nodiscard]] Result<std::uint64_t> waiting_mails_in_all() const override;
  Status postpone_mail(std::uint64_t number, UtcTime next_try) override;
  Status drop_mail(std::uint64_t number) override;
  [[nodiscard]] Result<StateCounts> state_counts(std::string_view case_id) const override;
  [[nodiscard]] Result<std::vector<CountedLeaf>> counted_leaves(
      std::string_view case_id) const override;
  Result<Purged> purge(UtcTime now) override;

  // Opens the form, or opens it again with these texts. invalid_input: it is no form; conflict: mandates
  // were sealed to another key.
  Status open_form(const std::string& toml, UtcTime now);
  // `ended`: the case is over too.
  Status close_form(std::string_view case_id, UtcTime now, bool ended);

  // All mandates of the case that have a number, by number.
  [[nodiscard]] Result<std::vector<StoredMandate>> numbered(std::string_view case_id) const;
  // not_found: there is none of this number.
  [[nodiscard]] Result<StoredMandate> find(std::string_view case_id, std::uint64_t number) const;
  // Not decided yet, by number.
  [[nodiscard]] Result<std::vector<SuspectPair>> suspects(std::string_view case_id) const;
  // An officer looked: the later one is a duplicate of the earlier (which steps back), or is not.
  Status decide(std::string_view case_id, const SuspectPair& pair, bool duplicate, UtcTime now);
  // On request of the person, or of an officer: what names the person is gone.
  Status erase(std::string_view case_id, std::uint64_t number, UtcTime now);

  // Who opened what, when and why: chained lines (core/proof/custody.h) that the database lets nobody
  // change or delete.
  Status log_access(std::string_view case_id, const CustodyEntry& entry);
  [[nodiscard]] Result<std::string> access_log(std::string_view case_id) const;

  // Copies all of one case into a new database, for officers whose key never comes here: form, texts,
  // mandates with a number, suspects and the log of accesses, no mails and nothing of other cases.
  // conflict: the file is there.
  Status pack(std::string_view case_id, const std::filesystem::path& path,
              std::span<const std::string_view> migrations);

  // Does all of `work` in one transaction, or none of it where it fails: one wait for the disk for many
  // changes. Other threads wait meanwhile.
  Status together(const std::function<Status()>& work);

 private:
  explicit SqliteMandates(Database database) : database_(std::move(database)) {}
  [[nodiscard]] Result<std::optional<StoredMandate>> one_where(
      std::string_view condition, std::span<const std::uint8_t> key) const;
  [[nodiscard]] Result<Statement> of_case(std::string_view sql, std::string_view case_id) const;
  Status insert(const NewMandate& mandate);
  Status put_mail(std::string_view case_id, const MandateReference& reference,
                  std::string_view locked, UtcTime now);
  Status give_number(StoredMandate& mandate, UtcTime now);
  Status correct_earlier(const StoredMandate& newer, UtcTime now);
  Status meet_likes(const StoredMandate& newer, UtcTime now);
  Status note_suspects(const StoredMandate& newer, const StoredMandate& other);
  Status end_mandate(const MandateReference& reference, MandateState state, UtcTime now,
                     std::uint64_t replaced_by);
  Status drop(const StoredMandate& mandate);
  Result<std::uint64_t> purge_unconfirmed(UtcTime now);
  Result<std::uint64_t> purge_retained(UtcTime now);
  Status keep_texts(const MandateForm& form);
  Status check_key(const MandateForm& form) const;
  Status must_touch(Statement& statement, const std::string& otherwise);

  mutable std::recursive_mutex mutex_;
  Database database_;
  bool within_ = false;  // a transaction of together()
};

}  // namespace consentry
