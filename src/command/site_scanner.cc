// SPDX-License-Identifier: Apache-2.0
#include "command/site_scanner.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "command/browser_host.h"
#include "command/cpu_gate.h"
#include "command/interruption.h"
#include "command/progress.h"
#include "command/run_plans.h"
#include "command/say.h"
#include "command/scan_options.h"
#include "command/scan_resumption.h"
#include "command/site_evaluation.h"
#include "core/judge/judge.h"
#include "core/judge/own_trials.h"
#include "core/judge/second_profile.h"
#include "io/browser/run.h"
#include "io/store/run_folder_writer.h"

namespace consentry {
namespace {

// A browser that dies under one run may have been brought down by another; the same run gets one
// more try in a new browser before its page is held to be the cause.
constexpr int kTriesPerRun = 2;

// A page that answers everything, but slowly, ends here; see also RunPlan::ceiling.
constexpr int kTimeoutsPerRun = 10;
constexpr std::chrono::seconds kShortestCeiling{60};
// What a further page adds to that: its settling and the longest pause a robots.txt may ask for.
constexpr std::chrono::seconds kLongestPage{20};

struct RunEnd {
  bool has_log = false;
  std::string reason;      // empty: ended well
  bool cut_short = false;  // by an interruption; another scan may do better
};

using Performer = std::function<Status(Browser&, RunSink&)>;

// One run into `folder`, tried again when the browser died under it.
RunEnd perform(const ScanWorkshop& workshop, const std::filesystem::path& folder,
               const Performer& perform_in) {
  RunEnd end;
  for (int attempt = 0; attempt < kTriesPerRun; ++attempt) {
    auto browser = workshop.browsers.get();
    if (!browser) return {false, browser.error().text()};
    auto writer = RunFolderWriter::create(folder);
    if (!writer) return {false, writer.error().text()};
    const Status status = perform_in(**browser, **writer);
    const bool died = !(*browser)->alive();
    const Status kept = (*writer)->finish();
    end.has_log = kept.has_value();
    end.reason = !kept ? kept.error().text() : (status ? "" : status.error().text());
    end.cut_short = workshop.interruption.requested();
    if (!died || workshop.interruption.requested()) break;
    if (attempt + 1 < kTriesPerRun) std::filesystem::remove_all(folder);
  }
  return end;
}

// Runs tasks 0..count-1 on up to `threads` threads, each started only when the gate admits it.
void run_all(const ScanWorkshop& workshop, std::size_t count,
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

// The state of one scan: which runs are left of each site, and what came of them.
class Scan {
 public:
  Scan(const ScanWorkshop& workshop, Progress& progress)
      : workshop_(workshop),
        progress_(progress),
        runs_(plan_runs(workshop.request.phases)),
        certain_(certain_runs(runs_)) {
    const auto repetitions = static_cast<std::size_t>(workshop.request.repeat);
    for (std::size_t repetition = 0; repetition < repetitions; ++repetition) {
      for (const std::string& url : workshop.request.sites.urls) {
        scanned_.entries.push_back({url, site_folder(url, repetition), {}, {}});
        left_.push_back(certain_);
        ends_.emplace_back(runs_.size());
      }
    }
    scanned_.reports.resize(scanned_.entries.size());
    for (std::size_t site = 0; site < left_.size(); ++site) sort_in(site);
  }

  std::vector<ScannedSites> perform_all() {
    run_all(workshop_, kept_.size(), [this](std::size_t index) { judge_kept(kept_[index]); });
    run_all(workshop_, open_.size() * certain_,
            [this](std::size_t index) { perform_one(open_[index / certain_], index % certain_); });
    return by_repetition();
  }

 private:
  // Sites are numbered through all repetitions, those of the first before those of the second.
  [[nodiscard]] std::size_t repetition_of(std::size_t site) const {
    return site / workshop_.request.sites.urls.size();
  }

  std::vector<ScannedSites> by_repetition() {
    std::vector<ScannedSites> parts(static_cast<std::size_t>(workshop_.request.repeat));
    for (std::size_t site = 0; site < scanned_.entries.size(); ++site) {
      ScannedSites& part = parts[repetition_of(site)];
      part.entries.push_back(std::move(scanned_.entries[site]));
      part.reports.push_back(std::move(scanned_.reports[site]));
    }
    return parts;
  }

  // What an earlier scan finished is kept; what it left half done would mix with what comes now.
  void sort_in(std::size_t site) {
    SiteEntry& entry = scanned_.entries[site];
    if (workshop_.request.resume) {
      if (auto finished = finished_site(workshop_.out, entry.url, repetition_of(site))) {
        entry = *std::move(finished);
        kept_.push_back(site);
        return;
      }
      remove_captures(workshop_.out, entry.url, repetition_of(site));
    }
    open_.push_back(site);
  }

  void judge_kept(std::size_t site) {
    scanned_.reports[site] = evaluate_site(workshop_.out, scanned_.entries[site],
                                           workshop_.request.phases, workshop_.knowledge);
    finish(site);
  }

  void perform_one(std::size_t site, std::size_t run) {
    if (run == 0) progress_.started(scanned_.entries[site].url);
    RunEnd end = admitted_run(site, run);
    {
      const std::lock_guard lock(mutex_);
      ends_[site][run] = std::move(end);
      if (--left_[site] > 0) return;
    }
    evaluate(site);
    std::size_t made = certain_;
    for (std::size_t i = certain_; i < runs_.size(); ++i) {
      if (!wants(runs_[i], scanned_.reports[site], made)) continue;
      ends_[site][i] = admitted_run(site, i);
      ++made;
      evaluate(site);
    }
    keep(site, made);
    finish(site);
  }

  // A run without a log has a cause outside the site (no browser, a full disk), so that trying
  // again is worth while.
  void keep(std::size_t site, std::size_t runs) {
    SiteEntry& entry = scanned_.entries[site];
    const bool whole =
        entry.runs.size() == runs && std::ranges::none_of(ends_[site], &RunEnd::cut_short);
    if (!whole) return;
    if (auto marked = mark_finished(workshop_.out, entry); !marked) say(marked.error().text());
  }

  // They stand before those that only some sites need.
  static std::size_t certain_runs(const std::vector<PlannedRun>& runs) {
    return static_cast<std::size_t>(std::ranges::count_if(runs, &PlannedRun::certain));
  }

  // `made`: runs of this site so far.
  [[nodiscard]] bool wants(const PlannedRun& run, const SiteReport& report,
                           std::size_t made) const {
    if (run.aside) return needs_trials_without_signal(report.facts);
    // Any further run has seen the site once more already.
    return made == certain_ &&
           needs_second_profile(report.facts, judge_site(report.facts, workshop_.knowledge.rules(),
                                                         workshop_.request.profile));
  }

  RunEnd admitted_run(std::size_t site, std::size_t run) {
    if (!workshop_.gate.enter()) return {false, "the scan was interrupted", true};
    RunEnd end = perform_run_of(site, runs_[run]);
    workshop_.gate.leave();
    return end;
  }

  RunEnd perform_run_of(std::size_t site, const PlannedRun& planned) {
    const ScanRequest& request = workshop_.request;
    RunPlan plan;
    plan.run = repetition_prefix(repetition_of(site)) + planned.name;
    plan.site = scanned_.entries[site].url;
    plan.phases = planned.phases;
    plan.gpc = planned.gpc;
    plan.witness = planned.witness;
    plan.aside = planned.aside;
    plan.names = &planned == &runs_.front();
    plan.pages = request.pages - 1;  // further ones
    plan.navigation_timeout = std::chrono::seconds(request.timeout_s);
    plan.ceiling = std::clamp<std::chrono::milliseconds>(kTimeoutsPerRun * plan.navigation_timeout,
                                                         kShortestCeiling, plan.ceiling) +
                   plan.pages * kLongestPage;
    plan.idle_begins = [this] { workshop_.gate.step_out(); };
    plan.idle_ends = [this] { workshop_.gate.step_in(); };
    return perform(workshop_, workshop_.out / scanned_.entries[site].folder / planned.name,
                   [&](Browser& browser, RunSink& sink) {
                     return perform_run(browser, plan, workshop_.tools, sink);
                   });
  }

  // From the runs that were made.
  void evaluate(std::size_t site) {
    SiteEntry& entry = scanned_.entries[site];
    entry.runs.clear();
    entry.reason.clear();
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      const RunEnd& end = ends_[site][run];
      if (end.has_log) entry.runs.push_back(runs_[run].name);
      if (!end.reason.empty() && entry.reason.find(end.reason) == std::string::npos) {
        entry.reason += (entry.reason.empty() ? "" : "; ") + end.reason;
      }
    }
    scanned_.reports[site] =
        evaluate_site(workshop_.out, entry, workshop_.request.phases, workshop_.knowledge);
  }

  void finish(std::size_t site) {
    const SiteReport& report = scanned_.reports[site];
    std::string outcome(name_of(report.status));
    if (!report.reason.empty()) outcome += ": " + report.reason;
    progress_.finished(scanned_.entries[site].url, outcome);
  }

  const ScanWorkshop& workshop_;
  Progress& progress_;
  const std::vector<PlannedRun> runs_;
  const std::size_t certain_;      // runs that every site gets
  std::vector<std::size_t> kept_;  // sites that an earlier scan finished
  std::vector<std::size_t> open_;  // the others
  std::mutex mutex_;
  std::vector<std::size_t> left_;
  std::vector<std::vector<RunEnd>> ends_;
  ScannedSites scanned_;
};

std::string cross_run(std::size_t index, std::size_t repetition) {
  return repetition_prefix(repetition) + "cross-" + std::to_string(index + 1);
}

// Visits of an earlier plan, beyond the present one.
void remove_unplanned(const std::filesystem::path& out, std::size_t planned,
                      std::size_t repetition) {
  std::error_code error;
  while (std::filesystem::remove_all(out / "cross" / cross_run(planned, repetition), error) > 0 &&
         !error) {
    ++planned;
  }
}

}  // namespace

std::vector<ScannedSites> scan_sites(const ScanWorkshop& workshop, Progress& progress) {
  return Scan(workshop, progress).perform_all();
}

std::vector<std::string> scan_across_sites(const ScanWorkshop& workshop,
                                           const std::vector<std::vector<std::string>>& groups,
                                           std::size_t repetition) {
  std::vector<std::string> folders(groups.size());
  if (workshop.request.resume) remove_unplanned(workshop.out, groups.size(), repetition);
  run_all(workshop, groups.size(), [&](std::size_t index) {
    const std::string run = cross_run(index, repetition);
    const std::string folder = "cross/" + run;
    if (workshop.request.resume) {
      if (cross_is_finished(workshop.out, folder, groups[index])) {
        folders[index] = folder;
        return;
      }
      std::error_code ignored;
      std::filesystem::remove_all(workshop.out / folder, ignored);
    }
    if (!workshop.gate.enter()) return;
    CrossPlan plan;
    plan.run = run;
    plan.sites = groups[index];
    plan.navigation_timeout = std::chrono::seconds(workshop.request.timeout_s);
    const RunEnd end =
        perform(workshop, workshop.out / folder, [&](Browser& browser, RunSink& sink) {
          return perform_cross_run(browser, plan, workshop.tools, sink);
        });
    workshop.gate.leave();
    if (!end.has_log) return;
    folders[index] = folder;
    if (end.cut_short) return;
    if (auto marked = mark_cross_finished(workshop.out, folder, groups[index]); !marked) {
      say(marked.error().text());
    }
  });
  std::erase(folders, "");
  return folders;
}

}  // namespace consentry
