// SPDX-License-Identifier: Apache-2.0
// The folder a scan writes into, taken for itself.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/base/time.h"

namespace consentry {

// What may stand in the folder already.
enum class Occupied {
  refuse,  // nothing
  resume,  // an earlier scan that goes on
};

// A folder held by a lock file while the object lives, so that two scans never write into one.
// Movable. The lock ends with the process, however it ends.
class OutputFolder {
 public:
  // conflict: not empty, or another scan holds it; the text says what to do. unavailable: it cannot
  // be made or written.
  static Result<OutputFolder> take(const std::filesystem::path& path,
                                   Occupied occupied = Occupied::refuse);
  OutputFolder(OutputFolder&& other) noexcept;
  OutputFolder& operator=(OutputFolder&& other) noexcept;
  ~OutputFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Whether something stood in it when it was taken.
  [[nodiscard]] bool was_occupied() const { return was_occupied_; }

 private:
  OutputFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::filesystem::path path_;
  int lock_ = -1;
  bool was_occupied_ = false;
};

// "consentry-2026-11-22-130509": where a scan without --out writes, in the working directory.
std::string default_output_name(UtcTime now);

}  // namespace consentry
