// SPDX-License-Identifier: Apache-2.0
#include "e2e/temporary_folder.h"

#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <poll.h>
#include <stdexcept>
#include <sys/inotify.h>
#include <unistd.h>

namespace consentry::e2e {

namespace fs = std::filesystem;

namespace {

// Asks `there` at first and at each change in the folder, until it is so or the deadline passes.
bool wait_for(const fs::path& folder, std::chrono::seconds deadline,
              const std::function<bool()>& there) {
  const auto until = std::chrono::steady_clock::now() + deadline;
  const int watch = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  ::inotify_add_watch(watch, folder.c_str(), IN_CREATE | IN_MOVED_TO);
  bool seen = there();
  while (!seen && std::chrono::steady_clock::now() < until) {
    pollfd wanted{watch, POLLIN, 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    ::poll(&wanted, 1, static_cast<int>(left.count()));
    std::array<char, 4096> events{};
    while (::read(watch, events.data(), events.size()) > 0) {
    }
    seen = there();
  }
  ::close(watch);
  return seen;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "consentry-e2e-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = pattern;
  fs::permissions(path_, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return *this / name;
}

std::string read_whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool wait_for_path(const fs::path& path, std::chrono::seconds deadline) {
  return wait_for(path.parent_path(), deadline, [&] { return fs::exists(path); });
}

bool wait_for_entry(const fs::path& folder, std::chrono::seconds deadline) {
  return wait_for(folder, deadline, [&] { return !fs::is_empty(folder); });
}

}  // namespace consentry::e2e
