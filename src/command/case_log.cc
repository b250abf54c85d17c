// SPDX-License-Identifier: Apache-2.0
#include "command/case_log.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "command/case_reading.h"
#include "command/exit_status.h"
#include "command/file_bytes.h"
#include "command/say.h"
#include "command/system_time.h"
#include "core/base/digest.h"
#include "core/dossier/case_log_output.h"
#include "core/judge/nearest.h"
#include "io/store/case_folder.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

// A scanned letter has some MiB, a recorded call some hundreds.
constexpr std::size_t kMaxAttachment = std::size_t{1} << 30U;

struct LogWords {
  std::string file;
  CaseLogEntry entry;
  std::string on;  // empty: today
  std::string by;
  std::optional<std::size_t> corrects;
  std::string format = "text";
  std::string audience;
};

// A file of the case, as the log names it, and its digest.
Status attach(const fs::path& case_file, const std::string& given, CaseLogEntry& entry) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(fs::absolute(case_file), error).parent_path();
  const fs::path file = fs::weakly_canonical(fs::absolute(given), error).lexically_relative(folder);
  if (error || file.empty() || *file.begin() == "..")
    return invalid_input("--file: put it into the case's folder first: " + folder.string());
  const auto bytes = read_file(folder / file, kMaxAttachment);
  if (!bytes) return bytes.error().in("--file");
  entry.file = file.generic_string();
  entry.sha256 = sha256_hex(*bytes);
  return {};
}

Result<int> add(const LogWords& words) {
  const auto read = read_case({words.file, ""});
  if (!read) return read.error();
  const auto day = day_of(words.on);
  if (!day) return day.error();
  CaseLogEntry entry = words.entry;
  entry.on = *day;
  entry.corrects = words.corrects;
  const std::string attachment = std::exchange(entry.file, {});
  if (!attachment.empty()) {
    if (const Status done = attach(words.file, attachment, entry); !done) return done.error();
  }
  const auto written = log_beside(words.file, entry, words.by, system_time(), (*read)->rules);
  if (!written) return written.error();
  say("entry " + std::to_string(written->number) + " is in " + case_log_path(words.file).string() +
      "\n  head " + written->sha256);
  return static_cast<int>(ExitStatus::nothing_found);
}

struct ReadLog {
  CaseLog log;
  std::vector<std::string> wrong;  // files that are not what was logged
};

Result<ReadLog> read_log(const std::string& file) {
  const auto read = read_case({file, ""});
  if (!read) return read.error();
  auto log = read_log_beside(file, (*read)->rules);
  if (!log) return log.error();
  ReadLog result{*std::move(log), {}};
  for (const WrittenEntry& each : result.log.entries) {
    if (each.entry.file.empty()) continue;
    const auto bytes = read_file(fs::path(file).parent_path() / each.entry.file, kMaxAttachment);
    const std::string name = "entry " + std::to_string(each.number) + ": " + each.entry.file;
    if (!bytes) result.wrong.push_back(name + " is not there");
    if (bytes && sha256_hex(*bytes) != each.entry.sha256)
      result.wrong.push_back(name + " is not the file that was logged");
  }
  return result;
}

int told(const ReadLog& read) {
  for (const std::string& wrong : read.wrong) say(wrong);
  return static_cast<int>(read.wrong.empty() ? ExitStatus::nothing_found : ExitStatus::found);
}

Result<int> show(const LogWords& words) {
  if (words.format != "text" && words.format != "json")
    return invalid_input("--format is text or json, not '" + words.format + "'" +
                         suggestion(words.format, {"text", "json"}));
  const auto read = read_log(words.file);
  if (!read) return read.error();
  std::fputs(
      (words.format == "json" ? case_log_json(read->log) + "\n" : case_log_text(read->log)).c_str(),
      stdout);
  return told(*read);
}

Result<int> export_log(const LogWords& words) {
  if (words.audience != "court")
    return invalid_input("--for is court, not '" + words.audience + "'");
  const auto read = read_log(words.file);
  if (!read) return read.error();
  const std::string text = court_export(read->log);
  const auto withheld = check_court_export(text);
  if (!withheld) return withheld.error();
  std::fputs(text.c_str(), stdout);
  say(std::to_string(read->log.entries.size()) + " entries, " + std::to_string(*withheld) +
      " of them withheld as said without prejudice; head " + read->log.head);
  return told(*read);
}

void add_adding(CLI::App& group, const std::shared_ptr<LogWords>& words) {
  CLI::App* command = group.get_subcommand("add");
  std::string kinds;
  for (const std::string& kind : log_kinds()) kinds += (kinds.empty() ? "" : ", ") + kind;
  CaseLogEntry& entry = words->entry;
  command->add_option("--kind", entry.kind, kinds)->required()->type_name("KIND");
  command->add_option("--text", entry.text, "What it was about, or what was said")->required();
  command->add_option("--on", words->on, "When it happened (default: today)")
      ->type_name("YYYY-MM-DD");
  command->add_option("--with", entry.with, "The other side, authority or court")
      ->type_name("NAME");
  command->add_option("--dispatch", entry.dispatch, "Number of the registered or electronic letter")
      ->type_name("ID");
  command
      ->add_option("--file", entry.file, "The document, in the case's folder; its SHA-256 is kept")
      ->type_name("FILE");
  command
      ->add_option("--starts", entry.starts,
                   "The event of the case that it is: claim-letter-received, authority-informed …")
      ->type_name("EVENT");
  command->add_flag("--without-prejudice", entry.without_prejudice,
                    "Its words stay out of exports");
  command->add_option("--corrects", words->corrects, "The entry that this one replaces")
      ->type_name("N");
  command->add_option("--by", words->by, "Who writes this down")->type_name("NAME");
  command->footer(
      "A claim letter starts its clock only with proof of its dispatch. Example:\n"
      "  consentry case log add our-case.toml --kind letter-sent --with 'Theirs B.V.' --text "
      "'Claim "
      "letter' \\\n    --dispatch RR123456789NL --file letters/claim.pdf --starts "
      "claim-letter-received --by 'J. Doe'\n");
}

}  // namespace

void add_case_log_command(CLI::App& group, int& status) {
  const auto words = std::make_shared<LogWords>();
  CLI::App* log = group.add_subcommand(
      "log", "Letters, meetings and offers of a case, in a chain that shows any change");
  log->require_subcommand(1);
  const auto verb = [&](const char* name, const char* about, Result<int> (*run)(const LogWords&)) {
    CLI::App* command = log->add_subcommand(name, about);
    command->add_option("FILE", words->file, "The case file; its log lies beside it")->required();
    command->callback([words, run, &status] {
      const Result<int> result = run(*words);
      status = result ? *result : fail(result.error());
    });
    return command;
  };
  verb("add", "Writes down what has happened", &add);
  add_adding(*log, words);
  CLI::App* shown = verb("show", "Checks the chain and the files, and prints the log", &show);
  shown->add_option("--format", words->format, "text or json")->capture_default_str();
  shown->footer(
      "Exit status 1 when a logged file is gone or changed, 2 when the chain is broken.\n"
      "Example:\n  consentry case log show our-case.toml\n");
  CLI::App* exported = verb("export", "The log for others, to stdout", &export_log);
  exported->add_option("--for", words->audience, "court: without what was said without prejudice")
      ->required()
      ->type_name("WHOM");
  exported->footer(
      "Example:\n  consentry case log export our-case.toml --for court > talks.ndjson\n");
}

}  // namespace consentry
