// SPDX-License-Identifier: Apache-2.0
#include "core/dossier/letter_book.h"

#include <algorithm>
#include <set>
#include <toml++/toml.h>

#include "core/judge/strict_table.h"
#include "core/judge/toml_text.h"

namespace consentry {
namespace {

constexpr int kMaxTermDays = 365;

const std::vector<std::string> kInserts{
    "facts",  "device-facts", "fixes",        "rules", "represented", "respondents", "competence",
    "relief", "fault",        "national-law", "sites", "course",      "signature",   "annexes"};
const std::vector<std::string> kNeeds{"facts",    "device-facts", "represented",     "relief",
                                      "statutes", "respondents",  "complaint-lodged"};
// Sentences that composing itself uses.
const std::vector<std::string> kWords{"draft",
                                      "changed",
                                      "signed",
                                      "unverified",
                                      "fact",
                                      "seen",
                                      "artefact",
                                      "bundle",
                                      "recorded",
                                      "recorded-items",
                                      "recorded-parties",
                                      "recorded-both",
                                      "sealed",
                                      "unsealed",
                                      "bundle-named",
                                      "bundle-look",
                                      "statutes",
                                      "fact-repeated",
                                      "seat",
                                      "register",
                                      "lead",
                                      "reply-to",
                                      "authority-law",
                                      "closing",
                                      "annexes-heading",
                                      "claimant-name",
                                      "claimant-address",
                                      "setting",
                                      "setting-unverified"};
const std::vector<std::string> kPlaceholders{
    "site",   "sites",      "time",    "phase",   "title",   "count",    "summary",  "path",
    "line",   "digest",     "basis",   "name",    "date",    "statutes", "register", "seat",
    "lead",   "law",        "contact", "sender",  "scanned", "deadline", "lodged",   "silence",
    "rescan", "respondent", "manager", "setting", "source",  "items",    "parties",  "bundle"};

Result<toml::table> letter_table(const std::string& file, std::string_view text) {
  if (text.size() > kMaxLetterFileBytes)
    return Error{ErrorKind::exhausted, file + " is too large for a file of letters"};
  return parse_toml(file, text);
}

LetterPart read_part(StrictTable table, const LetterBook& book) {
  LetterPart part;
  part.insert = table.optional_text("insert");
  if (!part.insert.empty()) {
    if (std::ranges::find(kInserts, part.insert) == kInserts.end())
      table.fail("insert", "nothing writes '" + part.insert + "'");
    table.finish();
    return part;
  }
  part.text = table.text("text");
  const std::string as = table.optional_text("as");
  part.as = as.empty() ? "paragraph" : as;
  if (part.as != "paragraph" && part.as != "subject" && part.as != "heading" && part.as != "bullet")
    table.fail("as", "must be paragraph, subject, heading or bullet");
  for (const std::string& id : table.texts("basis", false)) {
    const auto found = std::ranges::find(book.bases, id, &DraftBasis::id);
    if (found == book.bases.end()) {
      table.fail("basis", "no such basis: " + id);
    } else {
      part.basis.push_back(&*found);
    }
  }
  const std::string only = table.optional_text("only_with");
  part.only_with_rescan = only == "rescan";
  if (!only.empty() && !part.only_with_rescan) table.fail("only_with", "must be rescan");
  table.finish();
  return part;
}

int optional_days(StrictTable& table, std::string_view key) {
  const auto number = table.number(key);
  if (!number) return 0;
  if (*number < 1 || *number > kMaxTermDays) table.fail(key, "must be 1 to 365 days");
  return static_cast<int>(*number);
}

Letter read_letter(StrictTable table, const LetterBook& book) {
  Letter letter;
  letter.kind = table.text("kind");
  letter.about = table.text("about");
  letter.to_authority = table.one_of("to", {"authority", "respondent"}) == "authority";
  letter.from_claimant = table.optional_text("from") == "claimant";
  letter.needs = table.texts("needs", true);
  for (const std::string& need : letter.needs) {
    if (std::ranges::find(kNeeds, need) == kNeeds.end()) table.fail("needs", "unknown: " + need);
  }
  letter.days = optional_days(table, "days");
  letter.at_least_days = optional_days(table, "at_least_days");
  for (const toml::table* each : table.tables("part")) {
    const std::string where = table.where() + ": part " + std::to_string(letter.parts.size() + 1);
    letter.parts.push_back(read_part(StrictTable(*each, where, table.first_error()), book));
  }
  if (letter.parts.empty()) table.fail("part", "a letter says something");
  table.finish();
  return letter;
}

std::set<std::string> sentences_of(const LetterBook& book) {
  std::set<std::string> ids;
  for (const Letter& letter : book.letters) {
    for (const LetterPart& part : letter.parts) {
      if (!part.text.empty()) ids.insert(part.text);
    }
  }
  return ids;
}

void read_sentences(StrictTable& top, std::string_view key, const std::set<std::string>& ids,
                    LetterWords& words) {
  const toml::table* found = top.table(key);
  if (found == nullptr) return top.fail(key, "is missing");
  StrictTable table(*found, top.where(), top.first_error());
  for (const std::string& id : ids) {
    words.of[id] = table.text(id);
    for (const std::string& name : placeholders_of(words.of[id])) {
      if (std::ranges::find(kPlaceholders, name) == kPlaceholders.end())
        table.fail(id, "nothing fills {" + name + "}");
    }
  }
  table.finish();
}

}  // namespace

const Letter* LetterBook::find(std::string_view kind) const {
  const auto found = std::ranges::find(letters, kind, &Letter::kind);
  return found == letters.end() ? nullptr : &*found;
}

Result<LetterBook> parse_letters(const std::string& file, std::string_view text) {
  const auto root = letter_table(file, text);
  if (!root) return root.error();
  FirstError error;
  StrictTable top(*root, file, error);
  LetterBook book;
  for (const toml::table* each : top.tables("basis")) {
    StrictTable table(*each, file + ": basis " + std::to_string(book.bases.size() + 1), error);
    DraftBasis basis{table.text("id"), table.text("text")};
    const std::string mark = table.one_of("mark", {"C", "S", "M"});
    if (!mark.empty()) basis.mark = mark.front();
    table.finish();
    book.bases.push_back(std::move(basis));
  }
  for (const toml::table* each : top.tables("letter")) {
    const std::string where = file + ": letter " + std::to_string(book.letters.size() + 1);
    book.letters.push_back(read_letter(StrictTable(*each, where, error), book));
  }
  top.finish();
  if (error) return *error;
  return book;
}

const std::string& LetterWords::at(std::string_view id) const {
  static const std::string kNone;
  const auto found = of.find(id);
  return found == of.end() ? kNone : found->second;
}

Result<LetterWords> parse_letter_words(const std::string& file, std::string_view text,
                                       const LetterBook& book) {
  const auto root = letter_table(file, text);
  if (!root) return root.error();
  FirstError error;
  StrictTable top(*root, file, error);
  LetterWords words;
  words.language = top.text("language");
  read_sentences(top, "words", {kWords.begin(), kWords.end()}, words);
  read_sentences(top, "text", sentences_of(book), words);
  top.finish();
  if (error) return *error;
  return words;
}

std::vector<std::string> placeholders_of(std::string_view sentence) {
  std::vector<std::string> names;
  for (std::size_t at = sentence.find('{'); at != std::string_view::npos;
       at = sentence.find('{', at + 1)) {
    const std::size_t end = sentence.find('}', at);
    if (end == std::string_view::npos) break;
    names.emplace_back(sentence.substr(at + 1, end - at - 1));
  }
  return names;
}

std::string filled_sentence(std::string_view sentence, const Filling& values) {
  std::string text;
  while (true) {
    const std::size_t at = sentence.find('{');
    const std::size_t end = sentence.find('}', at == std::string_view::npos ? 0 : at);
    if (at == std::string_view::npos || end == std::string_view::npos)
      return text + std::string(sentence);
    text += sentence.substr(0, at);
    const std::string_view name = sentence.substr(at + 1, end - at - 1);
    const auto found =
        std::ranges::find(values, name, [](const auto& value) { return value.first; });
    if (found != values.end()) text += found->second;
    sentence.remove_prefix(end + 1);
  }
}

}  // namespace consentry
