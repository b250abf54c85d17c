// SPDX-License-Identifier: Apache-2.0
#include "io/browser/browser_binary.h"

#include <array>
#include <cctype>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <unistd.h>

#include "io/browser/child_process.h"

namespace consentry {
namespace {

constexpr std::chrono::milliseconds kVersionTime{15'000};
constexpr std::size_t kVersionBytes = 4096;

struct Build {
  BrowserBuild build;
  const char* path;
  const char* package;
};
constexpr std::array<Build, 2> kBuilds{
    {{BrowserBuild::shell, "/usr/lib/chromium/chromium-headless-shell", "chromium-headless-shell"},
     {BrowserBuild::chromium, "/usr/lib/chromium/chromium", "chromium"}}};

const Build& entry_of(BrowserBuild build) {
  return build == BrowserBuild::shell ? kBuilds[0] : kBuilds[1];
}

std::string install_hint(BrowserBuild build) {
  return std::string("install Debian's package ") + entry_of(build).package + " (apt-get install " +
         entry_of(build).package + "), or name a program in CONSENTRY_BROWSER_PATH";
}

std::string chosen_path(const BrowserOptions& options) {
  if (!options.path.empty()) return options.path;
  const char* overridden = std::getenv("CONSENTRY_BROWSER_PATH");
  if (overridden != nullptr && *overridden != '\0') return overridden;
  return entry_of(options.build).path;
}

std::string read_output(int fd, Deadline deadline) {
  std::string output;
  std::array<char, 512> buffer{};
  while (output.size() < kVersionBytes) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd waiting{fd, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) break;
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got <= 0) break;
    output.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return output;
}

Result<std::string> ask_version(const std::string& path) {
  std::array<int, 2> pipe_ends{};
  if (::pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return Error{ErrorKind::unavailable, "no pipe"};
  ChildSpec spec;
  spec.arguments = {path, "--version"};
  spec.environment = {"PATH=/usr/bin:/bin", "HOME=/nonexistent", "LANG=C.UTF-8"};
  spec.descriptors = {{1, pipe_ends[1]}};
  auto child = ChildProcess::start(spec);
  ::close(pipe_ends[1]);
  std::string output;
  if (child) output = read_output(pipe_ends[0], in(kVersionTime));
  ::close(pipe_ends[0]);
  if (!child) return child.error();
  return output;
}

}  // namespace

Result<BrowserBinary> read_version(std::string path, const std::string& output) {
  const std::size_t begin = output.find_first_of("0123456789");
  if (begin == std::string::npos) {
    return Error{ErrorKind::corrupt, path + " --version said no version"};
  }
  const std::size_t end = output.find_first_not_of("0123456789.", begin);
  BrowserBinary binary;
  binary.path = std::move(path);
  binary.version = output.substr(begin, end == std::string::npos ? end : end - begin);
  binary.major = std::atoi(binary.version.substr(0, 6).c_str());
  return binary;
}

Result<BrowserBinary> find_browser(const BrowserOptions& options) {
  const std::string path = chosen_path(options);
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return Error{ErrorKind::unavailable,
                 "no browser at " + path + ": " + install_hint(options.build)};
  }
  auto output = ask_version(path);
  if (!output) return output.error().in("asking the browser for its version");
  auto binary = read_version(path, *output);
  if (!binary)
    return Error{ErrorKind::unavailable,
                 binary.error().text() + ": " + install_hint(options.build)};
  if (binary->major < kOldestChromium) {
    return Error{ErrorKind::unsupported, path + " is version " + binary->version +
                                             ", too old: " + std::to_string(kOldestChromium) +
                                             " or later is needed; " + install_hint(options.build)};
  }
  return binary;
}

}  // namespace consentry
