// SPDX-License-Identifier: Apache-2.0
#include "io/worker/worker_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <poll.h>
#include <set>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace consentry {
namespace {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

// How often the size of its folder is looked at.
constexpr std::chrono::milliseconds kLook{500};
constexpr std::chrono::milliseconds kMostToEnd{5000};
// A core file of a scan would hold what pages sent.
constexpr rlim_t kNoCore = 0;

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (const std::string& text : texts) out.push_back(const_cast<char*>(text.c_str()));
  out.push_back(nullptr);
  return out;
}

void limit(int what, std::uint64_t most) {
  rlimit now{};
  ::getrlimit(static_cast<__rlimit_resource>(what), &now);
  now.rlim_max = std::min<rlim_t>(now.rlim_max, most);
  now.rlim_cur = std::min<rlim_t>(now.rlim_cur, now.rlim_max);
  ::setrlimit(static_cast<__rlimit_resource>(what), &now);
}

// Runs in the child between fork and exec: only async-signal-safe calls, because another thread may
// have held any lock at the fork.
[[noreturn]] void become(const WorkerSpec& spec, char* const* arguments, char* const* environment,
                         int input, int output, int report, pid_t parent) {
  const auto fail = [report] {
    const int why = errno;
    [[maybe_unused]] const auto written = ::write(report, &why, sizeof why);
    ::_exit(127);
  };
  ::setsid();
  // Should the server be killed, nobody else could end the worker.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  if (::dup2(input, 0) < 0 || ::dup2(output, 1) < 0 || ::dup2(output, 2) < 0) fail();
  if (::dup2(report, 3) < 0 || ::fcntl(3, F_SETFD, FD_CLOEXEC) != 0) fail();
  report = 3;
  if (::syscall(SYS_close_range, 4U, ~0U, 0U) != 0) {
    for (int each = 4; each < 65'536; ++each) ::close(each);
  }
  [[maybe_unused]] const int ignored = ::nice(spec.nice);
  limit(RLIMIT_CORE, kNoCore);
  if (spec.memory_bytes > 0) limit(RLIMIT_DATA, spec.memory_bytes);
  if (spec.file_bytes > 0) limit(RLIMIT_FSIZE, spec.file_bytes);
  ::umask(0077);
  ::execve(arguments[0], arguments, environment);
  const int why = errno;
  [[maybe_unused]] const auto written = ::write(3, &why, sizeof why);
  ::_exit(127);
}

struct Relation {
  pid_t parent = 0;
  pid_t session = 0;
};

// Every process that we may see. proc(5): after the name in parentheses stand state, parent, group and
// session.
std::map<pid_t, Relation> all_processes() {
  std::map<pid_t, Relation> all;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename().string();
    pid_t pid = 0;
    const auto [end, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (wrong != std::errc{} || end != name.data() + name.size()) continue;
    std::ifstream file(entry.path() / "stat");
    std::string line;
    if (!std::getline(file, line)) continue;
    const std::size_t close = line.rfind(')');
    if (close == std::string::npos) continue;
    char state = 0;
    int group = 0;
    Relation relation;
    if (std::sscanf(line.c_str() + close + 1, " %c %d %d %d", &state, &relation.parent, &group,
                    &relation.session) == 4 &&
        state != 'Z')
      all[pid] = relation;
  }
  return all;
}

// A browser that the worker started is in a group of its own, and an orphan becomes our child: what
// belongs to the worker is told by its session and by who started whom.
void add_descendants(const std::map<pid_t, Relation>& all, std::set<pid_t>& ours) {
  bool grew = true;
  while (grew) {
    grew = false;
    for (const auto& [pid, relation] : all) {
      if (ours.contains(relation.parent) || ours.contains(relation.session))
        grew = ours.insert(pid).second || grew;
    }
  }
}

bool kill_those_alive(const std::map<pid_t, Relation>& all, const std::set<pid_t>& ours) {
  bool alive = false;
  for (const pid_t each : ours) {
    if (all.contains(each)) alive = ::kill(each, SIGKILL) == 0 || alive;
  }
  return alive;
}

}  // namespace

