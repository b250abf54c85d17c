// SPDX-License-Identifier: Apache-2.0
#include "io/store/case_folder.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <openssl/rand.h>

#include "core/base/digest.h"
#include "core/proof/custody.h"
#include "io/store/evidence_folder.h"
#include "io/store/private_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxId = 80;
constexpr std::string_view kEnding = ".toml";
constexpr std::size_t kSaltDigits = 32;

// Names of files that need no care in an address.
bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxId && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// One byte more than the limit is read, so that what is too long is seen to be.
Result<std::string> bytes_of(const fs::path& file, std::size_t limit) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{ErrorKind::not_found, file.string() + " cannot be opened"};
  std::string bytes(limit + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad()) return Error{ErrorKind::unavailable, file.string() + " cannot be read"};
  return bytes;
}

Result<std::string> log_bytes(const fs::path& case_file) {
  const fs::path log = case_log_path(case_file);
  std::error_code error;
  if (!fs::exists(log, error) && !error) return std::string();
  return bytes_of(log, kMaxCustodyBytes);
}

Result<std::string> new_salt() {
  std::array<unsigned char, kSaltDigits> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    return Error{ErrorKind::internal, "the system gives no random numbers"};
  return to_hex(sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}))
      .substr(0, kSaltDigits);
}

Result<ShelvedCase> read_shelved(const fs::path& file, std::string id,
                                 const std::vector<ClockRule>& rules) {
  const auto text = bytes_of(file, kMaxCaseFileBytes);
  if (!text) return text.error();
  auto parsed = parse_case(id, *text, rules);
  if (!parsed) return parsed.error();
  auto log = read_log_beside(file, rules);
  if (!log) return log.error();
  add_log(*parsed, *log);
  return ShelvedCase{std::move(id), *std::move(parsed), *std::move(log)};
}

}  // namespace

fs::path case_log_path(const fs::path& case_file) {
  fs::path log = case_file;
  return log.replace_extension(".log.ndjson");
}

Result<CaseLog> read_log_beside(const fs::path& case_file, const std::vector<ClockRule>& rules) {
  const auto bytes = log_bytes(case_file);
  if (!bytes) return bytes.error();
  auto log = read_case_log(*bytes, rules);
  if (!log) return log.error().in(case_log_path(case_file).string());
  return log;
}

Result<WrittenEntry> log_beside(const fs::path& case_file, CaseLogEntry entry, std::string_view by,
                                UtcTime now, const std::vector<ClockRule>& rules) {
  const fs::path path = case_log_path(case_file);
  const auto lock =
      FolderLock::take(path.parent_path() / ("." + path.filename().string() + ".lock"));
  if (!lock) return lock.error().in("another process writes to " + path.string());
  const auto bytes = log_bytes(case_file);
  if (!bytes) return bytes.error();
  const auto log = read_case_log(*bytes, rules);
  if (!log) return log.error().in(path.string());
  auto salt = new_salt();
  if (!salt) return salt.error();
  entry.salt = *std::move(salt);
  const auto line = log_line(*log, entry, by, now, rules);
  if (!line) return line.error();
  const std::string record = *bytes + *line;
  // What could not be read again must not be written.
  auto longer = read_case_log(record, rules);
  if (!longer) return longer.error().in(path.string());
  if (auto written = write_whole_file(path, record); !written) return written.error();
  return std::move(longer->entries.back());
}

Result<fs::path> CaseFolder::file_of(std::string_view id) const {
  const fs::path file = folder_ / (std::string(id) + std::string(kEnding));
  std::error_code error;
  if (!is_id(id) || !fs::is_regular_file(file, error))
    return Error{ErrorKind::not_found, "there is no such case"};
  return file;
}

Result<CaseShelf> CaseFolder::all() const {
  std::error_code error;
  std::vector<std::string> ids;
  fs::directory_iterator files(folder_, error);
  if (error) return Error{ErrorKind::unavailable, folder_.string() + ": " + error.message()};
  for (; files != fs::directory_iterator(); files.increment(error)) {
    if (error) return Error{ErrorKind::unavailable, folder_.string() + ": " + error.message()};
    const std::string id = files->path().stem().string();
    if (files->path().extension() == kEnding && is_id(id)) ids.push_back(id);
    if (ids.size() > kMaxCases)
      return Error{ErrorKind::exhausted, folder_.string() + " holds too many cases"};
  }
  std::ranges::sort(ids);
  CaseShelf shelf;
  for (const std::string& id : ids) {
    auto read = find(id);
    if (read) {
      shelf.cases.push_back(*std::move(read));
    } else {
      shelf.unread.push_back({id, read.error().text()});
    }
  }
  return shelf;
}

Result<ShelvedCase> CaseFolder::find(std::string_view id) const {
  const auto file = file_of(id);
  if (!file) return file.error();
  return read_shelved(*file, std::string(id), rules_);
}

Result<WrittenEntry> CaseFolder::log(std::string_view id, const CaseLogEntry& entry,
                                     std::string_view by, UtcTime now) {
  const auto file = file_of(id);
  if (!file) return file.error();
  return log_beside(*file, entry, by, now, rules_);
}

}  // namespace consentry
