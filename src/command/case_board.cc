// SPDX-License-Identifier: Apache-2.0
#include "command/case_board.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <utility>

#include "command/case_reading.h"
#include "command/exit_status.h"
#include "command/report_languages.h"
#include "command/say.h"
#include "core/dossier/campaign_board.h"
#include "core/judge/nearest.h"

namespace consentry {
namespace {

struct BoardWords {
  std::vector<std::string> files;
  std::string title = "Complaints and claims";
  std::string on;
  std::string format = "text";
  std::string language = "en";
};

Result<std::string> written(const BoardWords& words, const std::vector<BoardRow>& rows, Date day) {
  if (words.format == "text") return board_text(rows, day);
  if (words.format == "json") return board_json(rows, day);
  if (words.format == "csv") return board_csv(rows);
  if (words.format != "html") {
    return invalid_input("--format is text, json, csv or html, not '" + words.format + "'" +
                         suggestion(words.format, {"text", "json", "csv", "html"}));
  }
  const auto language = report_language(words.language);
  if (!language) return language.error();
  return board_html(rows, words.title, day, *language);
}

Result<int> print_board(const BoardWords& words) {
  const auto day = day_of(words.on);
  if (!day) return day.error();
  std::vector<ClockRule> rules;
  std::vector<CaseFile> cases;
  for (const std::string& file : words.files) {
    auto read = read_case({file, ""});
    if (!read) return read.error();
    rules = std::move((*read)->rules);
    cases.push_back(std::move((*read)->file));
  }
  const auto text = written(words, campaign_board(cases, rules, *day), *day);
  if (!text) return text.error();
  std::fputs(text->c_str(), stdout);
  return static_cast<int>(ExitStatus::nothing_found);
}

}  // namespace

void add_case_board_command(CLI::App& group, int& status) {
  const auto words = std::make_shared<BoardWords>();
  CLI::App* command = group.add_subcommand(
      "board", "Cases of one campaign side by side, each with its days of silence");
  command->add_option("FILE", words->files, "Case files, one a complaint or claim")->required();
  command->add_option("--on", words->on, "As they stood on this day (default: today)")
      ->type_name("YYYY-MM-DD");
  command->add_option("--format", words->format, "text, json, csv or html, a page for the public")
      ->capture_default_str();
  command->add_option("--title", words->title, "Heading of the page")->capture_default_str();
  command->add_option("--language", words->language, "Of the page: de, en, fr or nl")
      ->capture_default_str();
  command->footer(
      "Example:\n  consentry case board cnil.toml dpc.toml cnpd.toml --format html > board.html\n");
  command->callback([words, &status] {
    const Result<int> result = print_board(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
