// SPDX-License-Identifier: Apache-2.0
// What the public side does: receiving, confirming, withdrawing, and the mails that wait.
#include "io/store/sqlite_mandates.h"

#include <array>
#include <utility>

#include "core/base/bytes.h"
#include "io/store/sqlite_mandate_rows.h"

namespace consentry {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
// A chain is as long as one person signed again; this ends one that a damaged database closed to a ring.
constexpr int kMostSteps = 1000;

std::string form_missing(std::string_view case_id) {
  return "no form was opened for the case '" + std::string(case_id) + "'";
}

Error unknown_form(std::string_view case_id) {
  return {ErrorKind::not_found, form_missing(case_id)};
}

std::optional<UtcTime> time_in(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return UtcTime{row.number(column)};
}

StoredMandateForm form_in(const Statement& row) {
  return {std::string(row.text(0)), std::string(row.text(1)), UtcTime{row.number(2)},
          time_in(row, 3),          time_in(row, 4),          row.count(5)};
}

std::optional<StoredMandate> mandate_in(std::optional<MandateRow> row) {
  if (!row) return std::nullopt;
  return std::move(row->mandate);
}

}  // namespace

Result<std::unique_ptr<SqliteMandates>> SqliteMandates::open(
    const std::filesystem::path& path, std::span<const std::string_view> migrations) {
  auto database = Database::open(path, Database::Mode::create);
  if (!database) return database.error();
  if (const Status done = migrate(*database, migrations); !done) return done.error();
  return std::unique_ptr<SqliteMandates>(new SqliteMandates(*std::move(database)));
}

Status SqliteMandates::together(const std::function<Status()>& work) {
  const std::scoped_lock guard(mutex_);
  if (within_) return work();
  if (const Status begun = database_.run("BEGIN IMMEDIATE"); !begun) return begun;
  within_ = true;
  const Status done = work();
  within_ = false;
  const Status ended = database_.run(done ? "COMMIT" : "ROLLBACK");
  return done ? ended : done;
}

Status SqliteMandates::must_touch(Statement& statement, const std::string& otherwise) {
  if (const Status done = statement.run(); !done) return done;
  const auto touched = database_.number("SELECT changes()");
  if (!touched) return touched.error();
  if (*touched == 0) return Error{ErrorKind::not_found, otherwise};
  return {};
}

Result<std::vector<StoredMandateForm>> SqliteMandates::forms() const {
  const std::scoped_lock guard(mutex_);
  auto rows = database_.prepare(
      "SELECT id, toml, opened, closed, ended, purged FROM mandate_form ORDER BY id");
  if (!rows) return rows.error();
  std::vector<StoredMandateForm> all;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return all;
    all.push_back(form_in(*rows));
  }
}

Result<StoredMandateForm> SqliteMandates::form(std::string_view case_id) const {
  const std::scoped_lock guard(mutex_);
  auto rows = of_case(
      "SELECT id, toml, opened, closed, ended, purged FROM mandate_form WHERE id = ?1", case_id);
  if (!rows) return rows.error();
  const auto row = rows->step();
  if (!row) return row.error();
  if (!*row) return unknown_form(case_id);
  return form_in(*rows);
}

Result<std::int64_t> SqliteMandates::form_changes() const {
  const std::scoped_lock guard(mutex_);
  return database_.number("SELECT coalesce(sum(changes), 0) FROM mandate_form");
}

Result<MandateBook::SignedText> SqliteMandates::signed_text(std::string_view case_id,
                                                            const Sha256& text) const {
  const std::scoped_lock guard(mutex_);
  auto rows = of_case(
      "SELECT version, language, title, mandate, fee FROM mandate_text WHERE form = ?1 AND digest "
      "= ?2",
      case_id);
  if (!rows) return rows.error();
  rows->bind_blob(1, text);
  const auto row = rows->step();
  if (!row) return row.error();
  if (!*row) return Error{ErrorKind::not_found, "the form never had this text"};
  return SignedText{std::string(rows->text(0)), std::string(rows->text(1)),
                    std::string(rows->text(2)), std::string(rows->text(3)),
                    std::string(rows->text(4))};
}

