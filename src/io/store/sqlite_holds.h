// SPDX-License-Identifier: Apache-2.0
// Litigation holds: sites whose records no retention forgets, in the ledger's database.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "io/store/sqlite_database.h"

namespace consentry {

struct SiteHold {
  std::string site;
  std::string reason;
  UtcTime since;
};

// One connection; not thread-safe, but others may use the database at the same time.
class SqliteHolds {
 public:
  static Result<SqliteHolds> open(const std::filesystem::path& path,
                                  std::span<const std::string_view> migrations);
  // conflict: the site is held already; invalid_input: no reason.
  Status hold(const SiteHold& hold);
  // not_found: it is not held.
  Status release(std::string_view site);
  // By site.
  [[nodiscard]] Result<std::vector<SiteHold>> list() const;

 private:
  explicit SqliteHolds(Database database) : database_(std::move(database)) {}
  Database database_;
};

}  // namespace consentry
