// SPDX-License-Identifier: Apache-2.0
#include "command/company_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "command/company_reading.h"
#include "command/printed_reports.h"
#include "command/report_languages.h"
#include "command/say.h"
#include "command/user_lists.h"
#include "core/judge/nearest.h"
#include "core/report/company_html.h"
#include "core/report/company_output.h"
#include "io/store/evidence_folder.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

struct CompanyWords {
  std::string name;
  std::vector<std::string> folders;
  std::string format = "table";
  std::string out;  // empty: nothing is written
  bool pdf = false;
};

using Writer = std::string (*)(const CompanyProfile&);

Result<Writer> writer_for(const std::string& format) {
  if (format == "table") return &company_text;
  if (format == "json") return &company_json;
  if (format == "csv") return &company_csv;
  return invalid_input("--format is table, json or csv, not '" + format + "'" +
                       suggestion(format, {"table", "json", "csv"}));
}

Status write_files(const fs::path& out, const CompanyProfile& profile, bool pdf) {
  const auto language = report_language("en");
  if (!language) return language.error();
  std::error_code error;
  fs::create_directories(out, error);
  if (error) return Error{ErrorKind::unavailable, out.string() + ": " + error.message()};
  if (auto done = write_whole_file(out / "company.json", company_json(profile)); !done) return done;
  if (auto done = write_whole_file(out / "company.csv", company_csv(profile)); !done) return done;
  if (auto done = write_whole_file(out / "company.html", company_html(profile, *language)); !done)
    return done;
  return pdf ? print_page(out, "company") : Status{};
}

Result<int> tell(const CompanyWords& words) {
  const auto writer = writer_for(words.format);
  if (!writer) return writer.error();
  if (words.pdf && words.out.empty()) return invalid_input("--pdf needs --out");
  auto lists = read_user_lists();
  if (!lists) return lists.error();
  const auto knowledge = Knowledge::load(*std::move(lists));
  if (!knowledge) return knowledge.error();
  const std::vector<fs::path> folders(words.folders.begin(), words.folders.end());
  const auto profile = read_company(words.name, folders, **knowledge);
  if (!profile) return profile.error();
  if (!words.out.empty()) {
    if (auto written = write_files(words.out, *profile, words.pdf); !written)
      return written.error();
    say("company.json, company.csv and company.html are in " + words.out);
  }
  std::fputs((*writer)(*profile).c_str(), stdout);
  return static_cast<int>(ExitStatus::nothing_found);
}

}  // namespace

void add_company_command(CLI::App& app, int& status) {
  auto words = std::make_shared<CompanyWords>();
  CLI::App* command = app.add_subcommand(
      "company", "Everything that one company did on scanned sites, from any number of scans");
  command->add_option("NAME", words->name, "The company, or a domain of it")->required();
  command->add_option("DIR", words->folders, "Folders of scans")->required();
  command->add_option("--format", words->format, "What goes to stdout: table, json or csv")
      ->capture_default_str();
  command->add_option("--out", words->out, "Folder for company.json, company.csv and company.html")
      ->type_name("DIR");
  command->add_flag("--pdf", words->pdf, "Print company.html to company.pdf as well");
  command->footer("Example:\n  consentry company Amazon may june --out amazon --pdf\n");
  command->callback([words, &status] {
    const Result<int> result = tell(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
