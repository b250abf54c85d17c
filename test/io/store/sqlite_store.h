// SPDX-License-Identifier: Apache-2.0
// A ledger in a folder of its own, gone with the test.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

#include "io/store/sqlite_ledger.h"

namespace consentry {

class StoreFolder {
 public:
  StoreFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "consentry-store-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~StoreFolder() {
    std::error_code ignored_in_a_test;
    std::filesystem::remove_all(path_, ignored_in_a_test);
  }
  StoreFolder(const StoreFolder&) = delete;
  StoreFolder& operator=(const StoreFolder&) = delete;
  [[nodiscard]] std::filesystem::path database() const { return path_ / "ledger.db"; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::span<const std::string_view> ledger_migrations() {
  static const auto read = [](const std::string& name) {
    std::ifstream file(std::string(CONSENTRY_SOURCE_DIR "/src/io/store/migrations/") + name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  static const std::vector<std::string> texts = [] {
    std::vector<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(CONSENTRY_SOURCE_DIR "/src/io/store/migrations"))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    std::vector<std::string> all;
    for (const std::string& name : names) all.push_back(read(name));
    return all;
  }();
  static const std::vector<std::string_view> views(texts.begin(), texts.end());
  return views;
}

inline SigningKey store_key(std::uint8_t first = 1) {
  return *SigningKey::create("log.example", {first});
}

inline SqliteLedgerOptions options_in(const StoreFolder& folder) {
  SqliteLedgerOptions options;
  options.path = folder.database();
  options.migrations = ledger_migrations();
  options.clock = [] { return UtcTime{1763846801000}; };
  options.gather = std::chrono::milliseconds(0);
  return options;
}

}  // namespace consentry
