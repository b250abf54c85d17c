// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_watches.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace consentry {
namespace {

constexpr std::string_view kScanColumns =
    "SELECT seq, site, started, coalesce(finished, 0), fate, verdict, reason, tag, changes, "
    "alerts, "
    "folder FROM watched_scan ";
// A scan under way has no fate of its own.
constexpr std::string_view kUnderWay = "under-way";

WatchedScan scan_in(const Statement& row) {
  WatchedScan scan;
  scan.number = row.count(0);
  scan.site = row.text(1);
  scan.started = UtcTime{row.number(2)};
  scan.finished = UtcTime{row.number(3)};
  scan.fate = scan_fate_named(row.text(4)).value_or(ScanFate::broken_off);
  scan.verdict = row.text(5);
  scan.reason = row.text(6);
  scan.tag = row.text(7);
  scan.changes = static_cast<int>(row.number(8));
  scan.alerts = static_cast<int>(row.number(9));
  scan.folder = row.text(10);
  return scan;
}

Error not_watched(std::string_view site) {
  return {ErrorKind::not_found, "'" + std::string(site) + "' is not watched"};
}

}  // namespace

Result<std::unique_ptr<SqliteWatches>> SqliteWatches::open(
    const std::filesystem::path& path, std::span<const std::string_view> migrations) {
  auto database = Database::open(path, Database::Mode::create);
  if (!database) return database.error();
  if (const Status done = migrate(*database, migrations); !done) return done.error();
  return std::unique_ptr<SqliteWatches>(new SqliteWatches(*std::move(database)));
}

// `otherwise`: what a caller hears when no row was there.
Status SqliteWatches::must_touch(Statement& statement, const std::string& otherwise) {
  if (const Status done = statement.run(); !done) return done;
  const auto touched = database_.number("SELECT changes()");
  if (!touched) return touched.error();
  if (*touched == 0) return Error{ErrorKind::not_found, otherwise};
  return {};
}

Status SqliteWatches::watch(const WatchOrder& order, UtcTime now) {
  const auto schedule = Schedule::parse(order.schedule);
  if (!schedule) return schedule.error();
  const std::scoped_lock guard(mutex_);
  // A schedule that stays keeps its time, so that a change of address does not put a scan off.
  auto statement = database_.prepare(
      "INSERT INTO watch SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, '', ?8, ?9, ?10 FROM site WHERE id = "
      "?1 "
      "ON CONFLICT DO UPDATE SET due = CASE WHEN schedule = excluded.schedule THEN due ELSE "
      "excluded.due END, schedule = excluded.schedule, webhook = excluded.webhook, mail = "
      "excluded.mail, profile = excluded.profile, language = excluded.language, pages = "
      "excluded.pages, secret = CASE WHEN excluded.secret = '' AND excluded.webhook <> '' THEN "
      "secret "
      "ELSE excluded.secret END");
  if (!statement) return statement.error();
  statement->bind_text(0, order.site).bind_text(1, schedule->text()).bind_text(2, order.webhook);
  statement->bind_text(3, order.secret).bind_text(4, order.mail).bind(5, now.milliseconds);
  statement->bind(6, schedule->next(order.site, now).milliseconds);
  statement->bind_text(7, order.profile).bind_text(8, order.language);
  statement->bind(9, static_cast<std::int64_t>(order.pages));
  return must_touch(*statement, "there is no site '" + order.site + "'");
}

Status SqliteWatches::unwatch(std::string_view site) {
  const std::scoped_lock guard(mutex_);
  auto messages = database_.prepare("DELETE FROM watch_message WHERE site = ?1");
  if (!messages) return messages.error();
  messages->bind_text(0, site);
  if (const Status done = messages->run(); !done) return done;
  auto statement = database_.prepare("DELETE FROM watch WHERE site = ?1");
  if (!statement) return statement.error();
  statement->bind_text(0, site);
  return must_touch(*statement, not_watched(site).text());
}

Result<WatchEntry> SqliteWatches::entry(std::string_view site) const {
  auto rows = database_.prepare(
      "SELECT site, schedule, webhook, secret, mail, since, due, profile, language, pages FROM "
      "watch "
      "WHERE site = ?1");
  if (!rows) return rows.error();
  rows->bind_text(0, site);
  const auto row = rows->step();
  if (!row) return row.error();
  if (!*row) return not_watched(site);
  WatchEntry entry;
  entry.order = {std::string(rows->text(0)), std::string(rows->text(1)),
                 std::string(rows->text(2)), std::string(rows->text(3)),
                 std::string(rows->text(4)), std::string(rows->text(7)),
                 std::string(rows->text(8)), static_cast<unsigned>(rows->count(9))};
  entry.since = UtcTime{rows->number(5)};
  entry.due = UtcTime{rows->number(6)};
  auto last = scans_where("AND finished IS NOT NULL", site, 1);
  if (!last) return last.error();
  if (!last->empty()) entry.last = std::move(last->front());
  return entry;
}

