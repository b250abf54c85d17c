// SPDX-License-Identifier: Apache-2.0
#include "command/lists_command.h"

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "command/exit_status.h"
#include "command/file_bytes.h"
#include "command/say.h"
#include "command/user_lists.h"
#include "core/classify/filter_list.h"
#include "core/classify/open_cookie_database.h"
#include "io/fetch/download.h"

namespace consentry {
namespace {

// Where the lists' authors publish them (https://easylist.to). Their licences, GPLv3+ or CC BY-SA
// 3.0+, are why they are fetched by the user and not part of this program.
struct PublishedList {
  const char* name;
  const char* address;
};
constexpr std::array<PublishedList, 2> kPublished{{
    {"easylist.txt", "https://easylist.to/easylist/easylist.txt"},
    {"easyprivacy.txt", "https://easylist.to/easylist/easyprivacy.txt"},
}};

// A text with fewer rules than this is an error page or a wrong file, and must not replace a list.
constexpr int kLeastRules = 1;

// What a list holds, in one line; an Error when it is no list at all.
Result<std::string> describe(const std::string& name, const std::string& text) {
  if (name.ends_with(".csv")) {
    const auto entries = parse_open_cookie_database({name, text});
    if (!entries) return entries.error();
    return std::to_string(entries->size()) + " cookies";
  }
  const auto list = FilterList::parse(name, text);
  if (!list) return list.error().in(name);
  const ListCounts& counts = list->counts();
  if (counts.network < kLeastRules) {
    return invalid_input(name + " has no network rule; is it a filter list?");
  }
  std::string line = std::to_string(counts.network) + " rules, version " + list->header().version;
  if (counts.unsupported + counts.bad > 0) {
    line += ", " + std::to_string(counts.unsupported + counts.bad) + " lines not understood";
  }
  return line;
}

Status keep(const ListFolder& folder, const std::string& name, const std::string& text) {
  const auto what = describe(list_name(name), text);
  if (!what) return what.error();
  const auto stored = folder.add(name, text);
  if (!stored) return stored.error();
  std::printf("%s: %s\n", stored->name.c_str(), what->c_str());
  return {};
}

Status add_files(const std::vector<std::string>& files) {
  const auto folder = user_list_folder();
  if (!folder) return folder.error();
  for (const std::string& file : files) {
    const auto text = read_file(file, kMaxStoredListBytes);
    if (!text) return text.error();
    if (auto status = keep(*folder, file, *text); !status) return status;
  }
  return {};
}

Status update(const std::vector<std::string>& addresses) {
  const auto folder = user_list_folder();
  if (!folder) return folder.error();
  std::vector<std::string> wanted = addresses;
  if (wanted.empty()) {
    for (const PublishedList& list : kPublished) wanted.emplace_back(list.address);
  }
  for (const std::string& address : wanted) {
    const auto text = download(address);
    if (!text) {
      return text.error().in(
          "a list could not be fetched (what was there is kept; a file can be added with "
          "consentry lists add FILE)");
    }
    if (auto status = keep(*folder, address, *text); !status) return status;
  }
  return {};
}

Status show() {
  const auto lists = read_user_lists();
  if (!lists) return lists.error();
  const auto folder = user_list_folder();
  if (lists->empty()) {
    std::printf("no lists added; fetch EasyList and EasyPrivacy with: consentry lists update\n");
    return {};
  }
  for (const UserList& list : *lists) {
    const auto what = describe(list.name, list.text);
    std::printf("%s: %s\n", list.name.c_str(), what ? what->c_str() : what.error().text().c_str());
  }
  if (folder) std::printf("in %s\n", folder->folder().c_str());
  return {};
}

int exit_of(const Status& status) {
  return status ? static_cast<int>(ExitStatus::nothing_found) : fail(status.error());
}

}  // namespace

void add_lists_command(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "lists", "Filter lists and cookie databases that make classification better");
  command->require_subcommand(1);
  command->footer(
      "Example:\n  consentry lists add easylist.txt easyprivacy.txt && consentry lists show\n");

  auto addresses = std::make_shared<std::vector<std::string>>();
  CLI::App* fetch = command->add_subcommand(
      "update", "Fetches EasyList and EasyPrivacy from their authors, or the lists at URL");
  fetch->add_option("URL", *addresses, "Other lists to fetch");
  fetch->footer("Example:\n  consentry lists update\n");
  fetch->callback([addresses, &status] { status = exit_of(update(*addresses)); });

  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* add = command->add_subcommand(
      "add",
      "Keeps copies of list files: Adblock syntax, hosts files, or a cookie database (.csv)");
  add->add_option("FILE", *files, "Lists")->required();
  add->footer("Example:\n  consentry lists add easylist.txt\n");
  add->callback([files, &status] { status = exit_of(add_files(*files)); });

  CLI::App* list = command->add_subcommand("show", "Shows the lists that scans use");
  list->footer("Example:\n  consentry lists show\n");
  list->callback([&status] { status = exit_of(show()); });
}

}  // namespace consentry
