// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_holds.h"

#include <utility>

namespace consentry {
namespace {

// Enough for a case's name and number.
constexpr std::size_t kMaxReasonBytes = 1000;

}  // namespace

Result<SqliteHolds> SqliteHolds::open(const std::filesystem::path& path,
                                      std::span<const std::string_view> migrations) {
  auto database = Database::open(path, Database::Mode::create);
  if (!database) return database.error();
  if (const Status done = migrate(*database, migrations); !done) return done.error();
  return SqliteHolds(*std::move(database));
}

Status SqliteHolds::hold(const SiteHold& hold) {
  if (hold.reason.empty() || hold.reason.size() > kMaxReasonBytes)
    return invalid_input("a hold needs a reason of at most 1,000 bytes");
  auto statement = database_.prepare("INSERT OR IGNORE INTO site_hold VALUES (?1, ?2, ?3)");
  if (!statement) return statement.error();
  statement->bind_text(0, hold.site).bind_text(1, hold.reason).bind(2, hold.since.milliseconds);
  if (const Status done = statement->run(); !done) return done;
  const auto added = database_.number("SELECT changes()");
  if (!added) return added.error();
  if (*added == 0) return Error{ErrorKind::conflict, "'" + hold.site + "' is held already"};
  return {};
}

Status SqliteHolds::release(std::string_view site) {
  auto statement = database_.prepare("DELETE FROM site_hold WHERE site = ?1");
  if (!statement) return statement.error();
  statement->bind_text(0, site);
  if (const Status done = statement->run(); !done) return done;
  const auto gone = database_.number("SELECT changes()");
  if (!gone) return gone.error();
  if (*gone == 0) return Error{ErrorKind::not_found, "'" + std::string(site) + "' is not held"};
  return {};
}

Result<std::vector<SiteHold>> SqliteHolds::list() const {
  auto rows = database_.prepare("SELECT site, reason, since FROM site_hold ORDER BY site");
  if (!rows) return rows.error();
  std::vector<SiteHold> holds;
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return holds;
    holds.push_back(
        {std::string(rows->text(0)), std::string(rows->text(1)), UtcTime{rows->number(2)}});
  }
}

}  // namespace consentry
