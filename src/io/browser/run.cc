// SPDX-License-Identifier: Apache-2.0
#include "io/browser/run.h"

#include <algorithm>
#include <array>
#include <sys/random.h>

#include "core/base/digest.h"
#include "core/observe/later_visit.h"
#include "io/browser/browser.h"
#include "io/browser/visit.h"

namespace consentry {
namespace {

UtcTime wall_clock() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

// A fresh name in every run, so that no page can know the probe's channel beforehand.
std::string random_name() {
  std::array<unsigned char, 9> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) < 0) return "b0";
  std::string name = "b";
  for (const unsigned char byte : bytes) name.push_back(static_cast<char>('a' + byte % 26));
  return name;
}

struct Asked {
  std::string run;
  std::string site;
  std::vector<Phase> phases;
  bool gpc = false;
  int pages = 0;
  std::chrono::milliseconds navigation_timeout;
};

RunOpening opening_of(const Asked& asked, const Browser& browser, const RunTools& tools,
                      const std::string& binding) {
  const BrowserFacts& facts = browser.facts();
  const BrowserOptions& options = browser.options();
  RunOpening opening;
  opening.run = asked.run;
  opening.site = asked.site;
  opening.phases = asked.phases;
  opening.gpc = asked.gpc;
  opening.started = wall_clock();
  opening.program = tools.program;
  opening.product = facts.product;
  opening.build = facts.build;
  opening.user_agent = facts.user_agent;
  opening.third_party_cookies = options.third_party_cookies;
  opening.viewport_width = options.viewport_width;
  opening.viewport_height = options.viewport_height;
  opening.language = options.language;
  opening.timeout_ms = asked.navigation_timeout.count();
  opening.sandbox = facts.sandbox;
  opening.connect_to = options.connect_to;
  opening.through_proxy = options.socks_port > 0;
  if (!options.extra_ca_pem.empty()) opening.extra_ca_sha256 = sha256_hex(options.extra_ca_pem);
  opening.pages = asked.pages;
  opening.binding = binding;
  return opening;
}

// How far a run came; its closing line.
struct Progress {
  bool measured = false;  // some step ended
  std::string broken;     // why a planned phase broke off; "" when none did
};

class PhaseRun {
 public:
  PhaseRun(Browser& browser, Visit& visit, const RunPlan& plan)
      : browser_(browser), visit_(visit), plan_(plan) {}

  Progress perform() {
    for (const Phase phase : plan_.phases) {
      if (phase == Phase::revisit) {
        if (!revisited()) return progress_;
        continue;
      }
      const bool choosing = phase != Phase::before && phase != Phase::gpc;
      if (!(choosing ? chosen(phase) : observed(phase))) return progress_;
    }
    if (plan_.settings) look_into_settings();
    // This profile has shown what it was made for.
    const bool under_signal = plan_.gpc && plan_.phases.back() == Phase::gpc;
    if (plan_.aside || under_signal) visit_.look_aside(plan_);
    return progress_;
  }

 private:
  [[nodiscard]] bool has(Phase phase) const {
    return std::ranges::find(plan_.phases, phase) != plan_.phases.end();
  }

  // Goes and says whether the run can go on with that page.
  bool arrived(Phase phase, Step step, const std::string& url) {
    if (visit_.go(phase, step, url) == Arrival::page) return true;
    progress_.broken = std::string(name_of(phase)) + ": " + visit_.reason();
    return false;
  }

  bool observed(Phase phase) {
    if (!arrived(phase, Step::load, plan_.site)) return false;
    landing_ = visit_.url();
    if (!plan_.witness) {
      // The picture shows the banner, also one that comes late, and serves as the one before the
      // first click.
      visit_.look_at_banner();
      visit_.screenshot("loaded");
    }
    const std::size_t wanted = static_cast<std::size_t>(std::max(plan_.pages, 0));
    const FurtherPages pages = wanted > 0 ? visit_.searched_pages(browser_, wanted + 1)
                                          : FurtherPages{visit_.further_pages(1), {}, {}};
    links_ = pages.urls;
    if (!visit_.end_step()) return broke(phase);
    progress_.measured = true;
    for (std::size_t i = 0; i < std::min(wanted, links_.size()); ++i) {
      visit_.pause(pages.apart);
      const Arrival arrival = visit_.go(phase, Step::page, links_[i]);
      if (arrival == Arrival::ended || !visit_.end_step()) return broke(phase);
      away_ = true;
    }
    return true;
  }

  bool broke(Phase phase) {
    progress_.broken = std::string(name_of(phase)) + ": " + visit_.reason();
    return false;
  }

  bool chosen(Phase phase) {
    if (away_) {
      if (!arrived(phase, Step::choice, landing_)) return false;
      away_ = false;
    }
    if (phase == Phase::accept && visit_.look_into_settings(phase) &&
        !arrived(phase, Step::choice, landing_)) {
      return false;
    }
    const ChoiceResult result = visit_.choose(phase);
    // Nothing was clicked, so what follows would be 'before' under another name.
    if (result == ChoiceResult::no_banner || result == ChoiceResult::no_control) return false;
    if (result == ChoiceResult::failed) {
      progress_.broken = std::string(name_of(phase)) + ": the choice broke off";
      return false;
    }
    refused_ = refused_ || (phase == Phase::refuse && result == ChoiceResult::done);
    if (!arrived(phase, Step::reload, landing_)) return false;
    // A page without a banner was pictured after the click already.
    const bool asks_again = phase == Phase::refuse && visit_.look_for_return();
    if (asks_again || !visit_.choice_pictured()) visit_.screenshot("reloaded");
    if (phase == Phase::accept) visit_.look_for_reopen();
    if (!visit_.end_step()) return broke(phase);
    if (!second_page(phase)) return false;
    // Withdrawing without a consent that was given would show nothing.
    return phase != Phase::accept || result == ChoiceResult::done || !has(Phase::withdraw);
  }

