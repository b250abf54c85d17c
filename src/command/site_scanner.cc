// SPDX-License-Identifier: Apache-2.0
#include "command/site_scanner.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>

#include "command/browser_host.h"
#include "command/cpu_gate.h"
#include "command/interruption.h"
#include "command/performed_run.h"
#include "command/progress.h"
#include "command/run_plans.h"
#include "command/say.h"
#include "command/scan_options.h"
#include "command/scan_resumption.h"
#include "command/site_evaluation.h"
#include "core/judge/judge.h"
#include "core/judge/own_trials.h"
#include "core/judge/second_profile.h"
#include "core/observe/broken_run.h"
#include "io/browser/run.h"
#include "io/store/site_allowance.h"

namespace consentry {
namespace {

// A page that answers everything, but slowly, ends here; see also RunPlan::ceiling.
constexpr int kTimeoutsPerRun = 10;
constexpr std::chrono::seconds kShortestCeiling{60};
// What a further page adds to that: its settling and the longest pause a robots.txt may ask for.
constexpr std::chrono::seconds kLongestPage{20};

// Second visits may take half as long as all first ones did, and where those were few, this long:
// sites that starve others are slow again when they are alone. A run under way is not cut short.
constexpr std::chrono::seconds kSecondVisits{300};

using Clock = std::chrono::steady_clock;

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
        allowances_.emplace_back();
      }
    }
    scanned_.reports.resize(scanned_.entries.size());
    marked_.resize(scanned_.entries.size());
    for (std::size_t site = 0; site < left_.size(); ++site) sort_in(site);
  }

  std::vector<ScannedSites> perform_all() {
    do_all(workshop_, kept_.size(), [this](std::size_t index) { judge_kept(kept_[index]); });
    do_all(workshop_, open_.size() * certain_,
           [this](std::size_t index) { perform_one(open_[index / certain_], index % certain_); });
    visit_again();
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
        keep_ends(site);
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
    keep(site, certain_ + perform_wanted(site));
    finish(site);
  }

  // The further runs that the site needs and has not; returns how many were made.
  std::size_t perform_wanted(std::size_t site) {
    std::size_t made = 0;
    const auto has_made =
        std::count_if(ends_[site].begin() + static_cast<std::ptrdiff_t>(certain_),
                      ends_[site].end(), [](const RunEnd& end) { return end.has_log; });
    const std::size_t before = certain_ + static_cast<std::size_t>(has_made);
    for (std::size_t i = certain_; i < runs_.size(); ++i) {
      if (ends_[site][i].has_log || !wants(runs_[i], scanned_.reports[site], before + made)) {
        continue;
      }
      ends_[site][i] = admitted_run(site, i);
      ++made;
      evaluate(site);
    }
    return made;
  }

  // A run without a log has a cause outside the site (no browser, a full disk), so that trying
  // again is worth while.
  void keep(std::size_t site, std::size_t runs) {
    SiteEntry& entry = scanned_.entries[site];
    const bool whole =
        entry.runs.size() == runs && std::ranges::none_of(ends_[site], &RunEnd::cut_short);
    if (!whole) return;
    auto marked = mark_finished(workshop_.out, entry);
    if (!marked) say(marked.error().text());
    const std::lock_guard lock(mutex_);
    marked_[site] = marked.has_value();
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
    if (run.witness && made != certain_) return false;
    const RuleBook& rules = workshop_.knowledge.rules();
    const SiteJudgement judgement = judge_site(report.facts, rules, workshop_.request.profile);
    return run.settings ? needs_settings_again(rules, judgement)
                        : needs_second_profile(report.facts, judgement);
  }

  RunEnd admitted_run(std::size_t site, std::size_t run, std::string_view below = {}) {
    if (!workshop_.gate.enter()) return {false, "the scan was interrupted", true};
    RunEnd end = perform_run_of(site, runs_[run], below);
    workshop_.gate.leave();
    end.again = !below.empty();
    return end;
  }

  // `below`: where in the site's folder the run's own will lie, "" or kAgain.
  RunEnd perform_run_of(std::size_t site, const PlannedRun& planned, std::string_view below) {
    const ScanRequest& request = workshop_.request;
    RunPlan plan;
    const std::string name = std::string(below) + planned.name;
    plan.run = repetition_prefix(repetition_of(site)) + name;
    plan.site = scanned_.entries[site].url;
    plan.phases = planned.phases;
    plan.gpc = planned.gpc;
    plan.witness = planned.witness;
    plan.aside = planned.aside;
    plan.settings = planned.settings;
    plan.names = &planned == &runs_.front();
    plan.pages = request.pages - 1;  // further ones
    plan.navigation_timeout = std::chrono::seconds(request.timeout_s);
    plan.ceiling = std::clamp<std::chrono::milliseconds>(kTimeoutsPerRun * plan.navigation_timeout,
                                                         kShortestCeiling, plan.ceiling) +
                   plan.pages * kLongestPage;
    plan.idle_begins = [this] { workshop_.gate.step_out(); };
    plan.idle_ends = [this] { workshop_.gate.step_in(); };
    return perform_into(workshop_, workshop_.out / scanned_.entries[site].folder / name,
                        allowances_[site], [&](Browser& browser, RunSink& sink) {
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
      if (end.has_log) entry.runs.push_back(std::string(end.again ? kAgain : "") + runs_[run].name);
      if (!end.reason.empty() && entry.reason.find(end.reason) == std::string::npos) {
        entry.reason += (entry.reason.empty() ? "" : "; ") + end.reason;
      }
    }
    scanned_.reports[site] =
        evaluate_site(workshop_.out, entry, workshop_.request.phases, workshop_.knowledge);
  }

  std::string outcome_of(std::size_t site) {
    const SiteReport& report = scanned_.reports[site];
    std::string outcome(name_of(report.status));
    if (!report.reason.empty()) outcome += ": " + report.reason;
    return outcome;
  }
  void finish(std::size_t site) {
    progress_.finished(scanned_.entries[site].url, outcome_of(site));
  }

  // --- Second visits. A page that takes the whole machine can make others break off; alone, they
  // show what they are. One after another, those of which most was measured first, since they are
  // the likeliest not to have been the cause.

  void visit_again() {
    const bool crowded =
        workshop_.request.sites.urls.size() > 1 && (workshop_.gate.limit() > 1 || !kept_.empty());
    if (!crowded) return;
    const auto now = Clock::now();
    const auto until = now + std::max<Clock::duration>(kSecondVisits, (now - begun_) / 2);
    for (const std::size_t site : broken_sites()) {
      if (workshop_.interruption.requested()) return;
      progress_.started(scanned_.entries[site].url);
      visit_again(site, Clock::now() < until);
      progress_.visited_again(scanned_.entries[site].url, outcome_of(site));
    }
  }

  // Those that are not marked have another trouble than neighbours.
  std::vector<std::size_t> broken_sites() const {
    std::vector<std::pair<std::size_t, std::size_t>> sites;  // phases not measured, site
    for (std::size_t site = 0; site < scanned_.entries.size(); ++site) {
      if (!marked_[site] || !scanned_.entries[site].second_visits.empty()) continue;
      const auto& runs = scanned_.reports[site].facts.observation.runs;
      const auto broken = std::ranges::count_if(runs, [](const RunObservation& run) {
        return !broke_off_for_want_of_machine(run).empty();
      });
      if (broken == 0) continue;
      std::size_t missing = 0;
      for (const RunObservation& run : runs) missing += run.planned.size() - run.measured.size();
      sites.emplace_back(missing, site);
    }
    std::ranges::sort(sites);
    std::vector<std::size_t> order;
    for (const auto& [missing, site] : sites) order.push_back(site);
    return order;
  }

  void visit_again(std::size_t site, bool in_time) {
    SiteEntry& entry = scanned_.entries[site];
    std::error_code ignored;  // the first run into the folder will say that it holds something
    std::filesystem::remove_all((workshop_.out / entry.folder / kAgain).parent_path(), ignored);
    std::string hindrance = in_time ? "" : "the time for second visits was up";
    std::vector<RunEnd> ends = ends_[site];
    std::vector<SecondVisit> visits;
    for (const RunObservation& first : scanned_.reports[site].facts.observation.runs) {
      const std::size_t run = planned_run(first, site);
      if (run == runs_.size()) continue;
      SecondVisit visit{runs_[run].name, broke_off_for_want_of_machine(first), {}, false};
      if (visit.first.empty()) {
        ends[run].reason.clear();
      } else if (!hindrance.empty()) {
        visit.second = "not made, as " + hindrance;
        visits.push_back(std::move(visit));
      } else {
        RunEnd end = admitted_run(site, run, kAgain);
        if (!end.has_log || end.cut_short) return;  // to be made by a scan that goes on
        if (!compare(site, first, visit)) hindrance = "the visit before broke off again";
        if (visit.used) ends[run] = std::move(end);
        visits.push_back(std::move(visit));
      }
    }
    ends_[site] = std::move(ends);
    entry.second_visits = std::move(visits);
    evaluate(site);
    if (perform_wanted(site) > 0 && std::ranges::any_of(ends_[site], &RunEnd::cut_short)) return;
    if (auto marked = mark_finished(workshop_.out, entry); !marked) say(marked.error().text());
  }

  // False: the second broke off, too.
  bool compare(std::size_t site, const RunObservation& first, SecondVisit& visit) {
    const auto folder = workshop_.out / scanned_.entries[site].folder / kAgain / visit.run;
    const auto second = observe_run(folder, workshop_.knowledge);
    if (!second) {
      visit.second = second.error().text();
      return false;
    }
    visit.used = is_more_complete(*second, first);
    if (second->complete) return true;
    visit.second = broke_off_for_want_of_machine(*second);
    if (visit.second.empty()) visit.second = "it broke off for another reason";
    return false;
  }

  // The number of the planned run that an observed one is; runs_.size() when it is none.
  [[nodiscard]] std::size_t planned_run(const RunObservation& run, std::size_t site) const {
    const std::string prefix = repetition_prefix(repetition_of(site));
    const auto planned = std::ranges::find_if(
        runs_, [&](const PlannedRun& each) { return run.name == prefix + each.name; });
    return static_cast<std::size_t>(planned - runs_.begin());
  }

  // As evaluate() left them in the entry.
  void keep_ends(std::size_t site) {
    const SiteEntry& entry = scanned_.entries[site];
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      const auto has = [&](const std::string& name) {
        return std::ranges::find(entry.runs, name) != entry.runs.end();
      };
      RunEnd& end = ends_[site][run];
      end.again = has(std::string(kAgain) + runs_[run].name);
      end.has_log = end.again || has(runs_[run].name);
      if (end.has_log) end.reason = entry.reason;
    }
    marked_[site] = true;
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
  std::deque<SiteAllowance> allowances_;  // they stay where they are
  std::vector<bool> marked_;              // as finished
  const Clock::time_point begun_ = Clock::now();
  ScannedSites scanned_;
};

