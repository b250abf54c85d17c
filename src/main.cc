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

// A word that is no command is answered with the nearest one, as git does.
int refuse(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  const std::string word = argc > 1 ? argv[1] : "";
  const bool is_command = std::find(names.begin(), names.end(), word) != names.end();
  if (!word.empty() && !word.starts_with('-') && !is_command) {
    const std::string hint = consentry::suggestion(word, names);
    std::fprintf(stderr, "consentry: '%s' is not a command%s\nSee consentry --help\n", word.c_str(),
                 hint.c_str());
  } else {
    std::fprintf(stderr, "consentry: %s\nSee consentry %s--help\n", error.what(),
                 is_command ? (word + " ").c_str() : "");
  }
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
