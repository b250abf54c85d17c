// SPDX-License-Identifier: Apache-2.0
#include "command/case_draft.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "command/case_reading.h"
#include "command/embedded.h"
#include "command/exit_status.h"
#include "command/printed_reports.h"
#include "command/report_languages.h"
#include "command/say.h"
#include "command/sealed_reading.h"
#include "command/stored_scan.h"
#include "command/user_lists.h"
#include "core/dossier/draft_output.h"
#include "core/judge/nearest.h"
#include "io/store/archive_file.h"
#include "io/store/evidence_folder.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLetters = "data/drafts/letters.toml";
constexpr std::string_view kGuide = "data/drafts/guides.toml";

struct DraftWords {
  std::string kind;
  CaseName name;
  std::string scan;
  std::string to;
  std::string rescan;
  std::string language = "en";
  std::string on;
  std::string format = "text";
  std::string out;
  std::optional<int> days;  // empty: the letter's own
  bool pdf = false;
};

Result<LetterBook> letters() { return parse_letters(std::string(kLetters), embedded(kLetters)); }

Result<LetterWords> letter_words(const std::string& language, const LetterBook& book) {
  const std::string file = "data/drafts/" + language + ".toml";
  return parse_letter_words(file, embedded(file), book);
}

// They stay together: the facts refer into guide and report.
struct ScanFacts {
  FixGuide guide;
  ScanReport report;
  DraftFacts facts;
};

Result<std::unique_ptr<ScanFacts>> read_facts(const fs::path& folder) {
  auto lists = read_user_lists();
  if (!lists) return lists.error();
  const auto knowledge = Knowledge::load(*std::move(lists));
  if (!knowledge) return knowledge.error();
  const auto manifest = read_manifest(folder);
  if (!manifest) return manifest.error();
  auto read = std::make_unique<ScanFacts>();
  read->report = judge_stored(folder, *manifest, **knowledge);
  auto guide = parse_fix_guide(std::string(kGuide), embedded(kGuide));
  if (!guide) return guide.error();
  read->guide = *std::move(guide);
  read->facts = draft_facts(read->report, &read->guide, sealed_records(folder));
  return read;
}

// A letter that was signed off keeps its date, unless another is asked for.
Result<Date> letter_date(const DraftWords& words, const CaseFile& file) {
  if (words.on.empty()) {
    for (const SignOff& each : file.parties.signed_off) {
      if (each.draft == words.kind && each.language == words.language) return each.on;
    }
  }
  return day_of(words.on);
}

Status write_document(const fs::path& path, const Draft& draft) {
  auto archive = ArchiveWriter::create(path);
  if (!archive) return archive.error();
  for (const auto& [name, bytes] : draft_document(draft)) {
    if (auto put = archive->put(name, bytes); !put) return put;
  }
  return archive->finish();
}

Status write_files(const DraftWords& words, const Draft& draft, const ReportLanguage& language) {
  const fs::path out = words.out;
  const std::string name = draft.kind + "-" + draft.language;
  std::error_code error;
  fs::create_directories(out, error);
  if (error) return Error{ErrorKind::unavailable, out.string() + ": " + error.message()};
  if (auto done = write_whole_file(out / (name + ".txt"), draft_text(draft)); !done) return done;
  if (auto done = write_whole_file(out / (name + ".html"), draft_html(draft, language)); !done)
    return done;
  if (auto done = write_document(out / (name + ".odt"), draft); !done) return done;
  if (words.pdf) {
    if (auto done = print_page(out, name); !done) return done;
  }
  say(name + ".txt, .html" + (words.pdf ? ", .pdf" : "") + " and .odt are in " + words.out);
  return {};
}

void say_how_to_sign(const Draft& draft, const std::string& day) {
  if (draft.state == DraftState::signed_off) return;
  say("This is a draft. Who has read it and takes it as theirs adds to the case file:\n"
      "[[signed_off]]\ndraft = \"" +
      draft.kind + "\"\nlanguage = \"" + draft.language + "\"\nby = \"NAME\"\non = \"" + day +
      "\"\nsha256 = \"" + draft.sha256 + "\"");
}

