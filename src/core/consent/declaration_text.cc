// SPDX-License-Identifier: Apache-2.0
#include "core/consent/declaration_text.h"

#include <boost/json.hpp>
#include <set>
#include <utility>

#include "core/consent/locale_words.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::string_view kFromRegistry = " *";

class Wording {
 public:
  Wording(const Texts& texts, std::string_view language) : texts_(texts), language_(language) {}

  // Empty when there is none.
  [[nodiscard]] std::string text(std::string_view key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? std::string() : found->second;
  }

  // The site's own words, else the ready-made ones.
  [[nodiscard]] std::string of_group(const DeclarationGroup& group, const Texts& own,
                                     std::string_view what) const {
    if (group.category == kUnknownGroup) return text("unknown");
    if (const auto found = own.find(language_); found != own.end()) return found->second;
    std::string ready = text("categories." + group.category + "." + std::string(what));
    return ready.empty() ? group.category : ready;
  }

  [[nodiscard]] std::vector<std::string> heads() const {
    return {text("name"),   text("provider"), text("purpose"),
            text("expiry"), text("kind"),     text("country")};
  }

  [[nodiscard]] std::vector<std::string> row(const DeclarationEntry& entry,
                                             const std::string& purpose) const {
    return {entry.name, provider(entry), purpose, lasts(entry), kind(entry), country(entry)};
  }

 private:
  [[nodiscard]] std::string provider(const DeclarationEntry& entry) const {
    if (entry.provider.empty()) return entry.host.empty() ? text("unknown") : entry.host;
    if (entry.host.empty() || entry.host == entry.provider) return entry.provider;
    return entry.provider + " (" + entry.host + ")";
  }

  [[nodiscard]] std::string lasts(const DeclarationEntry& entry) const {
    switch (entry.kept) {
      case KeptFor::session:
        return text("session");
      case KeptFor::endless:
        return text("persistent");
      case KeptFor::seconds:
        return duration_words(entry.seconds, language_);
      case KeptFor::unknown:
        break;
    }
    return text("unknown");
  }

  [[nodiscard]] std::string kind(const DeclarationEntry& entry) const {
    if (entry.kind == "cookie") return text("cookie");
    if (entry.kind == "local") return text("local_storage");
    return text(entry.kind == "session" ? "session_storage" : "database");
  }

  [[nodiscard]] std::string country(const DeclarationEntry& entry) const {
    if (entry.country.empty()) return text("unknown");
    return country_words(entry.country, language_) + std::string(kFromRegistry);
  }

  const Texts& texts_;
  std::string language_;
};

// Nothing of a page may turn into markup; a bar would end the cell.
std::string cell_text(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (std::string_view("\\|`*_[]<>&").find(c) != std::string_view::npos) cell += '\\';
    cell += c == '\n' || c == '\r' ? ' ' : c;
  }
  return cell;
}

json::array rows_json(const DeclarationTable& table) {
  json::array rows;
  for (const auto& row : table.rows) {
    json::array cells;
    for (const std::string& cell : row) cells.emplace_back(cell);
    rows.push_back(std::move(cells));
  }
  return rows;
}

}  // namespace

WordedDeclaration worded(const SiteDeclaration& declaration, const Texts& texts,
                         std::string_view language) {
  const Wording wording(texts, language);
  WordedDeclaration words{
      std::string(language),
      wording.text("title"),
      wording.text("updated") + ": " + date_words(declaration.scanned, language),
      {},
      wording.text("change"),
      {}};
  bool from_registry = false;
  std::set<std::string> outside;
  for (const DeclarationGroup& group : declaration.groups) {
    DeclarationTable table{group.category,
                           wording.of_group(group, group.name, "name"),
                           wording.of_group(group, group.description, "description"),
                           {wording.heads()}};
    for (const DeclarationEntry& entry : group.entries) {
      table.rows.push_back(wording.row(entry, table.description));
      from_registry |= !entry.country.empty();
      if (!entry.country.empty() && !in_european_economic_area(entry.country))
        outside.insert(entry.provider);
    }
    words.tables.push_back(std::move(table));
  }
  if (from_registry) words.notes.push_back("* " + wording.text("registry"));
  if (!outside.empty()) {
    std::string names;
    for (const std::string& name : outside) names += (names.empty() ? "" : ", ") + name;
    words.notes.push_back(wording.text("transfer") + ": " + names + ".");
  }
  return words;
}

std::string declaration_markdown(const WordedDeclaration& words) {
  std::string text = "# " + cell_text(words.title) + "\n\n" + cell_text(words.updated) + "\n";
  for (const DeclarationTable& table : words.tables) {
    text += "\n## " + cell_text(table.heading) + "\n\n";
    if (table.description != table.heading) text += cell_text(table.description) + "\n\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      for (const std::string& cell : table.rows[i]) text += "| " + cell_text(cell) + " ";
      text += "|\n";
      if (i > 0) continue;
      for (std::size_t column = 0; column < table.rows[i].size(); ++column) text += "|---";
      text += "|\n";
    }
  }
  for (const std::string& note : words.notes) text += "\n" + cell_text(note) + "\n";
  return text;
}

std::string declaration_json(const SiteDeclaration& declaration, const WordedDeclaration& words) {
  json::array tables;
  for (const DeclarationTable& table : words.tables) {
    tables.push_back({{"category", table.category},
                      {"heading", table.heading},
                      {"description", table.description},
                      {"rows", rows_json(table)}});
  }
  json::array notes;
  for (const std::string& note : words.notes) notes.emplace_back(note);
  json::object all = json::parse(declaration_json(declaration)).as_object();
  all["text"] = json::object{{"language", words.language},  {"title", words.title},
                             {"updated", words.updated},    {"change", words.change},
                             {"tables", std::move(tables)}, {"notes", std::move(notes)}};
  return json::serialize(all);
}

}  // namespace consentry