  // Only the look is wanted: what opening them loads belongs to no phase, as no choice follows.
  void look_into_settings() {
    if (away_ && !arrived(Phase::accept, Step::choice, landing_)) return;
    (void)visit_.look_into_settings(Phase::accept);
    if (!visit_.end_step()) broke(Phase::accept);
  }

  // Without a refusal that was made there is nothing to be remembered.
  bool revisited() {
    if (!refused_) return true;
    for (const auto& [step, days] : kLaterVisits) {
      visit_.let_days_pass(days);
      if (!arrived(Phase::revisit, step, landing_)) return false;
      visit_.screenshot("reloaded");
      visit_.look_for_return();
      if (!visit_.end_step()) return broke(Phase::revisit);
    }
    return true;
  }

  bool second_page(Phase phase) {
    if (links_.empty()) return true;
    const Arrival arrival = visit_.go(phase, Step::second_page, links_.front());
    if (arrival == Arrival::ended) return broke(phase);
    // One look: a banner that comes late was waited for on the page that was loaded before.
    if (phase == Phase::refuse && arrival == Arrival::page) visit_.look_once();
    const bool way_back =
        phase == Phase::accept && arrival == Arrival::page && visit_.look_for_reopen();
    if (!visit_.end_step()) return broke(phase);
    // Where a way back is seen consent can be withdrawn; elsewhere the next choice begins anew.
    away_ = !way_back;
    return true;
  }

  Browser& browser_;
  Visit& visit_;
  const RunPlan& plan_;
  Progress progress_;
  std::string landing_;
  std::vector<std::string> links_;
  bool away_ = false;
  bool refused_ = false;
};

void close(EventLog& log, const Progress& progress) {
  const std::string_view status = progress.broken.empty() ? "complete"
                                  : progress.measured     ? "partial"
                                                          : "failed";
  log.close(status, progress.broken);
}

template <typename Steps>
Status with_visit(Browser& browser, const Asked& asked, std::chrono::milliseconds ceiling,
                  const RunTools& tools, RunSink& sink, Steps steps) {
  EventLog log(sink);
  const std::string binding = random_name();
  log.open(opening_of(asked, browser, tools, binding));
  const TabOptions options{asked.gpc, binding, tools.probe,
                           std::min(Tab::kCommandTime, asked.navigation_timeout)};
  auto tab = Tab::open(browser, options);
  if (!tab) {
    log.close("failed", tab.error().text());
    return tab.error();
  }
  Progress progress;
  {
    Visit visit(**tab, log, tools, binding, {asked.navigation_timeout, in(ceiling)});
    progress = steps(visit);
  }
  close(log, progress);
  if (const auto& failure = log.failure()) return *failure;
  if ((*tab)->browser_gone()) return Error{ErrorKind::unavailable, "the browser is gone"};
  return {};
}

Progress sites_followed(Visit& visit, const std::vector<std::string>& sites) {
  Progress progress;
  for (const std::string& site : sites) {
    const Arrival arrival = visit.go(Phase::before, Step::load, site);
    if (arrival == Arrival::page) progress.measured = true;
    if (arrival != Arrival::page) progress.broken = site + ": " + visit.reason();
    if (arrival == Arrival::ended || !visit.end_step()) break;
  }
  return progress;
}

// Goes there and looks whether somebody asks.
bool looked_at(Visit& visit, Phase phase, Step step, const std::string& site, Progress& progress) {
  const bool page = visit.go(phase, step, site) == Arrival::page;
  if (page) {
    visit.look_at_banner();
    visit.screenshot("loaded");
    progress.measured = visit.end_step();
  }
  if (!page || !progress.measured) progress.broken = site + ": " + visit.reason();
  return page && progress.measured;
}

// What the second site does after a consent that nobody can show would prove nothing.
Progress consent_carried(Visit& visit, const std::vector<std::string>& sites) {
  Progress progress;
  if (sites.size() != 2) return {false, "consent is carried from one site to one other"};
  if (!looked_at(visit, Phase::before, Step::load, sites.front(), progress)) return progress;
  const ChoiceResult result = visit.choose(Phase::accept);
  if (result == ChoiceResult::failed) progress.broken = "accept: the choice broke off";
  if (result != ChoiceResult::done) return progress;
  looked_at(visit, Phase::accept, Step::other_site, sites.back(), progress);
  return progress;
}

}  // namespace

Status perform_run(Browser& browser, const RunPlan& plan, const RunTools& tools, RunSink& sink) {
  const Asked asked{plan.run, plan.site,  plan.phases,
                    plan.gpc, plan.pages, plan.navigation_timeout};
  return with_visit(browser, asked, plan.ceiling, tools, sink, [&](Visit& visit) {
    if (plan.names) visit.watch_names();
    const Progress progress = PhaseRun(browser, visit, plan).perform();
    if (plan.names) visit.note_names();
    return progress;
  });
}

Status perform_cross_run(Browser& browser, const CrossPlan& plan, const RunTools& tools,
                         RunSink& sink) {
  const Asked asked{
      plan.run,
      plan.sites.empty() ? std::string() : plan.sites.front(),
      plan.consents ? std::vector{Phase::before, Phase::accept} : std::vector{Phase::before},
      false,
      0,
      plan.navigation_timeout};
  return with_visit(browser, asked, plan.ceiling, tools, sink, [&](Visit& visit) {
    return plan.consents ? consent_carried(visit, plan.sites) : sites_followed(visit, plan.sites);
  });
}

}  // namespace consentry
