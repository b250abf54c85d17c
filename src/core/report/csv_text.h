// SPDX-License-Identifier: Apache-2.0
// Writes comma-separated values (RFC 4180): CRLF, every text quoted, valid UTF-8 without a byte
// order mark. What a page said is made visible() (display_text.h), so a cell is always one line.
//
// A spreadsheet runs a cell that begins with = + - @ (or a tab or carriage return before them) as a
// formula, and pages choose these texts. Such a cell gets an apostrophe in front, also behind
// leading spaces and for the full-width forms of the four signs. Numbers are written by this
// program and stay as they are.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

// any as a cell, with its quotes.
std::string csv_cell(std::string_view any);

// A table under construction. Not thread-safe.
class CsvText {
 public:
  explicit CsvText(const std::vector<std::string_view>& header);

  CsvText& text(std::string_view any);
  CsvText& number(std::int64_t value);
  CsvText& number(double value);  // blank when not finite
  CsvText& blank();               // not known, or does not apply
  template <std::same_as<bool> Bool>
  CsvText& yes_no(Bool value) {
    return text(value ? "yes" : "no");
  }
  void end_row();

  // The whole table; every row has as many cells as the header, or it would not be one.
  [[nodiscard]] std::string take() && { return std::move(csv_); }

 private:
  void separate();
  std::string csv_;
  bool row_begun_ = false;
};

}  // namespace consentry
