// SPDX-License-Identifier: Apache-2.0
// Files that are whole or not there: written under a temporary name, synced, renamed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// Creates the folder and its parents. conflict: it holds something already, or is no folder;
// unavailable: the disk said no.
Status create_evidence_folder(const std::filesystem::path& folder);

// Replaces `path` in one step; a reader sees the old bytes or the new, never a part. unavailable:
// the disk said no (full, read-only); the temporary file is gone then.
Status write_whole_file(const std::filesystem::path& path, std::string_view bytes);

// A file that grows under a temporary name and gets its own when finished. Not thread-safe.
// Destroyed unfinished, it leaves the temporary file behind: half a log is evidence of a run that
// broke off.
class GrowingFile {
 public:
  static Result<GrowingFile> create(const std::filesystem::path& path);
  GrowingFile(GrowingFile&& other) noexcept;
  GrowingFile& operator=(GrowingFile&&) = delete;
  ~GrowingFile();

  Status append(std::string_view bytes);
  // Syncs, renames, syncs the folder. Nothing may be appended afterwards.
  Status finish();
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  GrowingFile(std::filesystem::path path, int fd) : path_(std::move(path)), fd_(fd) {}
  Status flush();
  std::filesystem::path path_;
  int fd_ = -1;
  std::size_t size_ = 0;
  std::string buffer_;
};

}  // namespace consentry
