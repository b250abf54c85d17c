// SPDX-License-Identifier: Apache-2.0
// ZIP archives whose bytes follow from what is put in (APPNOTE 6.3; by libarchive): files stored as
// they are, in the order given, all of one time and owner. Larger than 4 GiB is ZIP64.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace consentry {

// Writes under a temporary name and takes its own when finished. Not thread-safe. Destroyed
// unfinished, it leaves nothing. Errors are unavailable: the disk said no.
class ArchiveWriter {
 public:
  static Result<ArchiveWriter> create(const std::filesystem::path& path);
  ArchiveWriter(ArchiveWriter&&) noexcept;
  ArchiveWriter& operator=(ArchiveWriter&&) noexcept;
  ~ArchiveWriter();

  // Begins a file of `size` bytes, which add() gives in pieces.
  Status begin(const std::string& name, std::uint64_t size);
  // invalid_input when a file gets more than its size.
  Status add(std::string_view bytes);
  Status put(const std::string& name, std::string_view bytes);
  // Ends the archive durably. invalid_input when the last file has too few bytes.
  Status finish();

 private:
  struct State;
  explicit ArchiveWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct ArchiveEntry {
  std::string name;  // as it stands there: may be anything
  std::uint64_t size = 0;
};

// Reads a ZIP archive from begin to end. Not thread-safe.
class ArchiveReader {
 public:
  // not_found: no such file; invalid_input: no ZIP archive.
  static Result<ArchiveReader> open(const std::filesystem::path& path);
  ArchiveReader(ArchiveReader&&) noexcept;
  ArchiveReader& operator=(ArchiveReader&&) noexcept;
  ~ArchiveReader();

  // The next file, or nothing at the end. invalid_input: damaged, or what is no plain file.
  Result<std::optional<ArchiveEntry>> next();
  // The next piece of that file's bytes; empty at its end. Valid until the next call.
  // invalid_input: damaged.
  Result<std::string_view> read();

 private:
  struct State;
  explicit ArchiveReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace consentry
