// SPDX-License-Identifier: Apache-2.0
#include "command/output_folder.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace consentry {
namespace {

constexpr const char* kLockName = ".consentry-lock";
// Of a scan that was killed before it had begun.
constexpr const char* kUnbornManifest = "scan.json.part";

bool holds_something(const std::filesystem::path& path) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
    const auto name = entry.path().filename();
    if (name != kLockName && name != kUnbornManifest) return true;
  }
  return false;
}

}  // namespace

Result<OutputFolder> OutputFolder::take(const std::filesystem::path& path, Occupied occupied) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error || !std::filesystem::is_directory(path)) {
    return Error{ErrorKind::unavailable, "cannot make the folder " + path.string() + ": " +
                                             (error ? error.message() : "it is a file")};
  }
  const int lock = ::open((path / kLockName).c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
  if (lock < 0) {
    return Error{ErrorKind::unavailable,
                 "cannot write into " + path.string() + ": " + std::strerror(errno)};
  }
  OutputFolder folder(path, lock);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    folder.lock_ = -1;
    ::close(lock);
    return Error{ErrorKind::conflict,
                 "another scan is writing into " + path.string() + "; name another folder"};
  }
  folder.was_occupied_ = holds_something(path);
  if (folder.was_occupied_ && occupied == Occupied::refuse) {
    return Error{ErrorKind::conflict, "the folder " + path.string() +
                                          " is not empty; name another with --out, go on with the "
                                          "scan in it with --resume, or remove it"};
  }
  return folder;
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      was_occupied_(other.was_occupied_) {}

OutputFolder& OutputFolder::operator=(OutputFolder&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  std::swap(was_occupied_, other.was_occupied_);
  return *this;
}

OutputFolder::~OutputFolder() {
  if (lock_ < 0) return;
  ::unlink((path_ / kLockName).c_str());
  ::close(lock_);
}

std::string default_output_name(UtcTime now) {
  const std::string time = to_rfc3339(now);
  return "consentry-" + time.substr(0, 10) + "-" + time.substr(11, 2) + time.substr(14, 2) +
         time.substr(17, 2);
}

}  // namespace consentry
