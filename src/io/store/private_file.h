// SPDX-License-Identifier: Apache-2.0
// Secrets and locks in a data folder.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// Makes a file that only its owner can read, durably. conflict: it is there already.
Status create_private_file(const std::filesystem::path& path, std::string_view bytes);

// Held by the one process that writes to a data folder, until destroyed or the process ends.
class FolderLock {
 public:
  // conflict: another process holds it.
  static Result<FolderLock> take(const std::filesystem::path& file);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace consentry
