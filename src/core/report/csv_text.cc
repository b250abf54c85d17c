// SPDX-License-Identifier: Apache-2.0
#include "core/report/csv_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/report/display_text.h"

namespace consentry {
namespace {

bool begins_a_formula(std::string_view any) {
  // The second row: U+FF1D, U+FF0B, U+FF0D and U+FF20, which some input methods turn into the first.
  constexpr std::array<std::string_view, 8> kSigns{"=",      "+",      "-",      "@",
                                                   "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  if (any.starts_with('\t') || any.starts_with('\r')) return true;
  const std::size_t first = any.find_first_not_of(" \t\r\n\v\f");
  if (first == std::string_view::npos) return false;
  return std::ranges::any_of(
      kSigns, [&](std::string_view sign) { return any.substr(first).starts_with(sign); });
}

}  // namespace

std::string csv_cell(std::string_view any) {
  std::string cell = begins_a_formula(any) ? "\"'" : "\"";
  for (const char c : visible(any)) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

CsvText::CsvText(const std::vector<std::string_view>& header) {
  for (const std::string_view name : header) {
    separate();
    csv_ += name;
  }
  end_row();
}

void CsvText::separate() {
  if (row_begun_) csv_ += ',';
  row_begun_ = true;
}

CsvText& CsvText::text(std::string_view any) {
  separate();
  csv_ += csv_cell(any);
  return *this;
}

CsvText& CsvText::number(std::int64_t value) {
  separate();
  csv_ += std::to_string(value);
  return *this;
}

CsvText& CsvText::number(double value) {
  if (!std::isfinite(value)) return blank();
  separate();
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
  csv_.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
  return *this;
}

CsvText& CsvText::blank() {
  separate();
  return *this;
}

void CsvText::end_row() {
  csv_ += "\r\n";
  row_begun_ = false;
}

}  // namespace consentry
