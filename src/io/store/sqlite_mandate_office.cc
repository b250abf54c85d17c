// SPDX-License-Identifier: Apache-2.0
// What an organisation's officers do: forms, numbers, suspects, the log of accesses, retention.
#include <array>
#include <utility>

#include "core/base/bytes.h"
#include "io/store/sqlite_mandate_rows.h"
#include "io/store/sqlite_mandates.h"

namespace consentry {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

Error unknown_form(std::string_view case_id) {
  return {ErrorKind::not_found, "no form was opened for the case '" + std::string(case_id) + "'"};
}

Date day_of(UtcTime time) {
  const std::chrono::sys_time<std::chrono::milliseconds> moment{
      std::chrono::milliseconds(time.milliseconds)};
  return Date(std::chrono::floor<std::chrono::days>(moment));
}

std::uint64_t* count_of(MandateBook::StateCounts& counts, std::uint64_t state) {
  const std::array<std::uint64_t*, kMandateStates.size()> all{&counts.received,  &counts.confirmed,
                                                              &counts.withdrawn, &counts.replaced,
                                                              &counts.corrected, &counts.erased};
  return state < all.size() ? all.at(state) : nullptr;
}

}  // namespace

Status SqliteMandates::check_key(const MandateForm& form) const {
  auto rows = of_case(
      "SELECT sealing_key = ?2 OR NOT EXISTS (SELECT 1 FROM mandate WHERE form = ?1 AND sealed IS "
      "NOT NULL) FROM mandate_form WHERE id = ?1",
      form.id);
  if (!rows) return rows.error();
  rows->bind_blob(1, form.sealing_key);
  const auto row = rows->step();
  if (!row) return row.error();
  if (*row && rows->number(0) == 0)
    return Error{ErrorKind::conflict,
                 "mandates of this case are sealed to another key; it cannot "
                 "change while they are kept"};
  return {};
}

Status SqliteMandates::keep_texts(const MandateForm& form) {
  for (const MandateText& text : form.texts) {
    auto statement =
        of_case("INSERT OR IGNORE INTO mandate_text VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", form.id);
    if (!statement) return statement.error();
    statement->bind_blob(1, text.mandate_digest).bind_text(2, form.version);
    statement->bind_text(3, text.language).bind_text(4, text.title).bind_text(5, text.mandate);
    statement->bind_text(6, text.fee);
    if (const Status done = statement->run(); !done) return done;
  }
  return {};
}

Status SqliteMandates::open_form(const std::string& toml, UtcTime now) {
  const auto form = parse_mandate_form("the form", toml);
  if (!form) return form.error();
  return together([&]() -> Status {
    if (const Status good = check_key(*form); !good) return good;
    auto statement = of_case(
        "INSERT INTO mandate_form VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, NULL, 0, 0, 1) ON CONFLICT "
        "DO UPDATE SET toml = ?2, sealing_key = ?3, closes = ?4, kept_months = ?5, closed = NULL, "
        "ended = NULL, changes = changes + 1",
        form->id);
    if (!statement) return statement.error();
    const std::string closes = form->closes ? to_text(*form->closes) : std::string();
    statement->bind_text(1, toml).bind_blob(2, form->sealing_key).bind_text(3, closes);
    statement->bind(4, std::int64_t{form->kept_months}).bind(5, now.milliseconds);
    if (const Status done = statement->run(); !done) return done;
    return keep_texts(*form);
  });
}

Status SqliteMandates::close_form(std::string_view case_id, UtcTime now, bool ended) {
  const std::scoped_lock guard(mutex_);
  auto statement = of_case(
      "UPDATE mandate_form SET closed = coalesce(closed, ?2), ended = CASE WHEN ?3 THEN "
      "coalesce(ended, ?2) ELSE ended END, changes = changes + 1 WHERE id = ?1",
      case_id);
  if (!statement) return statement.error();
  statement->bind(1, now.milliseconds).bind(2, std::int64_t{ended ? 1 : 0});
  return must_touch(*statement, unknown_form(case_id).text());
}

Result<std::vector<StoredMandate>> SqliteMandates::numbered(std::string_view case_id) const {
  const std::scoped_lock guard(mutex_);
  auto statement =
      of_case(select_mandates("WHERE form = ?1 AND number IS NOT NULL ORDER BY number"), case_id);
  if (!statement) return statement.error();
  auto rows = rows_of(*statement);
  if (!rows) return rows.error();
  std::vector<StoredMandate> mandates;
  mandates.reserve(rows->size());
  for (MandateRow& row : *rows) mandates.push_back(std::move(row.mandate));
  return mandates;
}

