// SPDX-License-Identifier: Apache-2.0
#include "command/progress.h"

#include <cstdio>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace consentry {
namespace {

// Often enough to feel live, seldom enough to cost nothing.
constexpr std::chrono::milliseconds kRedrawEvery{200};
}  // namespace

TerminalStyle style_of(int descriptor) {
  TerminalStyle style;
  style.width = 0;
  const bool terminal = ::isatty(descriptor) != 0;
  winsize size{};
  if (terminal && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    style.width = size.ws_col;
  }
  style.colour = terminal && std::getenv("NO_COLOR") == nullptr;
  return style;
}

Progress::Progress(int total)
    : terminal_(::isatty(STDERR_FILENO) != 0), begin_(std::chrono::steady_clock::now()) {
  state_.total = total;
  if (terminal_) thread_ = std::thread([this] { draw_until_stopped(); });
}

Progress::~Progress() {
  if (!terminal_) return;
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
  std::fputs("\r\033[K", stderr);
}

void Progress::started(const std::string& site) {
  const std::lock_guard lock(mutex_);
  state_.current.push_back(site);
  state_.running = static_cast<int>(state_.current.size());
}

void Progress::finished(const std::string& site, const std::string& outcome) {
  const std::lock_guard lock(mutex_);
  std::erase(state_.current, site);
  state_.running = static_cast<int>(state_.current.size());
  ++state_.done;
  if (!terminal_) {
    std::fprintf(stderr, "%d/%d %s %s\n", state_.done, state_.total, site.c_str(), outcome.c_str());
  }
}

void Progress::visited_again(const std::string& site, const std::string& outcome) {
  const std::lock_guard lock(mutex_);
  std::erase(state_.current, site);
  state_.running = static_cast<int>(state_.current.size());
  if (!terminal_) std::fprintf(stderr, "again %s %s\n", site.c_str(), outcome.c_str());
}

void Progress::draw_until_stopped() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    draw();
    wake_.wait_for(lock, kRedrawEvery, [this] { return stop_; });
  }
}

void Progress::draw() {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin_;
  state_.elapsed_s = elapsed.count();
  const std::string line = "\r\033[K" + render_progress(state_, style_of(STDERR_FILENO));
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

}  // namespace consentry
