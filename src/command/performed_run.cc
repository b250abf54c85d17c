// SPDX-License-Identifier: Apache-2.0
#include "command/performed_run.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "command/browser_host.h"
#include "command/cpu_gate.h"
#include "command/interruption.h"
#include "command/site_scanner.h"
#include "io/store/run_folder_writer.h"

namespace consentry {
namespace {

// A browser that dies under one run may have been brought down by another; the same run gets one
// more try in a new browser before its page is held to be the cause.
constexpr int kTriesPerRun = 2;

}  // namespace

RunEnd perform_into(const ScanWorkshop& workshop, const std::filesystem::path& folder,
                    SiteAllowance& allowance,
                    const std::function<Status(Browser&, RunSink&)>& perform) {
  RunEnd end;
  for (int attempt = 0; attempt < kTriesPerRun; ++attempt) {
    auto browser = workshop.browsers.get();
    if (!browser) return {false, browser.error().text()};
    auto writer = RunFolderWriter::create(folder, allowance);
    if (!writer) return {false, writer.error().text()};
    const Status status = perform(**browser, **writer);
    const bool died = !(*browser)->alive();
    const Status kept = (*writer)->finish();
    end.has_log = kept.has_value();
    end.reason = !kept ? kept.error().text() : (status ? "" : status.error().text());
    end.cut_short = workshop.interruption.requested();
    if (!died || workshop.interruption.requested()) break;
    if (attempt + 1 == kTriesPerRun) break;
    std::filesystem::remove_all(folder);
    allowance.give_back((*writer)->bytes());
  }
  return end;
}

void do_all(const ScanWorkshop& workshop, std::size_t count,
            const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    while (true) {
      const std::size_t index = next++;
      if (index >= count) return;
      task(index);
    }
  };
  const std::size_t threads =
      std::min(count, static_cast<std::size_t>(std::max(1, workshop.gate.limit())));
  std::vector<std::thread> pool;
  for (std::size_t i = 0; i < threads; ++i) pool.emplace_back(work);
  for (std::thread& thread : pool) thread.join();
}

}  // namespace consentry