Status check_words(const DraftWords& words, const LetterBook& book) {
  if (book.find(words.kind) == nullptr) {
    std::vector<std::string> kinds;
    for (const Letter& letter : book.letters) kinds.push_back(letter.kind);
    return invalid_input("no such letter: '" + words.kind + "'" + suggestion(words.kind, kinds));
  }
  if (words.format != "text" && words.format != "html")
    return invalid_input("--format is text or html, not '" + words.format + "'" +
                         suggestion(words.format, {"text", "html"}));
  if (words.pdf && words.out.empty()) return invalid_input("--pdf needs --out");
  if (embedded("data/drafts/" + words.language + ".toml").empty())
    return invalid_input("letters are written in de, en, fr and nl, not in '" + words.language +
                         "'");
  return {};
}

Result<int> write_draft(const DraftWords& words) {
  const auto book = letters();
  if (!book) return book.error();
  if (auto checked = check_words(words, *book); !checked) return checked.error();
  const auto sentences = letter_words(words.language, *book);
  if (!sentences) return sentences.error();
  const auto language = report_language(words.language);
  if (!language) return language.error();
  const auto read = read_case(words.name);
  if (!read) return read.error();
  const auto day = letter_date(words, (*read)->file);
  if (!day) return day.error();
  std::unique_ptr<ScanFacts> scan;
  if (!words.scan.empty()) {
    auto facts = read_facts(words.scan);
    if (!facts) return facts.error();
    scan = *std::move(facts);
  }
  const auto draft = compose_draft({.book = *book,
                                    .letter = *book->find(words.kind),
                                    .words = *sentences,
                                    .language = *language,
                                    .file = (*read)->file,
                                    .facts = scan ? &scan->facts : nullptr,
                                    .respondent = words.to,
                                    .on = *day,
                                    .rescan = words.rescan,
                                    .guide = scan ? &scan->guide : nullptr,
                                    .days = words.days});
  if (!draft) return draft.error();
  if (scan && scan->facts.unsupported > 0)
    say("findings left out since no record supports them: " +
        std::to_string(scan->facts.unsupported));
  if (!words.out.empty()) {
    if (auto written = write_files(words, *draft, *language); !written) return written.error();
  } else {
    const std::string text =
        words.format == "html" ? draft_html(*draft, *language) : draft_text(*draft);
    std::fputs(text.c_str(), stdout);
  }
  say_how_to_sign(*draft, to_text(*day));
  return static_cast<int>(ExitStatus::nothing_found);
}

std::string kinds_text() {
  const auto book = letters();
  std::string text = "Letters:\n";
  if (!book) return text;
  for (const Letter& letter : book->letters) {
    std::string kind = letter.kind;
    kind.resize(12, ' ');
    text += "  " + kind + letter.about + "\n";
  }
  return text;
}

}  // namespace

void add_case_draft_command(CLI::App& group, int& status) {
  const auto words = std::make_shared<DraftWords>();
  CLI::App* command = group.add_subcommand(
      "draft", "A letter drafted from a case and the facts of a scan, for a person to sign off");
  command->add_option("KIND", words->kind, "Which letter")->required();
  command->add_option("FILE", words->name.file, "The case file (docs/formats/case-file.md)")
      ->required();
  command->add_option("--scan", words->scan, "Folder of the scan whose facts it states")
      ->type_name("DIR");
  command->add_option("--to", words->to, "Which respondent (default: the first)")
      ->type_name("NAME");
  command
      ->add_option("--rescan-url", words->rescan,
                   "Where the site can ask for a new examination (default: as the case says)")
      ->type_name("URL");
  command->add_option("--language", words->language, "de, en, fr or nl")->capture_default_str();
  command->add_option("--days", words->days, "Term that the letter sets")
      ->check(CLI::Range(1, 365))
      ->type_name("N");
  command->add_option("--on", words->on, "The letter's date (default: today)")
      ->type_name("YYYY-MM-DD");
  command->add_option("--format", words->format, "What goes to stdout: text or html")
      ->capture_default_str();
  command->add_option("--out", words->out, "Folder for the letter as .txt, .html and .odt")
      ->type_name("DIR");
  command->add_flag("--pdf", words->pdf, "Print it to a .pdf as well");
  command->footer(kinds_text() +
                  "Only breaches and likely breaches become sentences, each with its record. What "
                  "rests on a\nlegal basis that was not verified says so.\n"
                  "Example:\n  consentry case draft warning our-case.toml --scan may --language nl "
                  "--out letters --pdf\n");
  command->callback([words, &status] {
    const Result<int> result = write_draft(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