Result<WatchEntry> SqliteWatches::find(std::string_view site) const {
  const std::scoped_lock guard(mutex_);
  return entry(site);
}

Result<std::vector<std::string>> SqliteWatches::sites(std::string_view sql, std::int64_t first,
                                                      std::uint64_t second) const {
  auto rows = database_.prepare(sql);
  if (!rows) return rows.error();
  rows->bind(0, first).bind(1, second);
  std::vector<std::string> ids;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return ids;
    ids.emplace_back(rows->text(0));
  }
}

Result<std::vector<WatchEntry>> SqliteWatches::list() const {
  const std::scoped_lock guard(mutex_);
  const auto ids = sites("SELECT site FROM watch WHERE due > ?1 ORDER BY site LIMIT ?2",
                         std::numeric_limits<std::int64_t>::min(),
                         static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  if (!ids) return ids.error();
  std::vector<WatchEntry> all;
  for (const std::string& id : *ids) {
    auto each = entry(id);
    if (!each) return each.error();
    all.push_back(*std::move(each));
  }
  return all;
}

Result<std::vector<WatchedScan>> SqliteWatches::scans_where(std::string_view condition,
                                                            std::string_view site,
                                                            std::size_t most) const {
  auto rows = database_.prepare(std::string(kScanColumns) + "WHERE site = ?1 " +
                                std::string(condition) + " ORDER BY seq DESC LIMIT ?2");
  if (!rows) return rows.error();
  rows->bind_text(0, site).bind(1, static_cast<std::uint64_t>(most));
  std::vector<WatchedScan> scans;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return scans;
    scans.push_back(scan_in(*rows));
  }
}

Result<std::vector<WatchedScan>> SqliteWatches::scans(std::string_view site,
                                                      std::size_t most) const {
  const std::scoped_lock guard(mutex_);
  return scans_where("AND finished IS NOT NULL", site, most);
}

Result<std::vector<WatchedScan>> SqliteWatches::kept(std::string_view site) const {
  const std::scoped_lock guard(mutex_);
  return scans_where("AND folder <> ''", site, kKeptScanRows);
}

Status SqliteWatches::put_due(std::string_view site, UtcTime due) {
  const std::scoped_lock guard(mutex_);
  auto statement = database_.prepare("UPDATE watch SET due = ?2 WHERE site = ?1");
  if (!statement) return statement.error();
  statement->bind_text(0, site).bind(1, due.milliseconds);
  return must_touch(*statement, not_watched(site).text());
}

Result<std::vector<std::string>> SqliteWatches::due(UtcTime now, std::size_t most) const {
  const std::scoped_lock guard(mutex_);
  return sites("SELECT site FROM watch WHERE due <= ?1 ORDER BY due, site LIMIT ?2",
               now.milliseconds, most);
}

Result<std::optional<UtcTime>> SqliteWatches::next_due() const {
  const std::scoped_lock guard(mutex_);
  auto rows = database_.prepare("SELECT min(due) FROM watch");
  if (!rows) return rows.error();
  const auto row = rows->step();
  if (!row) return row.error();
  if (!*row || rows->is_null(0)) return std::optional<UtcTime>();
  return std::optional(UtcTime{rows->number(0)});
}

Result<std::string> SqliteWatches::memory(std::string_view site) const {
  const std::scoped_lock guard(mutex_);
  auto rows = database_.prepare("SELECT memory FROM watch WHERE site = ?1");
  if (!rows) return rows.error();
  rows->bind_text(0, site);
  const auto row = rows->step();
  if (!row) return row.error();
  if (!*row) return not_watched(site);
  return std::string(rows->text(0));
}

Result<std::uint64_t> SqliteWatches::begin(std::string_view site, UtcTime now) {
  const std::scoped_lock guard(mutex_);
  auto statement = database_.prepare(
      "INSERT INTO watched_scan VALUES (NULL, ?1, ?2, NULL, ?3, '', '', '', 0, 0, '') RETURNING "
      "seq");
  if (!statement) return statement.error();
  statement->bind_text(0, site).bind(1, now.milliseconds).bind_text(2, kUnderWay);
  const auto row = statement->step();
  if (!row) return row.error();
  const std::uint64_t number = statement->count(0);
  statement->reset();
  return number;
}

Status SqliteWatches::finish(const FinishedScan& finished) {
  const std::scoped_lock guard(mutex_);
  if (const Status begun = database_.run("BEGIN IMMEDIATE"); !begun) return begun;
  if (const Status done = keep(finished); !done) {
    (void)database_.run("ROLLBACK");
    return done;
  }
  return database_.run("COMMIT");
}

