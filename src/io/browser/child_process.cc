// SPDX-License-Identifier: Apache-2.0
#include "io/browser/child_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace consentry {
namespace {

// Above every number a child is given, so that moving one end never lands on another (3 and 4 may
// well be our own ends already).
constexpr int kSafeDescriptor = 32;
constexpr std::chrono::milliseconds kGroupGone{2000};

struct Prepared {
  std::vector<char*> arguments;
  std::vector<char*> environment;
  std::vector<std::pair<int, int>> descriptors;  // child's number, our copy at >= kSafeDescriptor
  int highest = 2;
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (const std::string& text : texts) out.push_back(const_cast<char*>(text.c_str()));
  out.push_back(nullptr);
  return out;
}

// Runs in the child between fork and exec: only async-signal-safe calls, because another thread may
// have held any lock at the fork.
[[noreturn]] void become(const ChildSpec& spec, const Prepared& prepared, int report) {
  const auto fail = [report](int stage) {
    const std::array<int, 2> why{stage, errno};
    [[maybe_unused]] const auto written = ::write(report, why.data(), sizeof why);
    ::_exit(127);
  };
  ::setpgid(0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  for (const auto& [wanted, ours] : prepared.descriptors) {
    if (::dup2(ours, wanted) < 0) fail(1);
  }
  if (::syscall(SYS_close_range, static_cast<unsigned>(prepared.highest) + 1, ~0U, 4U) != 0 &&
      errno != ENOSYS && errno != EINVAL) {
    fail(1);
  }
  if (spec.data_limit > 0) {
    // A smaller limit of the user's own stays.
    rlimit limit{};
    ::getrlimit(RLIMIT_DATA, &limit);
    limit.rlim_cur = limit.rlim_max = std::min<rlim_t>(limit.rlim_max, spec.data_limit);
    if (::setrlimit(RLIMIT_DATA, &limit) != 0) fail(4);
  }
  if (spec.uid) {
    if (::setgroups(0, nullptr) != 0 || ::setgid(static_cast<gid_t>(*spec.uid)) != 0 ||
        ::setuid(*spec.uid) != 0) {
      fail(2);
    }
  }
  if (!spec.directory.empty() && ::chdir(spec.directory.c_str()) != 0) fail(3);
  ::execve(prepared.arguments[0], prepared.arguments.data(), prepared.environment.data());
  fail(4);
  ::_exit(127);
}

std::string stage_name(int stage) {
  switch (stage) {
    case 1:
      return "passing descriptors";
    case 2:
      return "changing to an unprivileged user";
    case 3:
      return "entering its folder";
    default:
      return "starting";
  }
}

Result<Prepared> prepare(const ChildSpec& spec) {
  Prepared prepared;
  prepared.arguments = pointers(spec.arguments);
  prepared.environment = pointers(spec.environment);
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  std::map<int, int> wanted = spec.descriptors;
  for (const int standard : {0, 1, 2}) wanted.try_emplace(standard, null);
  for (const auto& [number, ours] : wanted) {
    const int moved = ::fcntl(ours, F_DUPFD_CLOEXEC, kSafeDescriptor);
    if (moved < 0) {
      const int error = errno;
      for (const auto& [n, copy] : prepared.descriptors) ::close(copy);
      ::close(null);
      return Error{ErrorKind::unavailable,
                   std::string("too many open files: ") + std::strerror(error)};
    }
    prepared.descriptors.emplace_back(number, moved);
    prepared.highest = std::max(prepared.highest, number);
  }
  ::close(null);
  return prepared;
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const ChildSpec& spec) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  auto prepared = prepare(spec);
  if (!prepared) return prepared.error();
  std::array<int, 2> report{};
  if (::pipe2(report.data(), O_CLOEXEC) != 0) {
    return Error{ErrorKind::unavailable, std::string("pipe: ") + std::strerror(errno)};
  }
  const int report_end = ::fcntl(report[1], F_DUPFD_CLOEXEC, kSafeDescriptor);
  ::close(report[1]);
  const pid_t pid = ::fork();
  if (pid == 0) become(spec, *prepared, report_end);
  const int fork_error = errno;
  ::close(report_end);
  for (const auto& [number, copy] : prepared->descriptors) ::close(copy);
  std::array<int, 2> why{};
  const bool failed = pid > 0 && ::read(report[0], why.data(), sizeof why) > 0;
  ::close(report[0]);
  if (pid < 0) {
    return Error{ErrorKind::unavailable, std::string("fork: ") + std::strerror(fork_error)};
  }
  ChildProcess child(pid);
  if (failed) {
    return Error{ErrorKind::unavailable,
                 stage_name(why[0]) + " " + spec.arguments[0] + ": " + std::strerror(why[1])};
  }
  return child;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      reaped_(other.reaped_),
      exit_status_(other.exit_status_) {}

ChildProcess::~ChildProcess() {
  if (pid_ > 0 && !reaped_) kill_group();
}

bool ChildProcess::reap() {
  if (reaped_) return true;
  int status = 0;
  const pid_t got = ::waitpid(pid_, &status, WNOHANG);
  if (got == 0) return false;
  reaped_ = true;
  if (got == pid_ && WIFEXITED(status)) exit_status_ = WEXITSTATUS(status);
  return true;
}

bool ChildProcess::wait(Deadline deadline) {
  if (reap()) return true;
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  pollfd fd{handle, POLLIN, 0};
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
  if (left.count() > 0) ::poll(&fd, 1, static_cast<int>(left.count()));
  if (handle >= 0) ::close(handle);
  return reap();
}

void ChildProcess::kill_group() {
  // Grandchildren become ours when their parent dies (see start), so none is left as a zombie even
  // where no init reaps. Nobody may still write into a folder that its owner is about to remove;
  // there is no event for "a group became empty", hence the short naps.
  const Deadline deadline = in(kGroupGone);
  while (Clock::now() < deadline) {
    const bool alive = ::kill(-pid_, SIGKILL) == 0 || errno == EPERM;
    while (::waitpid(-pid_, nullptr, WNOHANG) > 0) reaped_ = true;
    if (!alive) break;
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  reap();
}

}  // namespace consentry
