// SPDX-License-Identifier: Apache-2.0
// A folder for one test, removed with all that is in it. Others may pass through it: a browser that
// runs under an unprivileged user keeps its profile below.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace consentry::e2e {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const {
    return (path_ / name).string();
  }
  // Writes a file and gives its path.
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

std::string read_whole(const std::filesystem::path& path);

// Waits until `path` exists, in a folder that does; false when the deadline passes first.
bool wait_for_path(const std::filesystem::path& path, std::chrono::seconds deadline);
// Waits until something stands in a folder.
bool wait_for_entry(const std::filesystem::path& folder, std::chrono::seconds deadline);

}  // namespace consentry::e2e