// A statement whose first parameter is the case; `case_id` must outlive it.
Result<Statement> SqliteMandates::of_case(std::string_view sql, std::string_view case_id) const {
  auto statement = database_.prepare(sql);
  if (!statement) return statement.error();
  statement->bind_text(0, case_id);
  return statement;
}

Status SqliteMandates::receive(const NewMandate& mandate, std::string_view locked_mail) {
  return together([&]() -> Status {
    const MandateFacts& facts = mandate.facts;
    auto form = of_case(
        "SELECT closed IS NULL AND (closes = '' OR closes >= ?2) FROM mandate_form WHERE id = ?1",
        facts.case_id);
    if (!form) return form.error();
    const std::string day = to_text(facts.day);
    form->bind_text(1, day);
    const auto row = form->step();
    if (!row) return row.error();
    if (!*row) return unknown_form(facts.case_id);
    if (form->number(0) == 0)
      return Error{ErrorKind::conflict, "the form takes no mandates any more"};
    if (const Status done = insert(mandate); !done) return done;
    return put_mail(facts.case_id, facts.reference, locked_mail, mandate.received);
  });
}

Status SqliteMandates::insert(const NewMandate& mandate) {
  auto statement = database_.prepare(insert_mandate());
  if (!statement) return statement.error();
  BoundMandate bound;
  bind_mandate(*statement, mandate, bound);
  return statement->run();
}

Status SqliteMandates::put_mail(std::string_view case_id, const MandateReference& reference,
                                std::string_view locked, UtcTime now) {
  auto statement =
      of_case("INSERT INTO mandate_mail VALUES (NULL, ?1, ?2, ?3, ?4, 0, ?4)", case_id);
  if (!statement) return statement.error();
  statement->bind_blob(1, reference).bind_blob(2, as_bytes(locked)).bind(3, now.milliseconds);
  return statement->run();
}

Result<std::optional<StoredMandate>> SqliteMandates::one_where(
    std::string_view condition, std::span<const std::uint8_t> key) const {
  auto statement = database_.prepare(select_mandates(condition));
  if (!statement) return statement.error();
  statement->bind_blob(0, key);
  auto row = first_of(*statement);
  if (!row) return row.error();
  return mandate_in(*std::move(row));
}

Result<std::optional<StoredMandate>> SqliteMandates::by_token(const Sha256& token) const {
  const std::scoped_lock guard(mutex_);
  return one_where("WHERE token = ?1", token);
}

Result<std::optional<StoredMandate>> SqliteMandates::by_manage(const Sha256& manage) const {
  const std::scoped_lock guard(mutex_);
  const auto found = one_where("WHERE manage = ?1", manage);
  if (!found) return found.error();
  std::optional<StoredMandate> standing = *found;
  for (int step = 0; standing && standing->replaced_by != 0 && step < kMostSteps; ++step) {
    auto next = find(standing->kept.facts.case_id, standing->replaced_by);
    if (!next) return next.error();
    standing = *std::move(next);
  }
  return standing;
}

Result<Confirmed> SqliteMandates::confirm(const Sha256& token, UtcTime now) {
  Confirmed confirmed;
  const Status done = together([&]() -> Status {
    auto found = one_where("WHERE token = ?1", token);
    if (!found) return found.error();
    if (!*found) return {};
    confirmed.mandate = **std::move(found);
    StoredMandate& mandate = *confirmed.mandate;
    confirmed.fate = ConfirmFate::already;
    if (mandate.state != MandateState::received) return {};
    confirmed.fate = ConfirmFate::expired;
    if (now.milliseconds - mandate.kept.received.milliseconds > kTokenDays * kDayMs) return {};
    confirmed.fate = ConfirmFate::confirmed;
    if (const Status given = give_number(mandate, now); !given) return given;
    if (const Status stepped = correct_earlier(mandate, now); !stepped) return stepped;
    return meet_likes(mandate, now);
  });
  if (!done) return done.error();
  return confirmed;
}

