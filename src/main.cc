// SPDX-License-Identifier: Apache-2.0
// consentry: the program from argv to exit status.
//
//   consentry scan URL...   command/scan_command    a real browser visits sites, then judges
//   consentry judge DIR     command/judge_command   judges stored captures again, no browser
//   consentry lab           command/lab_command     the fictional web with known truth
//   consentry lists ...     command/lists_command   filter lists that the user adds
//   consentry tcf STRING    command/tcf_command     what a consent string claims, no browser
//   consentry serve         command/serve_command   the consent server: tag, choices, proofs
//   consentry site ...      command/site_command    the sites that it works for
//   consentry ledger ...    command/ledger_command  checks the log of choices, exports proofs
//   consentry receipt ...   command/receipt_command checks a visitor's receipt
//   consentry evidence ...  command/evidence_command seals a scan, stamps and checks bundles
//   consentry company NAME  command/company_command what one company did, over any number of scans
//   consentry case ...      command/case_command    a complaint or claim, its clocks and its silence
//   consentry mandate ...   command/mandate_command mandates of a case: sealed, counted, proved, exported
//
// Each command checks its words, works, and answers with an ExitStatus (command/exit_status.h).
// Exceptions stop here: they are bugs or exhausted memory, never ordinary failures.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "command/case_command.h"
#include "command/company_command.h"
#include "command/evidence_command.h"
#include "command/exit_status.h"
#include "command/judge_command.h"
#include "command/lab_command.h"
#include "command/ledger_command.h"
#include "command/lists_command.h"
#include "command/mandate_command.h"
#include "command/receipt_command.h"
#include "command/scan_command.h"
#include "command/serve_command.h"
#include "command/site_command.h"
#include "command/tcf_command.h"
#include "command/version.h"
#include "core/judge/nearest.h"

namespace {

using consentry::ExitStatus;

// The command that the words lead to, and the word behind it that is no command of its own.
struct Reached {
  const CLI::App* command;
  std::string path;  // "site add "
  std::string word;  // empty: nothing more, or an option
};

const CLI::App* command_named(const CLI::App& parent, const std::string& name) {
  const auto commands = parent.get_subcommands({});
  const auto found = std::ranges::find(commands, name, &CLI::App::get_name);
  return found == commands.end() ? nullptr : *found;
}

Reached reached_by(const CLI::App& app, const std::vector<std::string>& words) {
  Reached reached{&app, "", ""};
  for (const std::string& word : words) {
    if (word.starts_with('-')) break;
    const CLI::App* next = command_named(*reached.command, word);
    if (next == nullptr) {
      reached.word = word;
      break;
    }
    reached.command = next;
    reached.path += word + " ";
  }
  return reached;
}

// The first of the words that is no option of the command; empty when all are.
std::string unknown_option(const CLI::App& command, const std::vector<std::string>& words,
                           std::vector<std::string>& known) {
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  }
  for (const std::string& each : words) {
    const std::string name = each.substr(0, each.find('='));
    if (name.starts_with("--") && name.size() > 2 && std::ranges::find(known, name) == known.end())
      return name;
  }
  return {};
}

// What is wrong with the words, and the nearest right one, as git says it.
std::string complaint(const Reached& reached, const std::vector<std::string>& words,
                      const CLI::ParseError& error) {
  std::vector<std::string> names;
  for (const CLI::App* each : reached.command->get_subcommands({}))
    names.push_back(each->get_name());
  if (!names.empty() && !reached.word.empty()) {
    const std::string of = reached.path.empty() ? "" : " of consentry " + reached.path;
    return "'" + reached.word + "' is not a command" + of.substr(0, of.find_last_not_of(' ') + 1) +
           consentry::suggestion(reached.word, names);
  }
  std::vector<std::string> options;
  const std::string unknown = unknown_option(*reached.command, words, options);
  const bool extra = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  if (extra && !unknown.empty())
    return "there is no option '" + unknown + "'" + consentry::suggestion(unknown, options);
  return error.what();
}

int refuse(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  const std::vector<std::string> words(argv + 1, argv + argc);
  const Reached reached = reached_by(app, words);
  std::fprintf(stderr, "consentry: %s\nSee consentry %s--help\n",
               complaint(reached, words, error).c_str(), reached.path.c_str());
  return static_cast<int>(ExitStatus::usage);
}

int run(int argc, char** argv) {
  CLI::App app{
      "Consentry shows in a real browser what a web site and its third parties store, read and "
      "send\n"
      "before the visitor chooses, after refusing, accepting, withdrawing, and under Global "
      "Privacy\n"
      "Control.",
      "consentry"};
  app.set_version_flag("--version", consentry::kProgram);
  app.require_subcommand(1);
  app.footer("Example:\n  consentry scan https://example.com\n");
  int status = 0;
  consentry::add_scan_command(app, std::vector<std::string>(argv, argv + argc), status);
  consentry::add_judge_command(app, status);
  consentry::add_lab_command(app, status);
  consentry::add_lists_command(app, status);
  consentry::add_tcf_command(app, status);
  consentry::add_serve_command(app, status);
  consentry::add_site_command(app, status);
  consentry::add_ledger_command(app, status);
  consentry::add_receipt_command(app, status);
  consentry::add_evidence_command(app, status);
  consentry::add_company_command(app, status);
  consentry::add_case_command(app, status);
  consentry::add_mandate_command(app, status);
  if (argc == 1) {
    std::fputs(app.help().c_str(), stdout);
    return static_cast<int>(ExitStatus::usage);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return refuse(app, error, argc, argv);
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "consentry: stopped by a bug or exhausted memory: %s\n", error.what());
    return 70;  // EX_SOFTWARE of sysexits.h
  }
}
