// SPDX-License-Identifier: Apache-2.0
#include "command/file_bytes.h"

#include <fstream>

namespace consentry {

Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) {
    return Error{ErrorKind::not_found, "cannot read " + path.string()};
  }
  std::string bytes;
  constexpr std::size_t kPiece = 1UL << 16U;
  while (file) {
    const std::size_t had = bytes.size();
    bytes.resize(had + kPiece);
    file.read(bytes.data() + had, kPiece);
    bytes.resize(had + static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > max_bytes) {
      return Error{ErrorKind::exhausted,
                   path.string() + " is larger than " + std::to_string(max_bytes >> 20U) + " MiB"};
    }
  }
  if (file.bad()) return Error{ErrorKind::unavailable, "reading " + path.string() + " failed"};
  return bytes;
}

}  // namespace consentry
