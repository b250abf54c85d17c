// SPDX-License-Identifier: Apache-2.0
#include "core/classify/open_cookie_database.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace consentry {
namespace {

constexpr std::size_t kMinFreeNameLength = 3;
constexpr std::size_t kMissing = static_cast<std::size_t>(-1);

struct CsvRow {
  std::vector<std::string> cells;
  int line = 0;  // where it begins
};

// Walks RFC 4180 records; quoted cells may span lines. A quote left open runs to the end.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : rest_(text) {}

  bool next(CsvRow& row) {
    if (rest_.empty()) return false;
    row.cells.clear();
    row.line = line_;
    bool more = true;
    while (more) more = read_cell(row);
    return true;
  }

 private:
  // True when another cell follows in the same record.
  bool read_cell(CsvRow& row) {
    std::string& cell = row.cells.emplace_back();
    bool quoted = false;
    std::size_t at = 0;
    for (; at < rest_.size(); ++at) {
      const char c = rest_[at];
      if (c == '\n') ++line_;
      if (c == '"') {
        if (quoted && at + 1 < rest_.size() && rest_[at + 1] == '"') {
          cell += '"';
          ++at;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (c == ',' || c == '\n')) {
        break;
      } else if (quoted || c != '\r') {
        cell += c;
      }
    }
    const bool more = at < rest_.size() && rest_[at] == ',';
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
    return more;
  }

  std::string_view rest_;
  int line_ = 1;
};

struct Columns {
  std::size_t platform = kMissing, category = kMissing, name = kMissing, domain = kMissing;
  std::size_t retention = kMissing, wildcard = kMissing;

  explicit Columns(const std::vector<std::string>& header) {
    const std::array<std::pair<std::string_view, std::size_t*>, 6> wanted{{
        {"platform", &platform},
        {"category", &category},
        {"cookie / data key name", &name},
        {"domain", &domain},
        {"retention period", &retention},
        {"wildcard match", &wildcard},
    }};
    for (std::size_t i = 0; i < header.size(); ++i) {
      std::string title = header[i];
      if (title.substr(0, 3) == "\xEF\xBB\xBF") title.erase(0, 3);
      std::transform(title.begin(), title.end(), title.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      for (const auto& [text, column] : wanted) {
        if (title == text) *column = i;
      }
    }
  }
  [[nodiscard]] bool complete() const { return category != kMissing && name != kMissing; }
};

std::string cell_of(const CsvRow& row, std::size_t column) {
  return column < row.cells.size() ? row.cells[column] : std::string();
}

Purpose purpose_of_category(std::string_view category) {
  static constexpr std::array<std::pair<std::string_view, Purpose>, 5> kTable{{
      {"Marketing", Purpose::marketing},
      {"Analytics", Purpose::statistics},
      {"Security", Purpose::necessary},
      {"Necessary", Purpose::necessary},
      {"Personalization", Purpose::preferences},
  }};
  for (const auto& [name, purpose] : kTable) {
    if (name == category) return purpose;
  }
  return Purpose::unknown;
}

// "facebook.com (3rd party)", ".linkedin.com", "advertiser's website domain": only a host counts.
std::string domain_of_cell(std::string_view cell) {
  const std::string_view word = cell.substr(0, cell.find_first_of(" (,;/"));
  std::string domain(word.substr(std::min(word.find_first_not_of('.'), word.size())));
  std::transform(domain.begin(), domain.end(), domain.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const bool host =
      domain.find('.') != std::string::npos &&
      domain.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string::npos;
  return host ? domain : std::string();
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// False when the row says nothing that can be used.
bool read_entry(const CsvRow& row, const Columns& columns, CookieEntry& entry) {
  entry.name = trimmed(cell_of(row, columns.name));
  entry.domain = domain_of_cell(trimmed(cell_of(row, columns.domain)));
  entry.vendor = trimmed(cell_of(row, columns.platform));
  entry.lasts = trimmed(cell_of(row, columns.retention));
  const std::string category = trimmed(cell_of(row, columns.category));
  entry.purpose = purpose_of_category(category);
  const bool wildcard = trimmed(cell_of(row, columns.wildcard)) == "1";
  if (entry.name.size() < (entry.domain.empty() ? kMinFreeNameLength : 1)) return false;
  if (wildcard && entry.name.find('*') == std::string::npos) entry.name += '*';
  entry.source.line = row.line;
  entry.source.text = entry.name + ": " + category + ", " + entry.vendor;
  return entry.name.find_first_not_of('*') != std::string::npos;
}

}  // namespace

bool looks_like_cookie_database(std::string_view text) {
  CsvRow header;
  return CsvReader(text.substr(0, text.find('\n'))).next(header) &&
         Columns(header.cells).complete();
}

Result<std::vector<CookieEntry>> parse_open_cookie_database(const DataFile& csv) {
  if (csv.text.size() > kMaxCookieDatabaseBytes) {
    return Error{ErrorKind::exhausted, csv.name + ": larger than 32 MiB"};
  }
  CsvReader reader(csv.text);
  CsvRow row;
  if (!reader.next(row)) return invalid_input(csv.name + ": is empty");
  const Columns columns(row.cells);
  if (!columns.complete()) {
    return invalid_input(csv.name + ": line 1: no columns 'Category' and 'Cookie / Data Key name'");
  }
  std::vector<CookieEntry> entries;
  const std::string version = digest_version(csv.text);
  while (reader.next(row)) {
    CookieEntry entry;
    if (!read_entry(row, columns, entry)) continue;
    if (entries.size() == kMaxCookieDatabaseRows) {
      return Error{ErrorKind::exhausted, csv.name + ": more than 200,000 rows"};
    }
    entry.source.list = csv.name;
    entry.source.version = version;
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace consentry
