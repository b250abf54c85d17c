// SPDX-License-Identifier: Apache-2.0
#include "command/cpu_gate.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <string>

namespace consentry {
namespace {

// Long enough for /proc/stat's 10 ms ticks to mean something, short against a page load.
constexpr std::chrono::milliseconds kSampleEvery{100};
// Below this share of busy CPU another context adds throughput; above it only latency.
constexpr double kBusyCeiling = 0.92;

struct CpuTimes {
  std::uint64_t busy = 0;
  std::uint64_t total = 0;
};

CpuTimes read_cpu_times() {
  std::ifstream stat("/proc/stat");
  std::string label;
  CpuTimes times;
  std::uint64_t value = 0;
  stat >> label;
  for (int field = 0; field < 8 && stat >> value; ++field) {
    times.total += value;
    const bool idle = field == 3 || field == 4;  // proc(5): idle and iowait
    if (!idle) times.busy += value;
  }
  return times;
}

}  // namespace

CpuGate::CpuGate(int limit) : limit_(std::max(1, limit)), sampler_([this] { sample(); }) {}

CpuGate::~CpuGate() {
  close();
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  sampler_.join();
}

void CpuGate::sample() {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  CpuTimes last = read_cpu_times();
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kSampleEvery, [this] { return stop_; })) {
    const CpuTimes now = read_cpu_times();
    const double busy = now.total == last.total ? 0.0
                                                : static_cast<double>(now.busy - last.busy) /
                                                      static_cast<double>(now.total - last.total);
    last = now;
    credit_ = busy < kBusyCeiling ? cores : 0;
    if (credit_ > 0) wake_.notify_all();
  }
}

bool CpuGate::enter() {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this, cores] {
    const int running = running_.load();
    return closed_ || running < std::min(limit_, cores) || (running < limit_ && credit_ > 0);
  });
  if (closed_) return false;
  --credit_;
  ++running_;
  return true;
}

void CpuGate::leave() {
  --running_;
  wake_.notify_all();
}

void CpuGate::step_in() {
  if (!enter()) ++running_;
}

void CpuGate::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  wake_.notify_all();
}

}  // namespace consentry
