// SPDX-License-Identifier: Apache-2.0
#include "command/case_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "command/case_board.h"
#include "command/case_draft.h"
#include "command/case_log.h"
#include "command/case_reading.h"
#include "command/exit_status.h"
#include "command/say.h"
#include "command/system_time.h"
#include "core/dossier/calendar.h"
#include "core/dossier/case_output.h"
#include "core/dossier/case_status.h"
#include "core/judge/nearest.h"

namespace consentry {
namespace {

struct CaseWords {
  CaseName name;
  std::string on;  // empty: today
  std::string format = "text";
};

Result<int> show(const CaseWords& words) {
  if (words.format != "text" && words.format != "json") {
    return invalid_input("--format is text or json, not '" + words.format + "'" +
                         suggestion(words.format, {"text", "json"}));
  }
  const auto day = day_of(words.on);
  if (!day) return day.error();
  const auto read = read_case(words.name);
  if (!read) return read.error();
  const CaseFile& file = (*read)->file;
  const CaseStanding standing = standing_of(file, (*read)->rules, *day);
  const auto against = objections(file, (*read)->rules, *day);
  const std::string out = words.format == "json" ? case_json(file, standing, against, *day)
                                                 : case_text(file, standing, against, *day);
  std::fputs(out.c_str(), stdout);
  return static_cast<int>(ExitStatus::nothing_found);
}

Result<int> print_calendar(const CaseWords& words) {
  const auto day = day_of(words.on);
  if (!day) return day.error();
  const auto read = read_case(words.name);
  if (!read) return read.error();
  const CaseStanding standing = standing_of((*read)->file, (*read)->rules, *day);
  std::fputs(calendar_text((*read)->file.name, standing.clocks, system_time()).c_str(), stdout);
  return static_cast<int>(ExitStatus::nothing_found);
}

Result<int> print_damages(const CaseWords& words) {
  if (words.format != "text" && words.format != "json")
    return invalid_input("--format is text or json, not '" + words.format + "'");
  const auto read = read_case(words.name);
  if (!read) return read.error();
  const auto& claim = (*read)->file.damages;
  if (!claim || claim->scenarios.empty())
    return invalid_input("the case names no [class] and [[scenario]] (docs/formats/case-file.md)");
  std::fputs((words.format == "json" ? damages_json(*claim) : damages_text(*claim)).c_str(),
             stdout);
  return static_cast<int>(ExitStatus::nothing_found);
}

using Verb = Result<int> (*)(const CaseWords&);

CLI::App* add_verb(CLI::App& group, const char* name, const char* about, Verb verb,
                   const std::shared_ptr<CaseWords>& words, int& status) {
  CLI::App* command = group.add_subcommand(name, about);
  command->add_option("FILE", words->name.file, "The case file (docs/formats/case-file.md)");
  std::string examples;
  for (const std::string& each : example_case_names()) examples += ' ' + each;
  command
      ->add_option("--example", words->name.example,
                   "A case that comes with the program:" + examples)
      ->type_name("NAME");
  command->add_option("--on", words->on, "As it stood on this day (default: today)")
      ->type_name("YYYY-MM-DD");
  command->callback([words, verb, &status] {
    const Result<int> result = verb(*words);
    status = result ? *result : fail(result.error());
  });
  return command;
}

}  // namespace

void add_case_command(CLI::App& app, int& status) {
  CLI::App* group = app.add_subcommand(
      "case", "Complaints and claims: what happened, what the clocks say, days of silence");
  group->require_subcommand(1);
  const auto words = std::make_shared<CaseWords>();
  CLI::App* shown = add_verb(*group, "show", "The case and its clocks", &show, words, status);
  shown->add_option("--format", words->format, "text or json")->capture_default_str();
  shown->footer(
      "A clock is counted, not advised: its mark says how sure its basis is.\n"
      "Example:\n  consentry case show --example la-quadrature-amazon --on 2021-07-15\n");
  add_verb(*group, "calendar", "The clocks as a calendar file, to stdout", &print_calendar, words,
           status)
      ->footer("Example:\n  consentry case calendar our-case.toml > our-case.ics\n");
  CLI::App* damages = add_verb(*group, "damages", "What a claim would come to, by scenario",
                               &print_damages, words, status);
  damages->add_option("--format", words->format, "text or json")->capture_default_str();
  damages->footer("Example:\n  consentry case damages --example sdbn-amazon\n");
  add_case_draft_command(*group, status);
  add_case_board_command(*group, status);
  add_case_log_command(*group, status);
}

}  // namespace consentry
