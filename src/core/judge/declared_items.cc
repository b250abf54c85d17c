// SPDX-License-Identifier: Apache-2.0
#include "core/judge/declared_items.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/judge/declared_duration.h"

namespace consentry {
namespace {

using Field = DeclaredField;
using Roles = std::vector<std::optional<Field>>;

// More than that is a sentence, no heading of a column and no label.
constexpr std::size_t kLongestHead = 60;
constexpr std::size_t kMostHeadWords = 6;
// "Purpose of the cookie" holds the word for a name as well: the field that says more comes first.
constexpr std::array kOrder{Field::expiry, Field::purpose, Field::provider, Field::kind,
                            Field::name};

bool holds(const std::vector<FoldedWord>& text, const std::vector<Phrase>& phrases, bool whole) {
  const std::size_t last = whole ? 1 : text.size();
  for (std::size_t at = 0; at < last; ++at) {
    for (const Phrase& phrase : phrases) {
      if (whole && phrase.size() != text.size()) continue;
      if (stands_at(text, at, phrase)) return true;
    }
  }
  return false;
}

// Reads heads of columns and labels; the same few come up again and again on a page.
class Heads {
 public:
  explicit Heads(const std::vector<DeclarationWords>& words) : words_(words) {}

  // whole: nothing else may stand beside the word.
  std::optional<Field> field(const std::string& text, bool whole) {
    if (text.empty() || text.size() > kLongestHead) return std::nullopt;
    const auto [known, fresh] = known_.try_emplace({text, whole}, std::nullopt);
    if (fresh) known->second = look(text, whole);
    return known->second;
  }

 private:
  [[nodiscard]] std::optional<Field> look(const std::string& text, bool whole) const {
    const std::vector<FoldedWord> folded = fold_words(text);
    if (folded.empty() || folded.size() > kMostHeadWords) return std::nullopt;
    for (const Field field : kOrder) {
      for (const DeclarationWords& language : words_) {
        if (holds(folded, language.fields.at(static_cast<std::size_t>(field)), whole)) return field;
      }
    }
    return std::nullopt;
  }

  const std::vector<DeclarationWords>& words_;
  std::map<std::pair<std::string, bool>, std::optional<Field>> known_;
};

std::optional<std::string>* place(DeclaredItem& item, Field field) {
  switch (field) {
    case Field::provider:
      return &item.provider;
    case Field::purpose:
      return &item.purpose;
    case Field::expiry:
      return &item.expiry;
    case Field::kind:
      return &item.kind;
    case Field::name:
      break;
  }
  return nullptr;
}

void fill(DeclaredItem& item, Field field, const std::string& value) {
  std::optional<std::string>* slot = place(item, field);
  if (slot == nullptr) return;
  if (!slot->has_value() || says_nothing(**slot)) {
    *slot = value;
  } else {
    (*slot)->append(" ").append(value);
  }
}

// The field of each column, or nothing when the row does not head such a table.
std::optional<Roles> roles_of(const std::vector<std::string>& row, Heads& heads) {
  Roles roles;
  for (const std::string& cell : row) roles.push_back(heads.field(cell, false));
  // Of several columns of names, the one that says nothing else ("Cookie", not "Cookie group").
  const auto is_name = [](std::optional<Field> field) { return field == Field::name; };
  auto name = std::ranges::find_if(
      row, [&](const std::string& cell) { return heads.field(cell, true) == Field::name; });
  auto column = name == row.end() ? std::ranges::find_if(roles, is_name)
                                  : roles.begin() + (name - row.begin());
  const bool more = std::ranges::any_of(
      roles, [](std::optional<Field> field) { return field && field != Field::name; });
  if (column == roles.end() || !more) return std::nullopt;
  std::ranges::replace_if(roles, is_name, std::optional<Field>());
  *column = Field::name;
  return roles;
}

bool may_tell_duration(const std::string& cell) {
  return cell.size() <= kLongestHead &&
         std::ranges::any_of(cell, [](char c) { return c >= '0' && c <= '9'; });
}

class ItemReader {
 public:
  explicit ItemReader(const std::vector<DeclarationWords>& words) : words_(words), heads_(words) {}

