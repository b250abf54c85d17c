// SPDX-License-Identifier: Apache-2.0
#include "io/store/sqlite_database.h"

#include <limits>
#include <sqlite3.h>
#include <utility>

namespace consentry {
namespace {

// Of other connections' locks: a checkpoint, or another command on the same folder.
constexpr int kBusyMs = 5'000;
// WAL pages between checkpoints: fewer make more writing, more make a longer pause. Of the cache, 2 MiB hold the
// pages that one group of commits touches, and the tops of all indexes; 4 MiB answered no faster.
constexpr std::string_view kSettings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    "PRAGMA wal_autocheckpoint=4000; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-2048";
constexpr std::string_view kReaderSettings = "PRAGMA query_only=ON; PRAGMA cache_size=-512";

ErrorKind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
      return ErrorKind::unavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorKind::corrupt;
    default:
      return ErrorKind::internal;
  }
}

Error error_of(sqlite3* native, int code) {
  const char* text = native == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(native);
  return {kind_of(code), std::string("database: ") + text};
}

int size_of(std::size_t size) {
  return size > std::numeric_limits<int>::max() ? -1 : static_cast<int>(size);
}

}  // namespace

Statement::Statement(Statement&& other) noexcept : native_(std::exchange(other.native_, nullptr)) {}
Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(native_, other.native_);
  return *this;
}
Statement::~Statement() { sqlite3_finalize(native_); }

Statement& Statement::bind(int parameter, std::int64_t number) {
  sqlite3_bind_int64(native_, parameter + 1, number);
  return *this;
}

Statement& Statement::bind(int parameter, std::uint64_t number) {
  return bind(parameter, static_cast<std::int64_t>(number));
}

Statement& Statement::bind(int parameter, std::optional<std::uint64_t> number) {
  if (number) return bind(parameter, *number);
  sqlite3_bind_null(native_, parameter + 1);
  return *this;
}

Statement& Statement::bind_text(int parameter, std::string_view text) {
  sqlite3_bind_text(native_, parameter + 1, text.data(), size_of(text.size()), nullptr);
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::span<const std::uint8_t> bytes) {
  sqlite3_bind_blob(native_, parameter + 1, bytes.data(), size_of(bytes.size()), nullptr);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(native_);
  if (code == SQLITE_ROW) return true;
  const Error error = error_of(sqlite3_db_handle(native_), code);
  sqlite3_reset(native_);
  if (code == SQLITE_DONE) return false;
  return error;
}

Status Statement::run() {
  const auto row = step();
  if (!row) return row.error();
  reset();
  return {};
}

void Statement::reset() { sqlite3_reset(native_); }

bool Statement::is_null(int column) const {
  return sqlite3_column_type(native_, column) == SQLITE_NULL;
}
std::int64_t Statement::number(int column) const { return sqlite3_column_int64(native_, column); }
std::uint64_t Statement::count(int column) const {
  return static_cast<std::uint64_t>(number(column));
}

std::string_view Statement::text(int column) const {
  const auto bytes = blob(column);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const std::uint8_t> Statement::blob(int column) const {
  const void* bytes = sqlite3_column_blob(native_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(native_, column));
  return {static_cast<const std::uint8_t*>(bytes), bytes == nullptr ? 0 : size};
}

Result<Database> Database::open(const std::filesystem::path& path, Mode mode) {
  sqlite3* native = nullptr;
  // A reader too needs to write the shared memory of the WAL, so it is kept from writing by
  // query_only.
  const int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == Mode::create ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path.c_str(), &native, flags, nullptr);
  Database database(native);
  if (code != SQLITE_OK) return error_of(native, code).in("opening " + path.string());
  sqlite3_busy_timeout(native, kBusyMs);
  const std::string_view settings = mode == Mode::create ? kSettings : kReaderSettings;
  if (const Status done = database.run(std::string(settings)); !done)
    return done.error().in("opening " + path.string());
  return database;
}

Database::Database(Database&& other) noexcept : native_(std::exchange(other.native_, nullptr)) {}
Database& Database::operator=(Database&& other) noexcept {
  std::swap(native_, other.native_);
  return *this;
}
Database::~Database() { sqlite3_close_v2(native_); }

Status Database::run(const std::string& sql) {
  const int code = sqlite3_exec(native_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error_of(native_, code);
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* native = nullptr;
  const int code = sqlite3_prepare_v3(native_, sql.data(), size_of(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &native, nullptr);
  if (code != SQLITE_OK) return error_of(native_, code).in(std::string(sql));
  return Statement(native);
}

Result<std::int64_t> Database::number(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  const auto row = statement->step();
  if (!row) return row.error();
  return *row ? statement->number(0) : 0;
}

Status migrate(Database& database, std::span<const std::string_view> steps) {
  const auto done = database.number("PRAGMA user_version");
  if (!done) return done.error();
  if (*done < 0 || static_cast<std::uint64_t>(*done) > steps.size()) {
    return Error{ErrorKind::unsupported,
                 "the database was made by a newer version of this program (its tables are at " +
                     std::to_string(*done) + ", this program knows " +
                     std::to_string(steps.size()) + ")"};
  }
  for (auto step = static_cast<std::size_t>(*done); step < steps.size(); ++step) {
    const std::string version = std::to_string(step + 1);
    const Status ran = database.run("BEGIN IMMEDIATE;" + std::string(steps[step]) +
                                    ";PRAGMA user_version=" + version + ";COMMIT");
    if (!ran) {
      (void)database.run("ROLLBACK");
      return ran.error().in("migration " + version);
    }
  }
  return {};
}

}  // namespace consentry