struct CrossRun {
  std::string run;
  const std::vector<std::string>* sites = nullptr;
  bool consents = false;
};

std::string cross_run(std::string_view kind, std::size_t index, std::size_t repetition) {
  return repetition_prefix(repetition) + std::string(kind) + std::to_string(index + 1);
}

void add_runs(std::string_view kind, const std::vector<std::vector<std::string>>& groups,
              bool consents, std::size_t repetition, std::vector<CrossRun>& runs) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    runs.push_back({cross_run(kind, i, repetition), &groups[i], consents});
  }
}

// Visits of an earlier plan, beyond the present one.
void remove_unplanned(const std::filesystem::path& out, std::string_view kind, std::size_t planned,
                      std::size_t repetition) {
  std::error_code error;
  while (std::filesystem::remove_all(out / "cross" / cross_run(kind, planned, repetition), error) >
             0 &&
         !error) {
    ++planned;
  }
}

// The folder of its log; empty when there is none.
std::string perform_cross(const ScanWorkshop& workshop, const CrossRun& cross) {
  std::string folder = "cross/" + cross.run;
  if (workshop.request.resume) {
    if (cross_is_finished(workshop.out, folder, *cross.sites)) return folder;
    std::error_code ignored;  // the run into the folder will say that it holds something
    std::filesystem::remove_all(workshop.out / folder, ignored);
  }
  if (!workshop.gate.enter()) return {};
  CrossPlan plan;
  plan.run = cross.run;
  plan.sites = *cross.sites;
  plan.consents = cross.consents;
  plan.navigation_timeout = std::chrono::seconds(workshop.request.timeout_s);
  SiteAllowance allowance;
  const RunEnd end = perform_into(workshop, workshop.out / folder, allowance,
                                  [&](Browser& browser, RunSink& sink) {
                                    return perform_cross_run(browser, plan, workshop.tools, sink);
                                  });
  workshop.gate.leave();
  if (!end.has_log) return {};
  if (end.cut_short) return folder;
  if (auto marked = mark_cross_finished(workshop.out, folder, *cross.sites); !marked) {
    say(marked.error().text());
  }
  return folder;
}

constexpr std::string_view kFollowed = "cross-";
constexpr std::string_view kCarried = "carry-";

}  // namespace

std::vector<ScannedSites> scan_sites(const ScanWorkshop& workshop, Progress& progress) {
  return Scan(workshop, progress).perform_all();
}

std::vector<std::string> scan_across_sites(const ScanWorkshop& workshop, const CrossVisits& visits,
                                           std::size_t repetition) {
  std::vector<CrossRun> runs;
  add_runs(kFollowed, visits.followed, false, repetition, runs);
  add_runs(kCarried, visits.carried, true, repetition, runs);
  if (workshop.request.resume) {
    remove_unplanned(workshop.out, kFollowed, visits.followed.size(), repetition);
    remove_unplanned(workshop.out, kCarried, visits.carried.size(), repetition);
  }
  std::vector<std::string> folders(runs.size());
  do_all(workshop, runs.size(),
         [&](std::size_t index) { folders[index] = perform_cross(workshop, runs[index]); });
  std::erase(folders, "");
  return folders;
}

}  // namespace consentry