  void read(const DocumentBlock& block) {
    if (block.kind == DocumentBlock::Kind::table) {
      read_table(block.rows);
    } else {
      read_line(block.text, block.kind == DocumentBlock::Kind::heading);
    }
  }

  std::vector<DeclaredItem> finish() {
    close();
    return std::move(items_);
  }

 private:
  void read_table(const std::vector<std::vector<std::string>>& rows) {
    close();
    if (rows.empty()) return;
    const auto roles = roles_of(rows.front(), heads_);
    if (!roles) {
      read_labelled_rows(rows);
      return;
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
      // The head may be said again for a further part.
      if (rows[i] != rows.front()) add_row(*roles, rows[i]);
    }
  }

  void add_row(const Roles& roles, const std::vector<std::string>& cells) {
    DeclaredItem item;
    item.heading = heading_;
    for (std::size_t i = 0; i < roles.size(); ++i) {
      const std::string cell = i < cells.size() ? cells[i] : std::string();
      if (!roles[i]) {
        // A column whose head was not understood.
        const bool lasts = may_tell_duration(cell) && tells_duration(read_duration(cell, words_));
        if (lasts) fill(item, Field::expiry, cell);
        continue;
      }
      if (*roles[i] == Field::name) {
        item.name = cell;
        item.patterns = declared_names(cell);
      } else {
        fill(item, *roles[i], cell);
      }
    }
    // A row of one cell across all columns heads what follows.
    const bool spans = cells.size() > 1 && std::ranges::all_of(cells, [&](const std::string& cell) {
                         return cell == cells.front();
                       });
    if (spans) heading_ = cells.front();
    if (!spans && !item.patterns.empty()) items_.push_back(std::move(item));
  }

  // A table whose first column names the fields, one item below the other.
  void read_labelled_rows(const std::vector<std::vector<std::string>>& rows) {
    for (const std::vector<std::string>& row : rows) {
      if (row.size() != 2) continue;
      if (const auto field = heads_.field(row.front(), true)) take(*field, row.back());
    }
    close();
  }

  void read_line(const std::string& text, bool heading) {
    if (pending_) {
      const Field field = *pending_;
      pending_.reset();
      if (!heads_.field(text, true)) {
        take(field, text);
        return;
      }
      take(field, {});
    }
    const std::size_t colon = text.find(':');
    if (const auto field = heads_.field(text.substr(0, colon), true)) {
      const std::size_t value =
          colon == std::string::npos ? std::string::npos : text.find_first_not_of(" \t", colon + 1);
      if (value == std::string::npos) {
        pending_ = field;
      } else {
        take(*field, text.substr(value));
      }
    } else if (heading) {
      close();
      heading_ = text;
    }
  }

  void take(Field field, const std::string& value) {
    if (field == Field::name) {
      close();
      open_ = DeclaredItem{};
      open_->name = value;
      open_->patterns = declared_names(value);
      open_->heading = heading_;
    } else if (open_) {
      fill(*open_, field, value);
    }
  }

  void close() {
    const bool told = open_ && (open_->provider || open_->purpose || open_->expiry);
    if (told && !open_->patterns.empty()) items_.push_back(std::move(*open_));
    open_.reset();
    pending_.reset();
  }

  const std::vector<DeclarationWords>& words_;
  Heads heads_;
  std::string heading_;
  std::optional<DeclaredItem> open_;
  std::optional<Field> pending_;
  std::vector<DeclaredItem> items_;
};

}  // namespace

std::vector<DeclaredItem> declared_items(const DocumentPage& page,
                                         const std::vector<DeclarationWords>& words) {
  ItemReader reader(words);
  for (const DocumentBlock& block : page.blocks) reader.read(block);
  return reader.finish();
}

bool says_nothing(std::string_view cell) {
  const std::vector<FoldedWord> words = fold_words(cell);
  if (words.empty()) return true;
  constexpr std::array<std::string_view, 6> kNothing{"n", "na", "nvt", "null", "undefined", "tbd"};
  const bool not_applicable = words.size() == 2 && words[0].text == "n" && words[1].text == "a";
  return not_applicable ||
         (words.size() == 1 && std::ranges::find(kNothing, words[0].text) != kNothing.end());
}

}  // namespace consentry
