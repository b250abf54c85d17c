// SPDX-License-Identifier: Apache-2.0
// A strict reader of RFC 4180 for tests: CRLF after every row, quotes only around whole cells, the
// same number of cells in every row. Anything else throws std::runtime_error.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/display_text.h"

namespace consentry {

using CsvRow = std::map<std::string, std::string>;  // by column name

class CsvReader {
 public:
  // Rows without the header.
  static std::vector<CsvRow> read(std::string_view csv) {
    if (valid_utf8(csv) != csv) throw std::runtime_error("no UTF-8");
    CsvReader reader(csv);
    const std::vector<std::string> header = reader.row();
    std::vector<CsvRow> rows;
    while (!reader.rest_.empty()) {
      const std::vector<std::string> cells = reader.row();
      if (cells.size() != header.size()) throw std::runtime_error("another number of cells");
      CsvRow& row = rows.emplace_back();
      for (std::size_t i = 0; i < cells.size(); ++i) row[header[i]] = cells[i];
    }
    return rows;
  }

 private:
  explicit CsvReader(std::string_view rest) : rest_(rest) {}

  std::vector<std::string> row() {
    std::vector<std::string> cells{cell()};
    while (accept(",")) cells.push_back(cell());
    if (!accept("\r\n")) throw std::runtime_error("a row without its end");
    return cells;
  }

  std::string cell() {
    if (!accept("\"")) {
      const std::string plain(rest_.substr(0, rest_.find_first_of(",\r\n\"")));
      rest_.remove_prefix(plain.size());
      return plain;
    }
    std::string quoted;
    while (!rest_.empty()) {
      if (accept("\"\"")) {
        quoted += '"';
      } else if (accept("\"")) {
        return quoted;
      } else {
        quoted += rest_.front();
        rest_.remove_prefix(1);
      }
    }
    throw std::runtime_error("an open quote");
  }

  bool accept(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  std::string_view rest_;
};

}  // namespace consentry
