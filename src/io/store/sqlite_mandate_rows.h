// SPDX-License-Identifier: Apache-2.0
// Rows of the table `mandate` as values, and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/mandate/mandate_book.h"
#include "io/store/sqlite_database.h"

namespace consentry {

// A row with its place, which no other room knows.
struct MandateRow {
  std::uint64_t seq = 0;
  StoredMandate mandate;
};

// "SELECT ... FROM mandate " with the columns that row_in reads.
std::string select_mandates(std::string_view condition);
MandateRow row_in(const Statement& row);
// All rows of a statement that was bound; it is done then.
Result<std::vector<MandateRow>> rows_of(Statement& statement);
// The first, or nothing.
Result<std::optional<MandateRow>> first_of(Statement& statement);

// Binds what a new mandate's row has, from parameter 0 on: the columns that insert_mandate() names.
std::string_view insert_mandate();
struct BoundMandate {  // what is bound must outlive the statement's run
  std::string day;
  std::string respondents;
};
void bind_mandate(Statement& statement, const NewMandate& mandate, BoundMandate& bound);

}  // namespace consentry
