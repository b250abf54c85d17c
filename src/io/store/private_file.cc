// SPDX-License-Identifier: Apache-2.0
#include "io/store/private_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace consentry {
namespace {

Error failed(std::string_view doing, const std::filesystem::path& path) {
  const ErrorKind kind =
      errno == EEXIST || errno == EWOULDBLOCK ? ErrorKind::conflict : ErrorKind::unavailable;
  return {kind, std::string(doing) + " " + path.string() + ": " + std::strerror(errno)};
}

}  // namespace

Status create_private_file(const std::filesystem::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return failed("creating", path);
  const auto written = ::write(file, bytes.data(), bytes.size());
  const bool whole = written >= 0 && static_cast<std::size_t>(written) == bytes.size();
  if (whole && ::fsync(file) == 0) {
    ::close(file);
    const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) ::fsync(folder);
    if (folder >= 0) ::close(folder);
    return {};
  }
  const Error error = failed("writing", path);
  ::close(file);
  ::unlink(path.c_str());
  return error;
}

Result<FolderLock> FolderLock::take(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed("opening", file);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const Error error = failed("locking", file);
    ::close(descriptor);
    return error;
  }
  return FolderLock(descriptor);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace consentry
