// SPDX-License-Identifier: Apache-2.0
#include "core/proof/sealed_list.h"

#include <algorithm>
#include <optional>

#include "core/base/bytes.h"

namespace consentry {
namespace {

constexpr std::size_t kDigits = 64;
constexpr std::string_view kGap = "  ";

bool is_name_char(char c) { return c >= ' ' && c <= '~' && c != '\\' && c != ':'; }

bool is_name_part(std::string_view part) { return !part.empty() && part != "." && part != ".."; }

std::optional<SealedFile> read_line(std::string_view line) {
  if (line.size() < kDigits + kGap.size()) return std::nullopt;
  const auto bytes = bytes_of_hex(line.substr(0, kDigits));
  const std::string_view name = line.substr(kDigits + kGap.size());
  if (!bytes || line.substr(kDigits, kGap.size()) != kGap || !is_sealed_name(name)) {
    return std::nullopt;
  }
  SealedFile file{std::string(name), {}};
  std::copy(bytes->begin(), bytes->end(), file.digest.begin());
  return file;
}

}  // namespace

bool is_sealed_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxSealedName) return false;
  if (!std::ranges::all_of(name, is_name_char)) return false;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    if (!is_name_part(name.substr(begin, end - begin))) return false;
    begin = end + 1;
  }
  return true;
}

std::string sealed_list_text(const std::vector<SealedFile>& files) {
  std::string text;
  for (const SealedFile& file : files) {
    text += to_hex(file.digest);
    text += kGap;
    text += file.name;
    text += '\n';
  }
  return text;
}

Result<std::vector<SealedFile>> parse_sealed_list(std::string_view text) {
  if (text.size() > kMaxSealedListBytes) {
    return Error{ErrorKind::exhausted, "a list of sealed files has at most " +
                                           std::to_string(kMaxSealedListBytes >> 20U) + " MiB"};
  }
  std::vector<SealedFile> files;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    auto file = end == std::string_view::npos ? std::nullopt : read_line(text.substr(0, end));
    if (!file || (!files.empty() && file->name <= files.back().name)) {
      return invalid_input("line " + std::to_string(files.size() + 1) +
                           " is no digest and name, or not in order");
    }
    files.push_back(*std::move(file));
    text.remove_prefix(end + 1);
  }
  return files;
}

}  // namespace consentry
