// SPDX-License-Identifier: Apache-2.0
// Where a user's filter lists and cookie databases live: plain files in one folder, replaced whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace consentry {

// A list of 2026 has 2 MiB; beyond this a file is not a list.
inline constexpr std::uintmax_t kMaxStoredListBytes = 64U << 20U;

struct StoredList {
  std::string name;  // file name: "easyprivacy.txt"
  std::filesystem::path path;
  std::uintmax_t bytes = 0;
};

// The folder under which Consentry keeps a user's data, from the environment's values (empty when
// not set): CONSENTRY_DATA; else consentry/ in XDG_DATA_HOME; else .local/share/consentry in HOME
// (XDG Base Directory Specification: relative values are ignored). not_found when none of them is
// set.
Result<std::filesystem::path> data_folder(std::string_view consentry_data,
                                          std::string_view xdg_data_home, std::string_view home);

// The name under which a file is kept: its file name in lower-case, anything but letters, digits,
// '.',
// '_' and '-' made '-'. Ends in ".csv" when the given name does, else in ".txt".
std::string list_name(std::string_view path_or_url);

// Not thread-safe across processes that add the same name: the later one stays, whole.
class ListFolder {
 public:
  // folder need not exist; it is made on the first add.
  explicit ListFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Keeps bytes under list_name(name), in place of what was there. exhausted when too large;
  // invalid_input for an empty name or no bytes.
  [[nodiscard]] Result<StoredList> add(std::string_view name, std::string_view bytes) const;
  // All kept lists by name; none when the folder does not exist.
  [[nodiscard]] Result<std::vector<StoredList>> list() const;
  // not_found when there is no such list.
  [[nodiscard]] Result<std::string> read(std::string_view name) const;
  [[nodiscard]] Status remove(std::string_view name) const;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace consentry
