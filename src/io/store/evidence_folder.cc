// SPDX-License-Identifier: Apache-2.0
#include "io/store/evidence_folder.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace consentry {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10U;

Error disk_error(std::string_view doing, const fs::path& path, int error) {
  return {ErrorKind::unavailable,
          std::string(doing) + " " + path.string() + ": " + std::strerror(error)};
}

fs::path temporary_name(const fs::path& path) {
  fs::path name = path;
  name += ".part";
  return name;
}

// A rename is durable only once its folder is.
Status sync_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return disk_error("opening", folder, errno);
  const int failed = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  if (failed != 0) return disk_error("syncing", folder, failed);
  return {};
}

}  // namespace

Status create_evidence_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder)) {
    if (fs::exists(folder)) return Error{ErrorKind::conflict, folder.string() + " is no folder"};
    return disk_error("creating", folder, error.value());
  }
  if (!fs::is_empty(folder, error)) {
    return Error{ErrorKind::conflict, folder.string() + " already holds something"};
  }
  return {};
}

Result<GrowingFile> GrowingFile::create(const fs::path& path) {
  const fs::path temporary = temporary_name(path);
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return disk_error("creating", temporary, errno);
  return GrowingFile(path, fd);
}

GrowingFile::GrowingFile(GrowingFile&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      size_(other.size_),
      buffer_(std::move(other.buffer_)) {}

GrowingFile::~GrowingFile() {
  if (fd_ < 0) return;
  // A broken run's last lines are worth keeping; that they cannot be is not news any more.
  (void)flush();
  ::close(fd_);
}

Status GrowingFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_error("writing", path_, errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

Status GrowingFile::append(std::string_view bytes) {
  buffer_.append(bytes);
  size_ += bytes.size();
  return buffer_.size() >= kBufferBytes ? flush() : Status{};
}

Status GrowingFile::finish() {
  if (auto flushed = flush(); !flushed) return flushed;
  const int synced = ::fsync(fd_) == 0 ? 0 : errno;
  ::close(std::exchange(fd_, -1));
  if (synced != 0) return disk_error("syncing", path_, synced);
  if (::rename(temporary_name(path_).c_str(), path_.c_str()) != 0) {
    return disk_error("renaming", path_, errno);
  }
  return sync_folder(path_.has_parent_path() ? path_.parent_path() : ".");
}

Status write_whole_file(const fs::path& path, std::string_view bytes) {
  auto file = GrowingFile::create(path);
  if (!file) return file.error();
  Status status = file->append(bytes);
  if (status) status = file->finish();
  std::error_code ignored;
  if (!status) fs::remove(temporary_name(path), ignored);
  return status;
}

}  // namespace consentry
