// SPDX-License-Identifier: Apache-2.0
#include "command/user_lists.h"

#include <cstdlib>
#include <string>
#include <string_view>

namespace consentry {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : std::string_view{value};
}

}  // namespace

Result<ListFolder> user_list_folder() {
  auto folder =
      data_folder(environment("CONSENTRY_DATA"), environment("XDG_DATA_HOME"), environment("HOME"));
  if (!folder) return folder.error();
  return ListFolder(*folder / "lists");
}

Result<std::vector<UserList>> read_user_lists() {
  std::vector<UserList> lists;
  const auto folder = user_list_folder();
  if (!folder) return lists;
  const auto stored = folder->list();
  if (!stored) return stored.error();
  for (const StoredList& entry : *stored) {
    auto text = folder->read(entry.name);
    if (!text) return text.error();
    const bool filter_list = entry.name.ends_with(".txt");
    lists.push_back(
        {filter_list ? entry.name.substr(0, entry.name.size() - 4) : entry.name, *std::move(text)});
  }
  return lists;
}

}  // namespace consentry
