// SPDX-License-Identifier: Apache-2.0
#include "io/store/archive_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace consentry {
namespace {

namespace fs = std::filesystem;

// ZIP knows no time before 1980. Noon, because its old field is in local time: no zone makes 1979 of it.
constexpr time_t kEntryTime = 315'576'000;
constexpr mode_t kEntryMode = 0644;
constexpr std::size_t kPieceBytes = std::size_t{256} << 10U;
// Archives are written as one stream; a block of this size is one call of the system.
constexpr std::size_t kBlockBytes = std::size_t{1} << 20U;

Error archive_error(ErrorKind kind, std::string_view doing, const fs::path& path, archive* from) {
  const char* reason = archive_error_string(from);
  return {kind, std::string(doing) + " " + path.string() + ": " +
                    (reason == nullptr ? "unknown reason" : reason)};
}

Status sync(const fs::path& path, int flags) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  const int failed = fd >= 0 && ::fsync(fd) == 0 ? 0 : errno;
  if (fd >= 0) ::close(fd);
  if (failed == 0) return {};
  return Error{ErrorKind::unavailable, "syncing " + path.string() + ": " + std::strerror(failed)};
}

}  // namespace

struct ArchiveWriter::State {
  fs::path path;
  fs::path temporary;
  archive* out = archive_write_new();
  archive_entry* entry = archive_entry_new();
  std::uint64_t open = 0;  // bytes that the begun file still lacks

  explicit State(const fs::path& target) : path(target), temporary(target) { temporary += ".part"; }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    archive_entry_free(entry);
    if (out == nullptr) return;
    archive_write_free(out);
    std::error_code ignored;
    fs::remove(temporary, ignored);
  }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter& ArchiveWriter::operator=(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

Result<ArchiveWriter> ArchiveWriter::create(const fs::path& path) {
  auto state = std::make_unique<State>(path);
  archive* out = state->out;
  const bool ready =
      archive_write_set_format_zip(out) == ARCHIVE_OK &&
      archive_write_zip_set_compression_store(out) == ARCHIVE_OK &&
      archive_write_set_bytes_per_block(out, static_cast<int>(kBlockBytes)) == ARCHIVE_OK &&
      archive_write_set_bytes_in_last_block(out, 1) == ARCHIVE_OK;
  if (!ready || archive_write_open_filename(out, state->temporary.c_str()) != ARCHIVE_OK) {
    return archive_error(ErrorKind::unavailable, "creating", path, out);
  }
  return ArchiveWriter(std::move(state));
}

Status ArchiveWriter::begin(const std::string& name, std::uint64_t size) {
  if (state_->open != 0) return invalid_input("a file of the archive is shorter than it was");
  archive_entry* entry = archive_entry_clear(state_->entry);
  archive_entry_set_pathname(entry, name.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, kEntryMode);
  archive_entry_set_uid(entry, 0);
  archive_entry_set_gid(entry, 0);
  archive_entry_set_mtime(entry, kEntryTime, 0);
  archive_entry_set_size(entry, static_cast<la_int64_t>(size));
  if (archive_write_header(state_->out, entry) != ARCHIVE_OK) {
    return archive_error(ErrorKind::unavailable, "writing", state_->path, state_->out);
  }
  state_->open = size;
  return {};
}

Status ArchiveWriter::add(std::string_view bytes) {
  if (bytes.size() > state_->open)
    return invalid_input("a file of the archive is longer than it was");
  const la_ssize_t written = archive_write_data(state_->out, bytes.data(), bytes.size());
  if (written < 0 || static_cast<std::size_t>(written) != bytes.size()) {
    return archive_error(ErrorKind::unavailable, "writing", state_->path, state_->out);
  }
  state_->open -= bytes.size();
  return {};
}

Status ArchiveWriter::put(const std::string& name, std::string_view bytes) {
  if (auto begun = begin(name, bytes.size()); !begun) return begun;
  return add(bytes);
}

Status ArchiveWriter::finish() {
  if (state_->open != 0) return invalid_input("a file of the archive is shorter than it was");
  if (archive_write_close(state_->out) != ARCHIVE_OK) {
    return archive_error(ErrorKind::unavailable, "writing", state_->path, state_->out);
  }
  archive_write_free(std::exchange(state_->out, nullptr));
  if (auto synced = sync(state_->temporary, 0); !synced) return synced;
  if (::rename(state_->temporary.c_str(), state_->path.c_str()) != 0) {
    return Error{ErrorKind::unavailable,
                 "renaming " + state_->path.string() + ": " + std::strerror(errno)};
  }
  return sync(state_->path.has_parent_path() ? state_->path.parent_path() : ".", O_DIRECTORY);
}

struct ArchiveReader::State {
  fs::path path;
  archive* in = archive_read_new();
  std::vector<char> piece = std::vector<char>(kPieceBytes);

  explicit State(fs::path from) : path(std::move(from)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { archive_read_free(in); }
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader& ArchiveReader::operator=(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return Error{ErrorKind::not_found, "there is no file " + path.string()};
  }
  auto state = std::make_unique<State>(path);
  archive* in = state->in;
  if (archive_read_support_format_zip_seekable(in) != ARCHIVE_OK ||
      archive_read_open_filename(in, path.c_str(), kBlockBytes) != ARCHIVE_OK) {
    return archive_error(ErrorKind::invalid_input, "reading", path, in);
  }
  return ArchiveReader(std::move(state));
}

Result<std::optional<ArchiveEntry>> ArchiveReader::next() {
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(state_->in, &entry);
  if (status == ARCHIVE_EOF) return std::optional<ArchiveEntry>();
  if (status != ARCHIVE_OK) {
    return archive_error(ErrorKind::invalid_input, "reading", state_->path, state_->in);
  }
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr || archive_entry_filetype(entry) != AE_IFREG ||
      archive_entry_size_is_set(entry) == 0 || archive_entry_size(entry) < 0) {
    return invalid_input("reading " + state_->path.string() + ": it holds what is no plain file");
  }
  return std::optional(ArchiveEntry{name, static_cast<std::uint64_t>(archive_entry_size(entry))});
}

Result<std::string_view> ArchiveReader::read() {
  const la_ssize_t length =
      archive_read_data(state_->in, state_->piece.data(), state_->piece.size());
  if (length < 0)
    return archive_error(ErrorKind::invalid_input, "reading", state_->path, state_->in);
  return std::string_view(state_->piece.data(), static_cast<std::size_t>(length));
}

}  // namespace consentry