std::uint64_t folder_size(const fs::path& folder) {
  std::uint64_t sum = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error)) {
    std::error_code gone;
    if (each->is_symlink(gone) || !each->is_regular_file(gone)) continue;
    const auto size = each->file_size(gone);
    if (!gone) sum += size;
  }
  return sum;
}

Result<WorkerProcess> WorkerProcess::start(WorkerSpec spec) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const int input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int output =
      ::open(spec.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  std::array<int, 2> report{-1, -1};
  const bool ready = input >= 0 && output >= 0 && ::pipe2(report.data(), O_CLOEXEC) == 0;
  const int error = errno;
  std::vector<char*> arguments = pointers(spec.arguments);
  std::vector<char*> environment = pointers(spec.environment);
  const pid_t parent = ::getpid();
  const pid_t pid = ready ? ::fork() : -1;
  if (pid == 0)
    become(spec, arguments.data(), environment.data(), input, output, report[1], parent);
  const int fork_error = ready ? errno : error;
  for (const int each : {input, output, report[1]}) {
    if (each >= 0) ::close(each);
  }
  int why = 0;
  const bool failed = pid > 0 && ::read(report[0], &why, sizeof why) > 0;
  if (report[0] >= 0) ::close(report[0]);
  if (pid < 0)
    return Error{ErrorKind::unavailable, std::string("a worker: ") + std::strerror(fork_error)};
  WorkerProcess worker(std::move(spec), pid, static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)),
                       ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (failed)
    return Error{ErrorKind::unavailable,
                 "starting " + worker.spec_.arguments[0] + ": " + std::strerror(why)};
  return worker;
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : spec_(std::move(other.spec_)),
      pid_(std::exchange(other.pid_, -1)),
      process_(std::exchange(other.process_, -1)),
      wake_(std::exchange(other.wake_, -1)) {}

WorkerProcess::~WorkerProcess() {
  if (pid_ > 0) {
    end_all();
    ::waitpid(pid_, nullptr, 0);
  }
  if (process_ >= 0) ::close(process_);
  if (wake_ >= 0) ::close(wake_);
}

void WorkerProcess::stop() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);
}

WorkerEnd WorkerProcess::wait_for_end() const {
  const Clock::time_point until = Clock::now() + spec_.time;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    if (left.count() <= 0) return {WorkerFate::too_late};
    std::array<pollfd, 2> ends{{{process_, POLLIN, 0}, {wake_, POLLIN, 0}}};
    ::poll(ends.data(), ends.size(), static_cast<int>(std::min(left, kLook).count()));
    if (ends[1].revents != 0) return {WorkerFate::stopped};
    siginfo_t info{};
    // Left as a zombie for now: so nobody else gets its number before its descendants are ended.
    if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
        info.si_pid == pid_) {
      if (info.si_code == CLD_EXITED) return {WorkerFate::ended, info.si_status};
      return {WorkerFate::crashed, -1, info.si_status};
    }
    if (spec_.folder_bytes > 0 && folder_size(spec_.folder) > spec_.folder_bytes)
      return {WorkerFate::too_large};
  }
}

void WorkerProcess::end_all() {
  std::set<pid_t> ours{pid_};
  const Clock::time_point until = Clock::now() + kMostToEnd;
  while (Clock::now() < until) {
    const auto all = all_processes();
    add_descendants(all, ours);
    if (!kill_those_alive(all, ours)) return;
    for (const pid_t each : ours) {
      if (each != pid_) ::waitpid(each, nullptr, WNOHANG);
    }
    // There is no event for "the last of them is gone".
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

WorkerEnd WorkerProcess::run() {
  const WorkerEnd end = wait_for_end();
  end_all();
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
  return end;
}

}  // namespace consentry