Status SqliteMandates::give_number(StoredMandate& mandate, UtcTime now) {
  const std::string& case_id = mandate.kept.facts.case_id;
  auto next = of_case(
      "UPDATE mandate_form SET numbers = numbers + 1 WHERE id = ?1 RETURNING numbers", case_id);
  if (!next) return next.error();
  const auto row = next->step();
  if (!row) return row.error();
  if (!*row) return unknown_form(case_id);
  mandate.number = next->count(0);
  next->reset();
  mandate.state = MandateState::confirmed;
  mandate.confirmed = now;
  auto statement = database_.prepare(
      "UPDATE mandate SET number = ?2, state = ?3, confirmed = ?4 WHERE reference = ?1");
  if (!statement) return statement.error();
  statement->bind_blob(0, mandate.kept.facts.reference).bind(1, mandate.number);
  statement->bind(2, static_cast<std::int64_t>(mandate.state)).bind(3, now.milliseconds);
  return statement->run();
}

Status SqliteMandates::correct_earlier(const StoredMandate& newer, UtcTime now) {
  if (!newer.kept.corrects) return {};
  const auto found = one_where("WHERE reference = ?1", *newer.kept.corrects);
  if (!found) return found.error();
  const std::optional<StoredMandate>& earlier = *found;
  if (!earlier || earlier->state != MandateState::confirmed ||
      earlier->kept.facts.case_id != newer.kept.facts.case_id)
    return {};
  return end_mandate(earlier->kept.facts.reference, MandateState::corrected, now, newer.number);
}

// What is personal goes; number, dates, facts and tokens stay, and so does the commitment, which earlier
// certificates were made of.
Status SqliteMandates::end_mandate(const MandateReference& reference, MandateState state,
                                   UtcTime now, std::uint64_t replaced_by) {
  const bool erased = state == MandateState::erased;
  auto statement = database_.prepare(
      erased ? "UPDATE mandate SET state = ?2, ended = ?3, replaced_by = ?4, mail_key = NULL, "
               "person_key = NULL, held_mail = NULL, sealed = NULL, commitment = NULL, token = "
               "NULL, manage = NULL, corrects = NULL WHERE reference = ?1"
             : "UPDATE mandate SET state = ?2, ended = ?3, replaced_by = ?4, mail_key = NULL, "
               "person_key = NULL, held_mail = NULL, sealed = NULL WHERE reference = ?1");
  if (!statement) return statement.error();
  statement->bind_blob(0, reference).bind(1, static_cast<std::int64_t>(state));
  statement->bind(2, now.milliseconds).bind(3, replaced_by);
  return statement->run();
}

Status SqliteMandates::meet_likes(const StoredMandate& newer, UtcTime now) {
  const NewMandate& kept = newer.kept;
  // By the two keys alone ("+" keeps other indexes away): all confirmed ones of a case are many.
  auto statement = database_.prepare(select_mandates(
      "WHERE seq IN (SELECT seq FROM mandate WHERE mail_key = ?4 UNION SELECT seq FROM mandate "
      "WHERE "
      "person_key = ?5) AND +form = ?1 AND +state = ?2 AND +reference <> ?3 ORDER BY number"));
  if (!statement) return statement.error();
  statement->bind_text(0, kept.facts.case_id);
  statement->bind(1, static_cast<std::int64_t>(MandateState::confirmed));
  statement->bind_blob(2, kept.facts.reference).bind_blob(3, kept.keys.mail);
  if (kept.keys.person)
    statement->bind_blob(4, *kept.keys.person);
  else
    statement->bind(4, std::optional<std::uint64_t>());
  const auto rows = rows_of(*statement);
  if (!rows) return rows.error();
  for (const MandateRow& row : *rows) {
    const bool same = likeness(kept.keys, row.mandate.kept.keys) == Likeness::same;
    const Status done = same ? end_mandate(row.mandate.kept.facts.reference, MandateState::replaced,
                                           now, newer.number)
                             : note_suspects(newer, row.mandate);
    if (!done) return done;
  }
  return {};
}

Status SqliteMandates::note_suspects(const StoredMandate& newer, const StoredMandate& other) {
  auto statement = of_case("INSERT INTO mandate_suspect VALUES (?1, ?2, ?3, ?4, NULL)",
                           newer.kept.facts.case_id);
  if (!statement) return statement.error();
  const bool same_mail = newer.kept.keys.mail == other.kept.keys.mail;
  statement->bind(1, other.number).bind(2, newer.number);
  statement->bind(3, std::int64_t{same_mail ? 1 : 0});
  return statement->run();
}

