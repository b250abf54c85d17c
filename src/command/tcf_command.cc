// SPDX-License-Identifier: Apache-2.0
#include "command/tcf_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "command/consent_json.h"
#include "command/consent_words.h"
#include "command/exit_status.h"
#include "command/file_bytes.h"
#include "command/say.h"
#include "core/judge/nearest.h"

namespace consentry {
namespace {

struct TcfWords {
  std::string string;
  std::string format = "text";
  std::string vendors;  // a file, or empty
};

struct Printer {
  bool json = false;
  const VendorList* names = nullptr;
  bool all_well_formed = true;
  int printed = 0;

  void print(std::string_view text) {
    const auto read = read_consent_string(text, Strictness::lenient);
    all_well_formed = all_well_formed && read && problems_of(*read).empty();
    std::string out = json ? consent_json(text, read, names) + "\n"
                           : (printed > 0 ? "\n" : "") + consent_words(text, read, names);
    std::fwrite(out.data(), 1, out.size(), stdout);
    ++printed;
  }
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

Result<bool> wants_json(const std::string& format) {
  if (format == "text" || format == "json") return format == "json";
  return invalid_input("--format is text or json, not '" + format + "'" +
                       suggestion(format, {"text", "json"}));
}

Result<VendorList> read_names(const std::string& file) {
  const auto text = read_file(file, kMaxVendorListBytes);
  if (!text) return text.error();
  auto list = parse_vendor_list(*text);
  if (!list) return list.error().in(file);
  return list;
}

void print_standard_input(Printer& printer) {
  std::string line;
  while (std::getline(std::cin, line)) {
    if (const auto text = trimmed(line); !text.empty()) printer.print(text);
  }
}

Result<int> tell(const TcfWords& words) {
  const auto json = wants_json(words.format);
  if (!json) return json.error();
  VendorList names;
  if (!words.vendors.empty()) {
    auto list = read_names(words.vendors);
    if (!list) return list.error();
    names = *std::move(list);
  }
  Printer printer{*json, words.vendors.empty() ? nullptr : &names};
  if (words.string == "-") {
    print_standard_input(printer);
    if (printer.printed == 0) return invalid_input("the standard input holds no consent string");
  } else {
    printer.print(trimmed(words.string));
  }
  return static_cast<int>(printer.all_well_formed ? ExitStatus::nothing_found : ExitStatus::found);
}

}  // namespace

void add_tcf_command(CLI::App& app, int& status) {
  auto words = std::make_shared<TcfWords>();
  CLI::App* command = app.add_subcommand(
      "tcf", "Tells in plain words what a consent string claims, and where it is wrong");
  command
      ->add_option("STRING", words->string,
                   "A TC, GPP, Additional Consent or US Privacy string; '-' reads one a line from "
                   "the standard input")
      ->required();
  command->add_option("--format", words->format, "text, or json with one object a line")
      ->capture_default_str();
  command->add_option("--vendors", words->vendors,
                      "The IAB's vendor-list.json, for the names of vendors");
  command->footer(
      "Exit status: 0 well-formed, 1 something is wrong with it, 2 wrong usage.\n"
      "Example:\n"
      "  consentry tcf CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.IDKQA4AAgAKAGQAygAAA"
      ".YAAAAAAAAAAA\n");
  command->callback([words, &status] {
    const Result<int> result = tell(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
