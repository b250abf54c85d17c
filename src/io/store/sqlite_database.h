// SPDX-License-Identifier: Apache-2.0
// SQLite (https://sqlite.org) as values that free themselves. Errors name what was being done.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace consentry {

// A prepared statement. Not thread-safe; must not outlive its database.
class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  // Parameters and columns count from 0. What is bound must stay valid until reset().
  Statement& bind(int parameter, std::int64_t number);
  Statement& bind(int parameter, std::uint64_t number);
  // NULL when there is none.
  Statement& bind(int parameter, std::optional<std::uint64_t> number);
  Statement& bind_text(int parameter, std::string_view text);
  Statement& bind_blob(int parameter, std::span<const std::uint8_t> bytes);

  // True: a row is there to be read. False: done, and the statement is reset.
  [[nodiscard]] Result<bool> step();
  // For statements without rows: steps once and resets.
  Status run();
  void reset();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  // A column that holds no negative number.
  [[nodiscard]] std::uint64_t count(int column) const;
  // Valid until the next step or reset.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const;

 private:
  friend class Database;
  explicit Statement(sqlite3_stmt* native) : native_(native) {}
  sqlite3_stmt* native_;
};

// One connection. Not thread-safe.
class Database {
 public:
  enum class Mode { create, read_only };
  // Sets WAL, synchronous=FULL, secure_delete and a wait of five seconds for locks of others.
  // unavailable: it cannot be opened; corrupt: it is no database.
  static Result<Database> open(const std::filesystem::path& path, Mode mode);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // Statements without parameters and rows, several when separated by ';'.
  Status run(const std::string& sql);
  [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
  // The first column of the first row; 0 when there is none.
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql) const;

 private:
  explicit Database(sqlite3* native) : native_(native) {}
  sqlite3* native_;
};

// Brings the tables to the newest version, one transaction a step. `steps` are the migrations in
// order, as SQL; how many are done stands in user_version. unsupported: made by a newer program.
Status migrate(Database& database, std::span<const std::string_view> steps);

}  // namespace consentry
