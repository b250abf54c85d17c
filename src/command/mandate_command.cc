// SPDX-License-Identifier: Apache-2.0
#include "command/mandate_command.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "command/file_bytes.h"
#include "command/mandate_count.h"
#include "command/mandate_data.h"
#include "command/mandate_key.h"
#include "command/mandate_officer.h"
#include "command/say.h"
#include "command/system_time.h"

namespace consentry {
namespace {

struct MandateWords {
  std::string data = kDefaultDataFolder;
  std::string file;
  std::string case_id;
  std::string pair;
  bool ended = false;
  bool duplicate = false;
  bool distinct = false;
};

struct OpenBook {
  ConsentData data;
  std::unique_ptr<SqliteMandates> book;
};

Result<OpenBook> open_book(const MandateWords& words) {
  auto data = ConsentData::open(words.data);
  if (!data) return data.error();
  auto book = open_mandates(*data);
  if (!book) return book.error();
  return OpenBook{*std::move(data), *std::move(book)};
}

Result<int> open_form(const MandateWords& words) {
  const auto toml = read_file(words.file, kMaxMandateFormBytes);
  if (!toml) return toml.error();
  const auto form = parse_mandate_form(words.file, *toml);
  if (!form) return form.error();
  const auto data = ConsentData::open_or_create(words.data);
  if (!data) return data.error();
  auto book = open_mandates(*data);
  if (!book) return book.error();
  const bool known = (*book)->form(form->id).has_value();
  // Another pepper would let everybody sign twice unseen, so a lost one is never drawn anew.
  if (known) {
    if (const auto pepper = read_pepper(*data, form->id); !pepper) return pepper.error();
  } else if (const Status made = make_pepper(*data, form->id); !made) {
    return made.error();
  }
  if (const Status done = (*book)->open_form(*toml, system_time()); !done) return done.error();
  std::printf("%s is open, version %s, in", form->id.c_str(), form->version.c_str());
  for (const MandateText& text : form->texts)
    std::printf(" %s (%s)", text.language.c_str(), to_hex(text.mandate_digest).c_str());
  std::printf("\n`consentry serve` shows it at /m/%s\n", form->id.c_str());
  return 0;
}

Result<int> close_form(const MandateWords& words) {
  auto open = open_book(words);
  if (!open) return open.error();
  const Status done = open->book->close_form(words.case_id, system_time(), words.ended);
  if (!done) return done.error();
  std::printf("%s takes no mandates any more%s\n", words.case_id.c_str(),
              words.ended ? "; its retention runs" : "");
  return 0;
}

std::string state_of(const StoredMandateForm& form) {
  if (form.ended) return "ended";
  return form.closed ? "closed" : "open";
}

Result<int> list_forms(const SqliteMandates& book) {
  const auto forms = book.forms();
  if (!forms) return forms.error();
  if (forms->empty()) {
    std::printf("no form was opened; begin with: consentry mandate open FORM.toml\n");
    return 0;
  }
  for (const StoredMandateForm& form : *forms) {
    const auto counts = book.state_counts(form.id);
    if (!counts) return counts.error();
    std::printf("%-32s %-7s %llu counted, %llu not confirmed yet, %llu withdrawn\n",
                form.id.c_str(), state_of(form).c_str(),
                static_cast<unsigned long long>(counts->confirmed),
                static_cast<unsigned long long>(counts->received),
                static_cast<unsigned long long>(counts->withdrawn));
  }
  return 0;
}

Result<int> list(const MandateWords& words) {
  const auto open = open_book(words);
  if (!open) return open.error();
  if (words.case_id.empty()) return list_forms(*open->book);
  if (const auto form = open->book->form(words.case_id); !form) return form.error();
  const auto mandates = open->book->numbered(words.case_id);
  if (!mandates) return mandates.error();
  std::printf("%8s  %-10s  %-10s  %-7s  %-8s  respondents\n", "number", "state", "confirmed",
              "country", "language");
  for (const StoredMandate& mandate : *mandates) {
    std::string respondents;
    for (const std::string& id : mandate.kept.facts.respondents) respondents += id + " ";
    std::printf("%8llu  %-10s  %-10s  %-7s  %-8s  %s\n",
                static_cast<unsigned long long>(mandate.number),
                std::string(name_of(mandate.state)).c_str(),
                to_rfc3339(mandate.confirmed.value_or(UtcTime{})).substr(0, 10).c_str(),
                mandate.kept.facts.country.c_str(), mandate.kept.facts.language.c_str(),
                respondents.c_str());
  }
  return 0;
}

// "17:230", the earlier one first.
std::optional<SuspectPair> parse_pair(const std::string& text) {
  SuspectPair pair;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, pair.earlier);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != ':') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, pair.later);
  if (second.ec != std::errc() || second.ptr != end) return std::nullopt;
  return pair;
}

