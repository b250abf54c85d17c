// SPDX-License-Identifier: Apache-2.0
// Reference data as the program embeds it, read from the source tree for tests.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "core/classify/data_file.h"

namespace consentry::test {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Files with their texts; DataFile views into `texts`, so the object must outlive them.
struct Files {
  std::vector<std::string> names;
  std::vector<std::string> texts;

  explicit Files(const std::string& folder) {
    const std::filesystem::path root(CONSENTRY_SOURCE_DIR);
    for (const auto& entry : std::filesystem::directory_iterator(root / folder)) {
      names.push_back(folder + "/" + entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) texts.push_back(read_file(root / name));
  }

  [[nodiscard]] std::vector<DataFile> data() const {
    std::vector<DataFile> files;
    for (std::size_t i = 0; i < names.size(); ++i) files.push_back({names[i], texts[i]});
    return files;
  }
};

inline std::string companies_tsv() {
  return read_file(std::filesystem::path(CONSENTRY_SOURCE_DIR) / "build/assets/companies.tsv");
}

// Lists of other people, not part of the project: ../shared/data or $CONSENTRY_SHARED_DATA.
inline std::optional<std::string> shared_file(const std::string& name) {
  std::filesystem::path folder = std::filesystem::path(CONSENTRY_SOURCE_DIR) / "../shared/data";
  if (const char* given = std::getenv("CONSENTRY_SHARED_DATA")) folder = given;
  if (!std::filesystem::exists(folder / name)) return std::nullopt;
  return read_file(folder / name);
}

}  // namespace consentry::test
