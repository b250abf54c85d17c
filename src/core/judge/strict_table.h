// SPDX-License-Identifier: Apache-2.0
// Reads one TOML table and refuses what it does not know.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace toml {
inline namespace v3 {
class node;
class table;
}  // namespace v3
}  // namespace toml

namespace consentry {

// The first thing that was wrong; later ones are kept quiet, so that one mistake gives one message.
using FirstError = std::optional<Error>;

// A view of a table that must outlive it, as must the error slot. Getters ask for a key once; a
// value of another type, a missing required key, or (in finish) a key nobody asked for fills the
// slot with "where: key: what is wrong".
class StrictTable {
 public:
  StrictTable(const toml::table& table, std::string where, FirstError& error)
      : table_(table), where_(std::move(where)), error_(error) {}

  std::string text(std::string_view key);           // required, not empty
  std::string optional_text(std::string_view key);  // empty when absent
  std::optional<double> number(std::string_view key);
  int integer(std::string_view key, int low, int high);  // required
  bool flag(std::string_view key);                       // false when absent
  std::vector<std::string> texts(std::string_view key, bool required);
  // One of `allowed`; the error names the nearest.
  std::string one_of(std::string_view key, const std::vector<std::string>& allowed);
  const toml::table* table(std::string_view key);  // null when absent
  // Elements of an array of tables; empty when absent.
  std::vector<const toml::table*> tables(std::string_view key);
  [[nodiscard]] std::vector<std::string> keys() const;
  void finish();

  void fail(std::string_view key, std::string_view what);
  [[nodiscard]] const std::string& where() const { return where_; }
  // The slot, for views of tables within this one.
  [[nodiscard]] FirstError& first_error() { return error_; }

 private:
  const toml::node* find(std::string_view key);

  const toml::table& table_;
  std::string where_;
  FirstError& error_;
  std::set<std::string> asked_;
};

}  // namespace consentry