Result<WithdrawFate> SqliteMandates::withdraw(const Sha256& manage, UtcTime now) {
  WithdrawFate fate = WithdrawFate::unknown;
  const Status done = together([&]() -> Status {
    const auto found = by_manage(manage);
    if (!found) return found.error();
    if (!*found) return {};
    const StoredMandate& mandate = **found;
    if (mandate.state == MandateState::received) {
      fate = WithdrawFate::dropped;
      return drop(mandate);
    }
    fate = WithdrawFate::already;
    if (mandate.state != MandateState::confirmed) return {};
    fate = WithdrawFate::withdrawn;
    return end_mandate(mandate.kept.facts.reference, MandateState::withdrawn, now, 0);
  });
  if (!done) return done.error();
  return fate;
}

// A mandate that was never confirmed leaves nothing but a number of how many there were.
Status SqliteMandates::drop(const StoredMandate& mandate) {
  for (const std::string_view sql : {"DELETE FROM mandate_mail WHERE reference = ?1",
                                     "DELETE FROM mandate WHERE reference = ?1"}) {
    auto statement = database_.prepare(sql);
    if (!statement) return statement.error();
    statement->bind_blob(0, mandate.kept.facts.reference);
    if (const Status done = statement->run(); !done) return done;
  }
  auto count = of_case("UPDATE mandate_form SET purged = purged + 1 WHERE id = ?1",
                       mandate.kept.facts.case_id);
  if (!count) return count.error();
  return count->run();
}

Status SqliteMandates::tell(const MandateReference& reference, std::string_view locked_mail,
                            UtcTime now) {
  return together([&]() -> Status {
    const auto found = one_where("WHERE reference = ?1", reference);
    if (!found) return found.error();
    if (!*found) return Error{ErrorKind::not_found, "there is no such mandate"};
    auto statement = database_.prepare("UPDATE mandate SET held_mail = NULL WHERE reference = ?1");
    if (!statement) return statement.error();
    statement->bind_blob(0, reference);
    if (const Status done = statement->run(); !done) return done;
    return put_mail((*found)->kept.facts.case_id, reference, locked_mail, now);
  });
}

Result<std::vector<WaitingMandateMail>> SqliteMandates::waiting_mails(UtcTime now,
                                                                      std::size_t most) const {
  const std::scoped_lock guard(mutex_);
  auto rows = database_.prepare(
      "SELECT seq, form, locked, made, attempts FROM mandate_mail WHERE next_try <= ?1 ORDER BY "
      "seq "
      "LIMIT ?2");
  if (!rows) return rows.error();
  rows->bind(0, now.milliseconds).bind(1, static_cast<std::uint64_t>(most));
  std::vector<WaitingMandateMail> mails;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return mails;
    mails.push_back({rows->count(0), std::string(rows->text(1)), std::string(rows->text(2)),
                     UtcTime{rows->number(3)}, static_cast<int>(rows->number(4))});
  }
}

Result<std::uint64_t> SqliteMandates::waiting_mails_in_all() const {
  const std::scoped_lock guard(mutex_);
  const auto count = database_.number("SELECT count(*) FROM mandate_mail");
  if (!count) return count.error();
  return static_cast<std::uint64_t>(*count);
}

Status SqliteMandates::postpone_mail(std::uint64_t number, UtcTime next_try) {
  const std::scoped_lock guard(mutex_);
  auto statement = database_.prepare(
      "UPDATE mandate_mail SET next_try = ?2, attempts = attempts + 1 WHERE seq = ?1");
  if (!statement) return statement.error();
  statement->bind(0, number).bind(1, next_try.milliseconds);
  return statement->run();
}

Status SqliteMandates::drop_mail(std::uint64_t number) {
  const std::scoped_lock guard(mutex_);
  auto statement = database_.prepare("DELETE FROM mandate_mail WHERE seq = ?1");
  if (!statement) return statement.error();
  statement->bind(0, number);
  return statement->run();
}

}  // namespace consentry
