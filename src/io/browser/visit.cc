// SPDX-License-Identifier: Apache-2.0
#include "io/browser/visit.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "core/base/origin.h"
#include "io/browser/banner_operator.h"
#include "io/browser/decoy.h"
#include "io/browser/gestures.h"
#include "io/browser/json_fields.h"
#include "io/browser/open_windows.h"
#include "io/browser/page_choice.h"
#include "io/browser/passing_days.h"
#include "io/browser/recorder.h"
#include "io/browser/run.h"

namespace consentry {
namespace json = boost::json;
namespace {

// What the report says of the phases that follow.
constexpr std::string_view kDiskFull =
    "the captures of the site reached the disk that they may take; what came then was not kept";
constexpr std::chrono::milliseconds kPictureTime{10'000};
constexpr std::chrono::milliseconds kQuestionTime{3'000};
// A page that does nothing at all for so long after a gesture has taken no notice of it.
constexpr std::chrono::milliseconds kReactionTime{300};
// Told one by one; a page that asks without end would fill the report with its questions.
constexpr int kDialogsTold = 10;

// What is left of a run's time must do for a page's settling and reading.
constexpr std::chrono::seconds kShortestVisit{10};

// Words of the pages that bot protection shows in place of the site, in their own languages'
// absence: these services answer in English whatever the site's language.
constexpr std::array<std::string_view, 12> kChallengeWords{"captcha",
                                                           "are you a robot",
                                                           "are you human",
                                                           "verify you are human",
                                                           "checking your browser",
                                                           "just a moment",
                                                           "access denied",
                                                           "unusual traffic",
                                                           "attention required",
                                                           "request blocked",
                                                           "enable javascript and cookies",
                                                           "bot detection"};

bool is_html(std::string_view mime) {
  return mime.empty() || mime == "text/html" || mime == "application/xhtml+xml";
}

}  // namespace

Visit::Visit(Tab& tab, EventLog& log, const RunTools& tools, std::string binding,
             VisitLimits limits)
    : tab_(tab), log_(log), tools_(tools), binding_(std::move(binding)), limits_(limits) {
  listener_ = tab_.listen([this](const DevtoolsMessage& event) {
    ++events_;
    // A window's load is not the page's; what it asks for is waited for.
    const bool loads_window =
        event.method() == "Page.loadEventFired" && tab_.of_window(event.session());
    if (!loads_window) quiet_.handle(event, Clock::now());
    document_.handle(event);
    if (names_ && phase_ == Phase::before) names_->handle(event);
    if (is_evidence(event, binding_)) log_.event(event.raw());
    if (event.method() == "Page.javascriptDialogOpening") {
      if (++dialogs_ > kDialogsTold) return;
      log_.note("dialog", text_at(event.body(), "message").substr(0, 500));
    }
  });
}

Visit::~Visit() {
  tab_.unlisten(listener_);
  count_dialogs();
}

void Visit::count_dialogs() {
  const int opened = std::exchange(dialogs_, 0);
  if (opened <= kDialogsTold) return;
  log_.note("dialog", "the page opened " + std::to_string(opened) + " dialogs in one step; only " +
                          std::to_string(kDialogsTold) + " are told one by one");
}

Deadline Visit::within(std::chrono::milliseconds span) const {
  return std::min(in(span), limits_.end);
}

Arrival Visit::no_page(std::string_view topic, const std::string& text) {
  log_.note(topic, text);
  reason_ = text;
  return Arrival::no_page;
}

Arrival Visit::ended(const Error& error) {
  reason_ = error.text();
  const bool late = error.kind() == ErrorKind::timeout;
  const bool full = error.kind() == ErrorKind::exhausted;
  log_.note(late ? "timeout" : full ? "events-dropped" : "crash", error.text());
  return Arrival::ended;
}

std::string_view Visit::settle(Deadline ceiling) {
  while (Clock::now() < ceiling) {
    if (quiet_.quiet(Clock::now())) return "network";
    const std::uint64_t seen = events_;
    const bool more =
        tab_.pump_until([&] { return events_ != seen; }, std::min(ceiling, quiet_.quiet_at()));
    if (!more && (tab_.browser_gone() || tab_.crashed())) return "ceiling";
  }
  quiet_.never_came_to_rest();
  return "ceiling";
}

bool Visit::is_bot_wall() {
  const int status = document_.facts().status;
  if (status != 403 && status != 429 && status != 503) return false;
  auto text = tab_.evaluate(tab_.main_frame(),
                            "(document.title+' '+(document.body?document.body.innerText:''))"
                            ".slice(0,3000).toLowerCase()",
                            within(kQuestionTime));
  if (!text || !text->is_string()) return false;
  const std::string_view words(text->get_string().data(), text->get_string().size());
  return std::ranges::any_of(kChallengeWords, [&](std::string_view word) {
    return words.find(word) != std::string_view::npos;
  });
}

std::optional<Arrival> Visit::refusal_of_document() {
  const DocumentFacts& facts = document_.facts();
  if (facts.status >= 400) {
    const std::string status = std::to_string(facts.status);
    if (is_bot_wall())
      return no_page("bot-wall", "a bot check stands before the site (HTTP " + status + ")");
    return no_page("http-error", "the server answered with HTTP status " + status);
  }
  if (!is_html(facts.mime_type))
    return no_page("not-html", "not a web page but " + facts.mime_type);
  return std::nullopt;
}

Arrival Visit::arrive(const std::string& asked) {
  auto reply =
      tab_.call("Page.navigate", json::object{{"url", asked}}, within(limits_.navigation_timeout));
  if (!reply) {
    if (reply.error().kind() == ErrorKind::invalid_input) {
      return no_page("unreachable", reply.error().text());
    }
    if (reply.error().kind() != ErrorKind::timeout) return ended(reply.error());
    tab_.post("Page.stopLoading", "");
    return no_page("timeout", "no answer within " +
                                  std::to_string(limits_.navigation_timeout.count() / 1000) + " s");
  }
  const std::string error(text_at(reply->as_object(), "errorText"));
  if (flag_at(reply->as_object(), "isDownload") || document_.facts().download) {
    return no_page("download", "a download, not a web page");
  }
  // An error status with an empty body is a net error to the browser and a status to us.
  if (!error.empty() && document_.facts().status < 400) {
    return no_page(topic_of_net_error(error), error);
  }
  arrived_ = Clock::now();
  const std::string_view quiet = settle(within(kSettleCeiling));
  log_.step(phase_, step_, StepMark::settled, url(), quiet);
  if (tab_.browser_gone()) return ended({ErrorKind::unavailable, "the browser is gone"});
  if (tab_.crashed()) return ended({ErrorKind::internal, tab_.crash_reason()});
  // A page whose thread is taken looks just like one that is quiet.
  if (auto alive = tab_.call("Runtime.evaluate", R"({"expression":"0"})",
                             within(limits_.navigation_timeout));
      !alive && (tab_.crashed() || tab_.browser_gone())) {
    if (tab_.browser_gone()) return ended(alive.error());
    return ended({ErrorKind::internal, tab_.crash_reason()});
  }
  if (Clock::now() >= limits_.end) return ended({ErrorKind::timeout, "the run's time was up"});
  if (const auto refused = refusal_of_document()) return *refused;
  const auto from = parse_url(asked);
  const auto to = parse_url(url());
  if (from && to && !to->host.empty() && !same_site(from->host, to->host)) {
    log_.note("redirected", "from " + from->host + " to " + to->host);
  }
  // It showed itself and went: what a visitor is left with has neither banner nor storage.
  if (from && url().starts_with("about:")) {
    log_.note("redirected", "from " + from->host + " to an empty page");
  }
  return Arrival::page;
}

Arrival Visit::go(Phase phase, Step step, const std::string& target) {
  phase_ = phase;
  step_ = step;
  reason_.clear();
  pictured_ = false;
  leave_windows();
  count_dialogs();
  log_.step(phase, step, StepMark::begin, target);
  tab_.clear_crash();
  document_.begin(tab_.main_frame());
  quiet_.navigation_begins(Clock::now());
  return arrive(target);
}

void Visit::watch_names() {
  if (tools_.names != nullptr) {
    names_.emplace(*tools_.names);
  } else {
    log_.alias("", "off", {});
  }
}

void Visit::note_names() {
  if (names_) names_->note(log_);
}

bool Visit::end_step() {
  if (names_ && phase_ == Phase::before) names_->ask(url());
  log_.add_dropped(tab_.take_dropped());
  if (!tab_.browser_gone() && !tab_.crashed()) write_checkpoint(tab_, tools_.state, log_);
  leave_windows();
  count_dialogs();
  if (tab_.crashed()) {
    (void)ended({ErrorKind::internal, tab_.crash_reason()});
    return false;
  }
  if (log_.full()) {
    (void)ended({ErrorKind::exhausted, std::string(kDiskFull)});
    return false;
  }
  log_.step(phase_, step_, StepMark::end, url());
  return true;
}

// A window that the page opened ends with the step: what it would send later is not the next one's.
void Visit::leave_windows() {
  const Tab::ClosedWindows windows = tab_.close_windows();
  if (windows.closed > 0) quiet_.forget_under_way();
  if (windows.refused == 0) return;
  log_.note("window", "the page opened more than " + std::to_string(kMaxWindows) +
                          " windows in one step; the others were closed unseen");
}

void Visit::screenshot(std::string_view moment) {
  auto picture = tab_.screenshot(within(kPictureTime));
  pictured_ = static_cast<bool>(picture);
  if (picture) log_.shot(moment, *picture);
}

void Visit::look_at_banner() { consentry::look_at_banner(tab_, tools_, log_); }
bool Visit::look_for_return() { return consentry::look_for_return(tab_, tools_, log_); }
void Visit::look_once() { consentry::look_once(tab_, tools_, log_); }
void Visit::let_days_pass(int days) { consentry::let_days_pass(tab_, log_, days); }
bool Visit::look_for_reopen() { return consentry::look_for_reopen(tab_, tools_, log_); }

bool Visit::look_into_settings(Phase phase) {
  phase_ = phase;
  step_ = Step::choice;
  log_.step(phase, Step::choice, StepMark::begin, url());
  showed_banner_ = consentry::look_into_settings(tab_, tools_, log_, pictured_);
  return showed_banner_;
}

ChoiceResult Visit::choose(Phase wanted) {
  phase_ = wanted;
  step_ = Step::choice;
  log_.step(wanted, Step::choice, StepMark::begin, url());
  const ChoiceAttempt attempt = make_choice(tab_, wanted, tools_, log_, {pictured_, showed_banner_});
  pictured_ = false;
  log_.choice(wanted, attempt.result, attempt.tool, attempt.clicks, attempt.layers, attempt.proof);
  if (attempt.clicks > 0) {
    quiet_.touched(Clock::now());
    tab_.pump_until([] { return false; }, within(kClickFloor));
    log_.step(wanted, Step::choice, StepMark::settled, url(), settle(within(kClickCeiling)));
  }
  return end_step() ? attempt.result : ChoiceResult::failed;
}

void Visit::await_reaction() {
  quiet_.touched(Clock::now());
  const std::uint64_t seen = events_;
  tab_.pump_until([] { return false; }, within(kReactionTime));
  if (events_ != seen) (void)settle(within(kClickCeiling));
}

// False: nothing more can be tried.
bool Visit::aside(Step step, Gestures& gestures, const RunPlan& plan) {
  phase_ = Phase::aside;
  step_ = step;
  log_.step(phase_, step_, StepMark::begin, url());
  if (step == Step::documents) {
    scripted_ = fetch_site_documents(tab_, tools_, log_, limits_.end);
    return end_step();
  }
  const bool idle = step == Step::wait;
  if (idle && plan.idle_begins) plan.idle_begins();
  gestures.perform(step, limits_.end);
  if (idle && plan.idle_ends) plan.idle_ends();
  if (!idle) await_reaction();
  bool stands = gestures.look();
  log_.banner(1, gestures.line());
  if (step == Step::phone) {
    gestures.back_to_desk();
    // What a phone does not show may still stand there for others.
    if (!stands) {
      await_reaction();
      stands = gestures.look();
    }
  }
  return end_step() && stands && Clock::now() < limits_.end;
}

void Visit::type_aside() {
  const auto fields = fields_for_decoys(tab_, within(kQuestionTime));
  if (!fields) return;
  phase_ = Phase::aside;
  step_ = Step::typing;
  log_.step(phase_, step_, StepMark::begin, url());
  if (fields->empty()) {
    // Looked for and not there: nothing changed that a checkpoint could tell.
    log_.step(phase_, step_, StepMark::end, url());
    return;
  }
  type_decoys(tab_, log_, *fields, limits_.end);
  (void)end_step();
}

void Visit::look_aside(const RunPlan& plan) {
  try_aside(plan);
  open_declaration();
}

// One page load, and only where the fetched page says that it is needed.
void Visit::open_declaration() {
  if (!scripted_ || Clock::now() + kShortestVisit > limits_.end) return;
  if (go(Phase::aside, Step::declaration, scripted_->url) != Arrival::page) return;
  read_shown_document(tab_, tools_, log_, *scripted_, limits_.end);
  log_.step(phase_, step_, StepMark::end, url());
}

void Visit::try_aside(const RunPlan& plan) {
  if (tools_.finder.empty() || tools_.lexicon == nullptr) return;
  // What is fetched comes while one would wait anyhow. The X comes last, as it may be a choice.
  constexpr std::array kTried{Step::documents, Step::phone, Step::wait, Step::scroll, Step::escape};
  Gestures gestures(tab_, tools_, arrived_);
  if (!gestures.look()) {
    if (aside(Step::documents, gestures, plan)) type_aside();
    return;
  }
  for (const Step step : kTried) {
    const bool can = step == Step::documents || gestures.possible(step);
    if (can && !aside(step, gestures, plan)) return;
  }
  type_aside();
  if (gestures.look() && gestures.possible(Step::cross)) (void)aside(Step::cross, gestures, plan);
}

std::vector<std::string> Visit::links() {
  const std::string state = page_state(tab_, tools_.state);
  boost::json::error_code error;
  const json::value parsed = json::parse(state.empty() ? "{}" : state, error);
  if (error || !parsed.is_object()) return {};
  std::vector<std::string> links;
  for (const json::value& link : array_at(parsed.get_object(), "links")) {
    if (link.is_string()) links.emplace_back(link.get_string());
  }
  return links;
}

std::vector<std::string> Visit::further_pages(std::size_t count) {
  return choose_pages(links(), url(), count);
}

FurtherPages Visit::searched_pages(Browser& browser, std::size_t count) {
  FurtherPages pages = search_pages(browser, links(), url(), count, limits_.end);
  if (!pages.remark.empty()) log_.note("robots", pages.remark);
  return pages;
}

void Visit::pause(std::chrono::milliseconds span) {
  tab_.pump_until([] { return false; }, within(span));
}

}  // namespace consentry
