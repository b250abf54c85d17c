// SPDX-License-Identifier: Apache-2.0
#include "io/store/list_folder.h"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "io/store/evidence_folder.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

// Room for the temporary file's longer name within the 255 bytes of a file name.
constexpr std::size_t kMaxNameLength = 128;

bool is_list_file(const fs::directory_entry& entry) {
  const std::string extension = entry.path().extension().string();
  return entry.is_regular_file() && (extension == ".txt" || extension == ".csv");
}

Error unavailable(const fs::path& path, const std::string& what) {
  return {ErrorKind::unavailable, path.string() + ": " + what};
}

}  // namespace

Result<fs::path> data_folder(std::string_view consentry_data, std::string_view xdg_data_home,
                             std::string_view home) {
  if (!consentry_data.empty()) return fs::path(consentry_data);
  if (xdg_data_home.substr(0, 1) == "/") return fs::path(xdg_data_home) / "consentry";
  if (home.substr(0, 1) == "/") return fs::path(home) / ".local/share/consentry";
  return Error{ErrorKind::not_found,
               "no folder for data: set CONSENTRY_DATA, XDG_DATA_HOME or HOME to a full path"};
}

std::string list_name(std::string_view path_or_url) {
  path_or_url = path_or_url.substr(0, path_or_url.find_first_of("?#"));
  std::string name(path_or_url.substr(path_or_url.find_last_of("/\\") + 1));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    if (!plain) c = '-';
  }
  name.erase(0, std::min(name.find_first_not_of(".-"), name.size()));
  const bool csv = name.ends_with(".csv");
  if (csv || name.ends_with(".txt")) name.resize(name.size() - 4);
  if (name.empty()) return {};
  name.resize(std::min(name.size(), kMaxNameLength));
  return name + (csv ? ".csv" : ".txt");
}

Result<StoredList> ListFolder::add(std::string_view name, std::string_view bytes) const {
  const std::string kept = list_name(name);
  if (kept.empty()) return invalid_input("'" + std::string(name) + "' is no name for a list");
  if (bytes.empty()) return invalid_input(kept + ": is empty");
  if (bytes.size() > kMaxStoredListBytes) {
    return Error{ErrorKind::exhausted, kept + ": larger than 64 MiB"};
  }
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return unavailable(folder_, error.message());
  const fs::path path = folder_ / kept;
  if (Status written = write_whole_file(path, bytes); !written) return written.error();
  return StoredList{kept, path, bytes.size()};
}

Result<std::vector<StoredList>> ListFolder::list() const {
  std::vector<StoredList> lists;
  std::error_code error;
  if (!fs::exists(folder_, error)) return lists;
  fs::directory_iterator entries(folder_, error);
  if (error) return unavailable(folder_, error.message());
  for (const fs::directory_entry& entry : entries) {
    if (!is_list_file(entry)) continue;
    const std::uintmax_t size = entry.file_size(error);
    if (error) return unavailable(entry.path(), error.message());
    lists.push_back({entry.path().filename().string(), entry.path(), size});
  }
  std::sort(lists.begin(), lists.end(),
            [](const StoredList& a, const StoredList& b) { return a.name < b.name; });
  return lists;
}

Result<std::string> ListFolder::read(std::string_view name) const {
  const fs::path path = folder_ / list_name(name);
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return Error{ErrorKind::not_found, path.string() + ": " + error.message()};
  if (size > kMaxStoredListBytes) {
    return Error{ErrorKind::exhausted, path.string() + ": larger than 64 MiB"};
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!in) return unavailable(path, "cannot be read");
  return bytes;
}

Status ListFolder::remove(std::string_view name) const {
  const fs::path path = folder_ / list_name(name);
  std::error_code error;
  const bool removed = fs::remove(path, error);
  if (error) return unavailable(path, error.message());
  if (!removed) return Error{ErrorKind::not_found, path.string() + ": no such list"};
  return {};
}

}  // namespace consentry