Result<StoredMandate> SqliteMandates::find(std::string_view case_id, std::uint64_t number) const {
  const std::scoped_lock guard(mutex_);
  auto statement = of_case(select_mandates("WHERE form = ?1 AND number = ?2"), case_id);
  if (!statement) return statement.error();
  statement->bind(1, number);
  auto row = first_of(*statement);
  if (!row) return row.error();
  std::optional<MandateRow> found = *std::move(row);
  if (!found)
    return Error{ErrorKind::not_found, "the case '" + std::string(case_id) + "' has no mandate " +
                                           std::to_string(number)};
  return std::move(found->mandate);
}

Result<std::vector<SuspectPair>> SqliteMandates::suspects(std::string_view case_id) const {
  const std::scoped_lock guard(mutex_);
  auto rows = of_case(
      "SELECT s.earlier, s.later, s.same_mail FROM mandate_suspect s JOIN mandate a ON a.form = "
      "s.form AND a.number = s.earlier AND a.state = 1 JOIN mandate b ON b.form = s.form AND "
      "b.number = s.later AND b.state = 1 WHERE s.form = ?1 AND s.decided IS NULL ORDER BY "
      "s.later, s.earlier",
      case_id);
  if (!rows) return rows.error();
  std::vector<SuspectPair> pairs;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return pairs;
    pairs.push_back({rows->count(0), rows->count(1), rows->number(2) != 0});
  }
}

Status SqliteMandates::decide(std::string_view case_id, const SuspectPair& pair, bool duplicate,
                              UtcTime now) {
  return together([&]() -> Status {
    auto statement = of_case(
        "UPDATE mandate_suspect SET decided = ?4 WHERE form = ?1 AND earlier = ?2 AND later = ?3 "
        "AND decided IS NULL",
        case_id);
    if (!statement) return statement.error();
    statement->bind(1, pair.earlier).bind(2, pair.later).bind(3, now.milliseconds);
    Status known = must_touch(*statement, "no such pair waits for a decision");
    if (!known || !duplicate) return known;
    const auto earlier = find(case_id, pair.earlier);
    if (!earlier) return earlier.error();
    if (earlier->state != MandateState::confirmed) return {};
    return end_mandate(earlier->kept.facts.reference, MandateState::replaced, now, pair.later);
  });
}

Status SqliteMandates::erase(std::string_view case_id, std::uint64_t number, UtcTime now) {
  return together([&]() -> Status {
    const auto mandate = find(case_id, number);
    if (!mandate) return mandate.error();
    if (mandate->state == MandateState::erased) return {};
    return end_mandate(mandate->kept.facts.reference, MandateState::erased, now, 0);
  });
}

Status SqliteMandates::log_access(std::string_view case_id, const CustodyEntry& entry) {
  return together([&]() -> Status {
    const auto before = access_log(case_id);
    if (!before) return before.error();
    const auto entries = read_custody(*before);
    if (!entries) return entries.error().in("the log of accesses");
    const std::string line = custody_line(entry, entries->size(), custody_head(*before));
    auto statement = of_case("INSERT INTO mandate_access VALUES (NULL, ?1, ?2)", case_id);
    if (!statement) return statement.error();
    statement->bind_text(1, line);
    return statement->run();
  });
}

Result<std::string> SqliteMandates::access_log(std::string_view case_id) const {
  const std::scoped_lock guard(mutex_);
  auto rows = of_case("SELECT line FROM mandate_access WHERE form = ?1 ORDER BY seq", case_id);
  if (!rows) return rows.error();
  std::string log;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return log;
    log += rows->text(0);
  }
}

Result<MandateBook::StateCounts> SqliteMandates::state_counts(std::string_view case_id) const {
  const std::scoped_lock guard(mutex_);
  const auto kept = form(case_id);
  if (!kept) return kept.error();
  StateCounts counts;
  counts.purged = kept->purged;
  auto rows =
      of_case("SELECT state, count(*) FROM mandate WHERE form = ?1 GROUP BY state", case_id);
  if (!rows) return rows.error();
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return counts;
    std::uint64_t* count = count_of(counts, rows->count(0));
    if (count == nullptr) return Error{ErrorKind::corrupt, "a mandate is in no known state"};
    *count = rows->count(1);
  }
}

