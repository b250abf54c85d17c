// SPDX-License-Identifier: Apache-2.0
// Steps of a run in one tab: go somewhere, let it settle, look, choose, write the checkpoint.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/observe/observation.h"
#include "io/browser/document_watch.h"
#include "io/browser/event_log.h"
#include "io/browser/name_watch.h"
#include "io/browser/page_search.h"
#include "io/browser/quiet_watch.h"
#include "io/browser/run_tools.h"
#include "io/browser/site_documents.h"
#include "io/browser/tab.h"

namespace consentry {

struct VisitLimits {
  std::chrono::milliseconds navigation_timeout{30'000};
  Deadline end;  // of the whole run
};

class Gestures;
struct RunPlan;

// How going to a page ended.
enum class Arrival {
  page,     // an HTML document is there, and it settled or its time was up
  no_page,  // a note says why
  ended,    // the browser is gone, the page crashed, or the run's time is up
};

// One thread. Everything passed in outlives it.
class Visit {
 public:
  Visit(Tab& tab, EventLog& log, const RunTools& tools, std::string binding, VisitLimits limits);
  ~Visit();
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  // Begins the step, goes, settles. The step is left open for what else belongs to it.
  Arrival go(Phase phase, Step step, const std::string& url);
  // Writes the checkpoint and ends the step. False when the page broke down during the step: it is
  // left without an end then, and reason() says why.
  bool end_step();
  void screenshot(std::string_view moment);
  void look_at_banner();
  // True: the banner asks again.
  bool look_for_return();
  void look_once();
  // Between two steps, after which the next visit is one so many days later (passing_days.h).
  void let_days_pass(int days);
  // True: a visitor sees a way back to the choice.
  bool look_for_reopen();
  // Begins the step `choice`, which choose() goes on with; see banner_operator.h.
  bool look_into_settings(Phase phase);
  // A whole step `choice` on the page that is there.
  ChoiceResult choose(Phase wanted);
  // Whether the last picture shows what came of the last choice.
  [[nodiscard]] bool choice_pictured() const { return log_.last_shot() == "after-click"; }

  // Steps of Phase::aside on the page that is there: what no visitor means as consent, if a banner
  // stands on it, and what becomes of what is typed; last of all, another page of the site into
  // which a script writes its list of cookies. The page is of no use afterwards.
  void look_aside(const RunPlan& plan);

  // From now on, which names of the site's own domain are asked before a choice; at the end of the
  // run, what they point to.
  void watch_names();
  void note_names();

  // Same-site pages the document links to, without itself; at most `count`.
  std::vector<std::string> further_pages(std::size_t count);
  // As further_pages, but politely and also by sitemap; what was left out becomes a note.
  FurtherPages searched_pages(Browser& browser, std::size_t count);
  // Lets time pass as a site asks of those who visit several pages; the page goes on meanwhile.
  void pause(std::chrono::milliseconds span);
  // Why the last arrival was no page, or why it ended; "" after a page.
  [[nodiscard]] const std::string& reason() const { return reason_; }
  [[nodiscard]] const std::string& url() const { return document_.facts().url; }

 private:
  Arrival arrive(const std::string& asked);
  Arrival no_page(std::string_view topic, const std::string& text);
  Arrival ended(const Error& error);
  std::optional<Arrival> refusal_of_document();
  std::string_view settle(Deadline ceiling);
  bool is_bot_wall();
  std::vector<std::string> links();
  void await_reaction();
  void leave_windows();
  void count_dialogs();
  bool aside(Step step, Gestures& gestures, const RunPlan& plan);
  void type_aside();
  void try_aside(const RunPlan& plan);
  void open_declaration();
  [[nodiscard]] Deadline within(std::chrono::milliseconds span) const;

  Tab& tab_;
  EventLog& log_;
  const RunTools& tools_;
  std::string binding_;
  VisitLimits limits_;
  QuietWatch quiet_;
  DocumentWatch document_;
  std::optional<NameWatch> names_;
  std::optional<ScriptedDocument> scripted_;
  std::uint64_t events_ = 0;
  Deadline arrived_{};     // at the present page
  bool pictured_ = false;  // the last screenshot shows it as it is
  bool showed_banner_ = false;  // when its settings were looked into
  int listener_ = 0;
  int dialogs_ = 0;  // in this step
  Phase phase_ = Phase::before;
  Step step_ = Step::load;
  std::string reason_;
};

}  // namespace consentry
