// SPDX-License-Identifier: Apache-2.0
#include "core/classify/cookie_catalogue.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/origin.h"
#include "core/classify/open_cookie_database.h"

namespace consentry {
namespace {

bool is_pattern(std::string_view name) { return name.find('*') != std::string_view::npos; }

// '*' stands for any run of bytes. Linear in text times number of stars; no recursion.
bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool kind_fits(EntryKind wanted, std::string_view kind) {
  if (wanted == EntryKind::any) return true;
  return (wanted == EntryKind::cookie) == (kind == "cookie");
}

bool applies(const CookieEntry& entry, std::string_view kind, std::string_view host) {
  return kind_fits(entry.kind, kind) &&
         (entry.domain.empty() || domain_matches(host, entry.domain));
}

std::size_t literal_length(const CookieEntry& entry) {
  return entry.name.size() -
         static_cast<std::size_t>(std::count(entry.name.begin(), entry.name.end(), '*'));
}

// One level of the cascade: the curated rows, or the imported ones.
class Layer {
 public:
  explicit Layer(std::vector<CookieEntry> entries) : entries_(std::move(entries)) {
    for (const CookieEntry& entry : entries_) {
      if (is_pattern(entry.name)) {
        patterns_.push_back(&entry);
      } else {
        exact_[entry.name].push_back(&entry);
      }
    }
    // All rows stand in one vector, so the order of addresses is the order of the files.
    std::sort(patterns_.begin(), patterns_.end(), [](const CookieEntry* a, const CookieEntry* b) {
      if (a->domain.empty() != b->domain.empty()) return !a->domain.empty();
      if (literal_length(*a) != literal_length(*b)) return literal_length(*a) > literal_length(*b);
      return a < b;
    });
  }

  [[nodiscard]] const CookieEntry* find(std::string_view kind, std::string_view host,
                                        std::string_view name) const {
    if (const CookieEntry* exact = find_exact(kind, host, name)) return exact;
    for (const CookieEntry* entry : patterns_) {
      if (applies(*entry, kind, host) && glob_matches(entry->name, name)) return entry;
    }
    return nullptr;
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  [[nodiscard]] const CookieEntry* find_exact(std::string_view kind, std::string_view host,
                                              std::string_view name) const {
    const auto rows = exact_.find(name);
    if (rows == exact_.end()) return nullptr;
    const CookieEntry* best = nullptr;
    for (const CookieEntry* entry : rows->second) {
      if (!applies(*entry, kind, host)) continue;
      if (best == nullptr || entry->domain.size() > best->domain.size()) best = entry;
    }
    return best;
  }

  std::vector<CookieEntry> entries_;  // not changed after construction: the others point into it
  std::unordered_map<std::string_view, std::vector<const CookieEntry*>> exact_;
  std::vector<const CookieEntry*> patterns_;
};

}  // namespace

struct CookieCatalogue::Index {
  Layer curated;
  Layer imported;
};

CookieCatalogue::CookieCatalogue(std::unique_ptr<const Index> index) : index_(std::move(index)) {}
CookieCatalogue::CookieCatalogue(CookieCatalogue&&) noexcept = default;
CookieCatalogue& CookieCatalogue::operator=(CookieCatalogue&&) noexcept = default;
CookieCatalogue::~CookieCatalogue() = default;

Result<CookieCatalogue> CookieCatalogue::parse(std::span<const DataFile> curated_toml,
                                               std::span<const DataFile> imported_csv) {
  std::vector<CookieEntry> curated;
  for (const DataFile& file : curated_toml) {
    auto rows = parse_cookie_toml(file);
    if (!rows) return rows.error();
    std::move(rows->begin(), rows->end(), std::back_inserter(curated));
  }
  std::vector<CookieEntry> imported;
  for (const DataFile& file : imported_csv) {
    auto rows = parse_open_cookie_database(file);
    if (!rows) return rows.error();
    std::move(rows->begin(), rows->end(), std::back_inserter(imported));
  }
  return CookieCatalogue(
      std::make_unique<const Index>(Index{Layer(std::move(curated)), Layer(std::move(imported))}));
}

const CookieEntry* CookieCatalogue::find(std::string_view kind, std::string_view host,
                                         std::string_view name) const {
  if (const CookieEntry* entry = index_->curated.find(kind, host, name)) return entry;
  return index_->imported.find(kind, host, name);
}

std::size_t CookieCatalogue::size() const {
  return index_->curated.size() + index_->imported.size();
}

}  // namespace consentry