Status SqliteWatches::keep(const FinishedScan& finished) {
  const WatchedScan& scan = finished.scan;
  auto row = database_.prepare(
      "UPDATE watched_scan SET finished = ?2, fate = ?3, verdict = ?4, reason = ?5, tag = ?6, "
      "changes = ?7, alerts = ?8, folder = ?9 WHERE seq = ?1");
  if (!row) return row.error();
  row->bind(0, scan.number).bind(1, scan.finished.milliseconds).bind_text(2, name_of(scan.fate));
  row->bind_text(3, scan.verdict).bind_text(4, scan.reason).bind_text(5, scan.tag);
  row->bind(6, std::int64_t{scan.changes}).bind(7, std::int64_t{scan.alerts});
  row->bind_text(8, scan.folder);
  if (const Status done = row->run(); !done) return done;
  auto old = database_.prepare(
      "DELETE FROM watched_scan WHERE site = ?1 AND folder = '' AND seq <= (SELECT seq FROM "
      "watched_scan WHERE site = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)");
  if (!old) return old.error();
  old->bind_text(0, scan.site).bind(1, static_cast<std::uint64_t>(kKeptScanRows));
  if (const Status done = old->run(); !done) return done;
  auto watch = database_.prepare("UPDATE watch SET memory = ?2, due = ?3 WHERE site = ?1");
  if (!watch) return watch.error();
  watch->bind_text(0, scan.site).bind_text(1, finished.memory).bind(2, finished.due.milliseconds);
  const Status known = must_touch(*watch, "");
  if (!known) return known.error().kind() == ErrorKind::not_found ? Status() : known;
  for (const WatchMessage& message : finished.messages) {
    if (const Status done = put(message); !done) return done;
  }
  return {};
}

Status SqliteWatches::put(const WatchMessage& message) {
  auto statement =
      database_.prepare("INSERT INTO watch_message VALUES (NULL, ?1, ?2, ?3, ?4, ?5, 0, ?5)");
  if (!statement) return statement.error();
  statement->bind_text(0, message.id).bind_text(1, message.site).bind_text(2, message.way);
  statement->bind_text(3, message.body).bind(4, message.made.milliseconds);
  return statement->run();
}

Status SqliteWatches::break_off(std::uint64_t number, std::string_view reason, UtcTime now) {
  const std::scoped_lock guard(mutex_);
  auto row = database_.prepare(
      "UPDATE watched_scan SET finished = ?2, fate = ?3, reason = ?4 WHERE seq = ?1");
  if (!row) return row.error();
  row->bind(0, number).bind(1, now.milliseconds).bind_text(2, name_of(ScanFate::broken_off));
  row->bind_text(3, reason);
  return row->run();
}

Result<std::uint64_t> SqliteWatches::break_off_all(UtcTime now) {
  const std::scoped_lock guard(mutex_);
  auto rows = database_.prepare(
      "UPDATE watched_scan SET finished = ?1, fate = ?2, reason = 'the server ended meanwhile' "
      "WHERE finished IS NULL");
  if (!rows) return rows.error();
  rows->bind(0, now.milliseconds).bind_text(1, name_of(ScanFate::broken_off));
  if (const Status done = rows->run(); !done) return done.error();
  const auto touched = database_.number("SELECT changes()");
  if (!touched) return touched.error();
  return static_cast<std::uint64_t>(*touched);
}

Status SqliteWatches::forget_folder(std::uint64_t number) {
  const std::scoped_lock guard(mutex_);
  auto statement = database_.prepare("UPDATE watched_scan SET folder = '' WHERE seq = ?1");
  if (!statement) return statement.error();
  statement->bind(0, number);
  return statement->run();
}

Result<std::vector<WatchMessage>> SqliteWatches::waiting(UtcTime now, std::size_t most) const {
  const std::scoped_lock guard(mutex_);
  auto rows = database_.prepare(
      "SELECT seq, id, site, way, body, made, attempts FROM watch_message WHERE next_try <= ?1 "
      "ORDER BY seq LIMIT ?2");
  if (!rows) return rows.error();
  rows->bind(0, now.milliseconds).bind(1, static_cast<std::uint64_t>(most));
  std::vector<WatchMessage> messages;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return messages;
    messages.push_back({rows->count(0), std::string(rows->text(1)), std::string(rows->text(2)),
                        std::string(rows->text(3)), std::string(rows->text(4)),
                        UtcTime{rows->number(5)}, static_cast<int>(rows->number(6))});
  }
}

Result<std::uint64_t> SqliteWatches::waiting_in_all() const {
  const std::scoped_lock guard(mutex_);
  const auto count = database_.number("SELECT count(*) FROM watch_message");
  if (!count) return count.error();
  return static_cast<std::uint64_t>(*count);
}

Status SqliteWatches::postpone(std::uint64_t message, UtcTime next_try) {
  const std::scoped_lock guard(mutex_);
  auto statement = database_.prepare(
      "UPDATE watch_message SET attempts = attempts + 1, next_try = ?2 WHERE seq = ?1");
  if (!statement) return statement.error();
  statement->bind(0, message).bind(1, next_try.milliseconds);
  return statement->run();
}

Status SqliteWatches::drop(std::uint64_t message) {
  const std::scoped_lock guard(mutex_);
  auto statement = database_.prepare("DELETE FROM watch_message WHERE seq = ?1");
  if (!statement) return statement.error();
  statement->bind(0, message);
  return statement->run();
}

}  // namespace consentry
