// SPDX-License-Identifier: Apache-2.0
#include "e2e/program_run.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace consentry::e2e {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> with(const std::vector<std::string>& added) {
  const auto name_of = [](const std::string& entry) {
    return entry.substr(0, entry.find('=') + 1);
  };
  std::vector<std::string> all = added;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const bool replaced =
        std::ranges::any_of(added, [&](const auto& a) { return text.starts_with(name_of(a)); });
    if (!replaced) all.push_back(text);
  }
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

int milliseconds_until(Clock::time_point until) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

// Appends what can be read; closes the descriptor at its end.
void take(int& fd, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t got = ::read(fd, buffer.data(), buffer.size());
  if (got > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
    return;
  }
  ::close(fd);
  fd = -1;
}

}  // namespace

RunningProgram::RunningProgram(const std::vector<std::string>& words,
                               const std::vector<std::string>& environment) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("pipe2");
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, err[1], STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::vector<std::string> line{CONSENTRY_PROGRAM};
  line.insert(line.end(), words.begin(), words.end());
  std::vector<std::string> variables = with(environment);
  const int failed = ::posix_spawn(&pid_, CONSENTRY_PROGRAM, &files, &attributes,
                                   pointers(line).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  ::close(out[1]);
  ::close(err[1]);
  out_fd_ = out[0];
  err_fd_ = err[0];
  if (failed != 0) throw std::runtime_error("cannot start " CONSENTRY_PROGRAM);
}

RunningProgram::~RunningProgram() {
  if (pid_ > 0) {
    signal_group(SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  for (const int fd : {out_fd_, err_fd_}) {
    if (fd >= 0) ::close(fd);
  }
}

bool RunningProgram::read_some(Clock::time_point until) {
  std::array<pollfd, 2> wanted{pollfd{out_fd_, POLLIN, 0}, pollfd{err_fd_, POLLIN, 0}};
  if ((out_fd_ < 0 && err_fd_ < 0) || Clock::now() >= until) return false;
  ::poll(wanted.data(), wanted.size(), milliseconds_until(until));
  if (wanted[0].revents != 0) take(out_fd_, out_);
  if (wanted[1].revents != 0) take(err_fd_, err_);
  return true;
}

bool RunningProgram::wait_for_output(const std::string& text, std::chrono::seconds deadline) {
  const auto until = Clock::now() + deadline;
  while (out_.find(text) == std::string::npos) {
    if (!read_some(until)) return false;
  }
  return true;
}

void RunningProgram::signal_group(int signal) const {
  if (pid_ > 0) ::kill(-pid_, signal);
}

Ended RunningProgram::wait(std::chrono::seconds deadline) {
  const auto until = Clock::now() + deadline;
  while (read_some(until)) {
  }
  Ended ended;
  ended.late = out_fd_ >= 0 || err_fd_ >= 0;
  if (ended.late) signal_group(SIGKILL);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  if (WIFEXITED(status)) ended.status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  ended.out = out_;
  ended.err = err_;
  return ended;
}

Ended run(const std::vector<std::string>& words, std::chrono::seconds deadline) {
  return RunningProgram(words).wait(deadline);
}

}  // namespace consentry::e2e