Result<std::vector<MandateBook::CountedLeaf>> SqliteMandates::counted_leaves(
    std::string_view case_id) const {
  const std::scoped_lock guard(mutex_);
  auto rows = of_case(
      "SELECT number, commitment FROM mandate WHERE form = ?1 AND state = 1 AND number IS NOT NULL "
      "ORDER BY number",
      case_id);
  if (!rows) return rows.error();
  std::vector<CountedLeaf> leaves;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return leaves;
    const auto commitment = rows->blob(1);
    if (commitment.size() != std::tuple_size_v<Sha256>)
      return Error{ErrorKind::corrupt, "a mandate that counts has no commitment"};
    leaves.push_back({rows->count(0), {}});
    std::ranges::copy(commitment, leaves.back().commitment.begin());
  }
}

Status SqliteMandates::pack(std::string_view case_id, const std::filesystem::path& path,
                            std::span<const std::string_view> migrations) {
  const std::scoped_lock guard(mutex_);
  if (const auto known = form(case_id); !known) return known.error();
  if (std::filesystem::exists(path))
    return Error{ErrorKind::conflict, path.string() + " is there already"};
  // Makes the tables, and closes them again.
  if (const auto made = open(path, migrations); !made) return made.error();
  auto attach = database_.prepare("ATTACH ?1 AS pack");
  if (!attach) return attach.error();
  const std::string name = path.string();
  attach->bind_text(0, name);
  if (const Status done = attach->run(); !done) return done;
  const Status copied = together([&]() -> Status {
    for (const std::string_view sql :
         {"INSERT INTO pack.mandate_form SELECT * FROM main.mandate_form WHERE id = ?1",
          "INSERT INTO pack.mandate_text SELECT * FROM main.mandate_text WHERE form = ?1",
          "INSERT INTO pack.mandate SELECT * FROM main.mandate WHERE form = ?1 AND number > 0",
          "INSERT INTO pack.mandate_suspect SELECT * FROM main.mandate_suspect WHERE form = ?1",
          "INSERT INTO pack.mandate_access SELECT * FROM main.mandate_access WHERE form = ?1"}) {
      auto statement = of_case(sql, case_id);
      if (!statement) return statement.error();
      if (const Status done = statement->run(); !done) return done;
    }
    return {};
  });
  const Status detached = database_.run("DETACH pack");
  return copied ? detached : copied;
}

Result<MandateBook::Purged> SqliteMandates::purge(UtcTime now) {
  Purged purged;
  const Status done = together([&]() -> Status {
    const auto unconfirmed = purge_unconfirmed(now);
    if (!unconfirmed) return unconfirmed.error();
    const auto retained = purge_retained(now);
    if (!retained) return retained.error();
    purged = {*unconfirmed, *retained};
    return {};
  });
  if (!done) return done.error();
  return purged;
}

Result<std::uint64_t> SqliteMandates::purge_unconfirmed(UtcTime now) {
  auto statement = database_.prepare(select_mandates("WHERE state = 0 AND received < ?1"));
  if (!statement) return statement.error();
  statement->bind(0, now.milliseconds - kUnconfirmedDays * kDayMs);
  const auto rows = rows_of(*statement);
  if (!rows) return rows.error();
  for (const MandateRow& row : *rows) {
    if (const Status done = drop(row.mandate); !done) return done.error();
  }
  // An address that never used its link is held no longer than the link holds.
  auto held = database_.prepare(
      "UPDATE mandate SET held_mail = NULL WHERE held_mail IS NOT NULL AND received < ?1");
  if (!held) return held.error();
  held->bind(0, now.milliseconds - kUnconfirmedDays * kDayMs);
  if (const Status done = held->run(); !done) return done.error();
  return rows->size();
}

Result<std::uint64_t> SqliteMandates::purge_retained(UtcTime now) {
  auto forms =
      database_.prepare("SELECT id, ended, kept_months FROM mandate_form WHERE ended IS NOT NULL");
  if (!forms) return forms.error();
  std::uint64_t erased = 0;
  while (true) {
    const auto row = forms->step();
    if (!row) return row.error();
    if (!*row) return erased;
    const Term kept{static_cast<int>(forms->number(2)), TermUnit::months};
    if (end_of(day_of(UtcTime{forms->number(1)}), kept) >= day_of(now)) continue;
    const std::string id(forms->text(0));
    auto statement = of_case(select_mandates("WHERE form = ?1 AND state <> 5"), id);
    if (!statement) return statement.error();
    const auto rows = rows_of(*statement);
    if (!rows) return rows.error();
    for (const MandateRow& each : *rows) {
      const StoredMandate& mandate = each.mandate;
      const Status done = mandate.number == 0 ? drop(mandate)
                                              : end_mandate(mandate.kept.facts.reference,
                                                            MandateState::erased, now, 0);
      if (!done) return done.error();
    }
    erased += rows->size();
  }
}

}  // namespace consentry