Result<int> suspects(const MandateWords& words) {
  auto open = open_book(words);
  if (!open) return open.error();
  if (const auto form = open->book->form(words.case_id); !form) return form.error();
  if (words.duplicate != words.distinct) {
    const auto pair = parse_pair(words.pair);
    if (!pair) return invalid_input("name the pair as it is listed: 17:230");
    const Status done = open->book->decide(words.case_id, *pair, words.duplicate, system_time());
    if (!done) return done.error();
    std::printf("%s\n", words.duplicate ? "the earlier one counts no more" : "both count");
    return 0;
  }
  if (words.duplicate || !words.pair.empty())
    return invalid_input("a pair is either --duplicate or --distinct");
  const auto pairs = open->book->suspects(words.case_id);
  if (!pairs) return pairs.error();
  for (const SuspectPair& pair : *pairs)
    std::printf("%llu:%llu  %s\n", static_cast<unsigned long long>(pair.earlier),
                static_cast<unsigned long long>(pair.later),
                pair.same_mail ? "one mail address, two people by name"
                               : "one name and birth date or postal code, two mail addresses");
  if (pairs->empty()) std::printf("no pair waits for a decision\n");
  return 0;
}

Result<int> purge(const MandateWords& words) {
  auto open = open_book(words);
  if (!open) return open.error();
  const auto purged = open->book->purge(system_time());
  if (!purged) return purged.error();
  std::printf("%llu that nobody confirmed are forgotten, %llu erased at the end of retention\n",
              static_cast<unsigned long long>(purged->unconfirmed),
              static_cast<unsigned long long>(purged->retained));
  return 0;
}

Result<int> print_log(const MandateWords& words) {
  const auto open = open_book(words);
  if (!open) return open.error();
  const auto log = open->book->access_log(words.case_id);
  if (!log) return log.error();
  if (const auto entries = read_custody(*log); !entries) return entries.error();
  std::fputs(log->c_str(), stdout);
  return 0;
}

using Verb = Result<int> (*)(const MandateWords&);

CLI::App* add_verb(CLI::App& group, const char* name, const char* about, Verb verb,
                   const std::shared_ptr<MandateWords>& words, int& status) {
  CLI::App* command = group.add_subcommand(name, about);
  command->add_option("--data", words->data, "The consent server's data folder")
      ->type_name("DIR")
      ->capture_default_str();
  command->callback([words, verb, &status] {
    const Result<int> result = verb(*words);
    status = result ? *result : fail(result.error());
  });
  return command;
}

}  // namespace

void add_mandate_command(CLI::App& app, int& status) {
  CLI::App* group = app.add_subcommand(
      "mandate",
      "Mandates of a case: the form, the count and its proof, lists, withdrawal, erasure");
  group->require_subcommand(1);
  group->footer(
      "How an organisation runs this: docs/mandates.md\nExamples:\n"
      "  consentry mandate key new --out our-case.key\n"
      "  consentry mandate open our-form.toml\n"
      "  consentry mandate count our-case --certificate count.json\n");
  const auto words = std::make_shared<MandateWords>();
  add_mandate_key_command(*group, status);
  CLI::App* opened = add_verb(*group, "open", "Opens the form of a case, or changes its texts",
                              &open_form, words, status);
  opened->add_option("FORM", words->file, "docs/formats/mandate-form.md")->required();
  CLI::App* closed =
      add_verb(*group, "close", "Takes no further mandates", &close_form, words, status);
  closed->add_option("CASE", words->case_id, "Its id")->required();
  closed->add_flag("--case-ended", words->ended,
                   "The case is over: all is erased when its retention has passed");
  add_verb(*group, "list", "Forms, or the mandates of a case, without personal data", &list, words,
           status)
      ->add_option("CASE", words->case_id, "Its id; without it one line a form");
  add_mandate_count_commands(*group, status);
  CLI::App* likes = add_verb(*group, "suspects", "Pairs that may be one person; nothing is opened",
                             &suspects, words, status);
  likes->add_option("CASE", words->case_id, "Its id")->required();
  likes->add_option("PAIR", words->pair, "17:230, to decide on");
  likes->add_flag("--duplicate", words->duplicate,
                  "One person: the earlier mandate counts no more");
  likes->add_flag("--distinct", words->distinct, "Two people: both count");
  add_mandate_officer_commands(*group, status);
  add_verb(*group, "purge", "Forgets what was kept long enough; `serve` does it daily", &purge,
           words, status);
  add_verb(*group, "log", "Who opened what, when and why, as chained lines", &print_log, words,
           status)
      ->add_option("CASE", words->case_id, "Its id")
      ->required();
}

}  // namespace consentry
