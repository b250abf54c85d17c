// SPDX-License-Identifier: Apache-2.0
// observe(): every line of the log is handed to those that make facts of its kind.
#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "core/base/digest.h"
#include "core/observe/aside.h"
#include "core/observe/banner_facts.h"
#include "core/observe/client_hints.h"
#include "core/observe/connection_hints.h"
#include "core/observe/control_label.h"
#include "core/observe/cookie_facts.h"
#include "core/observe/event_log_reader.h"
#include "core/observe/json_members.h"
#include "core/observe/json_text.h"
#include "core/observe/observation.h"
#include "core/observe/page_reports.h"
#include "core/observe/page_tracker.h"
#include "core/observe/request_joiner.h"
#include "core/observe/step_course.h"
#include "core/observe/storage_facts.h"
#include "core/observe/third_party.h"

namespace consentry {
namespace {

using boost::json::object;

constexpr std::string_view kFormatName = "consentry-event-log/";
constexpr std::string_view kFormat = "consentry-event-log/1";
constexpr std::string_view kThroughProxy = "through a proxy";
constexpr std::string_view kWindow = "window";  // the topic of a limitation

// What the open line says, besides what is a fact of the run.
struct Opening {
  std::vector<Phase> phases;
  UtcTime started;
  std::string binding;         // name of the probe's channel
  bool through_proxy = false;  // every address that the browser saw is the proxy's
};

Error not_a_log(std::string_view why) {
  return {ErrorKind::corrupt, "not an event log: " + std::string(why)};
}

Result<Opening> read_opening(const LogLine& line, RunObservation& run) {
  if (line.kind != "open") return not_a_log("its first line is not of kind 'open'");
  const std::string format = text_at(*line.members, "format");
  if (format != kFormat) {
    if (!format.starts_with(kFormatName))
      return not_a_log("its first line names no format of ours");
    return Error{ErrorKind::corrupt,
                 "the log has the format " + format.substr(0, 80) + ", this program reads " +
                     std::string(kFormat) +
                     ": judge it with the version of Consentry that wrote it, or a later one"};
  }
  run.name = text_at(*line.members, "run");
  run.site_url = text_at(*line.members, "site");
  run.started = text_at(*line.members, "started");
  run.global_privacy_control = flag_at(*line.members, "gpc").value_or(false);
  const Result<UtcTime> started = parse_rfc3339(run.started);
  if (!started) return not_a_log("its first line does not say when the run started");
  Opening opening{{}, *started, text_at(*line.members, "binding")};
  const object* settings = object_at(*line.members, "settings");
  opening.through_proxy = settings != nullptr && flag_at(*settings, "proxy").value_or(false);
  for (const std::string& name : texts_at(*line.members, "phases")) {
    if (const auto phase = phase_named(name)) opening.phases.push_back(*phase);
  }
  run.planned = opening.phases;
  return opening;
}

// Everything that reads one log from its second line to its end.
class Observer {
 public:
  Observer(RunObservation& run, Opening opening, const ControlLexicon& lexicon)
      : run_(run),
        opening_(std::move(opening)),
        lexicon_(lexicon),
        course_(opening_.phases),
        parties_(run.site_url) {}

  void take(const LogLine& line);
  void finish(const EventLogReader& reader);

 private:
  void take_event(const object& line, const Here& here);
  void take_page_event(std::string_view method, const object& params, std::string_view session,
                       const Here& here);
  void take_crash(bool tab, const Here& here);
  void take_window(const object& params, std::string_view session, const Here& here);
  void finish_windows();
  void take_reply(const object& line, const Here& here);
  void take_probe(const object& params, std::string_view session, const Here& here);
  void take_state(const object& line, const Here& here);
  void take_outcome(const object& line);
  void place_commands(std::size_t from);
  void limit(std::string_view topic, std::string text);

  RunObservation& run_;
  Opening opening_;
  const ControlLexicon& lexicon_;
  StepCourse course_;
  ThirdParty parties_;
  PageTracker pages_;
  RequestJoiner requests_;
  StorageFacts storage_;
  ConsentCommands commands_;
  ConnectionHints hints_;
  Here here_;
  std::optional<Limitation> window_;  // that the first was asked for; its text is the address
  std::size_t windows_asked_ = 0;
  std::size_t windows_watched_ = 0;
  bool closed_complete_ = false;
  std::uint64_t odd_lines_ = 0;  // well-formed, of a kind we know, and still without sense
};

void Observer::take(const LogLine& line) {
  here_.at = {run_.name, line.number};
  if (line.kind == "step" && !course_.take(*line.members)) ++odd_lines_;
  here_.when = course_.now(line.ms);
  here_.wall.milliseconds = opening_.started.milliseconds + static_cast<std::int64_t>(line.ms);
  const bool begins = line.kind == "step" && view_at(*line.members, "at") == "begin";
  if (begins && here_.when.phase == Phase::aside) run_.trials.push_back({here_.at, here_.when});
  if (line.kind == "event") take_event(*line.members, here_);
  if (line.kind == "reply") take_reply(*line.members, here_);
  if (line.kind == "state") take_state(*line.members, here_);
  if (line.kind == "banner") take_banner_view(*line.members, lexicon_, here_, run_);
  if (line.kind == "click") take_click(*line.members, here_, run_);
  if (line.kind == "choice") take_outcome(*line.members);
  if (line.kind == "reopen") take_reopen(*line.members, here_, run_);
  if (line.kind == "shot") take_shot(*line.members, here_, run_);
  if (line.kind == "picture") take_picture(*line.members, here_, run_);
  if (line.kind == "document") take_document(*line.members, here_, run_);
  if (line.kind == "alias") take_alias(*line.members, here_, run_);
  if (line.kind == "typed") take_typed(*line.members, here_, run_);
  if (line.kind == "note") {
    course_.noted(view_at(*line.members, "topic"));
    take_note(*line.members, here_, run_);
  }
  if (line.kind == "close") closed_complete_ = view_at(*line.members, "status") == "complete";
}

void Observer::take_event(const object& line, const Here& here) {
  const object* message = object_at(line, "m");
  const object* params = message == nullptr ? nullptr : object_at(*message, "params");
  if (params == nullptr) {
    ++odd_lines_;
    return;
  }
  const std::string_view method = view_at(*message, "method");
  const std::string_view session = view_at(*message, "sessionId");
  if (method.starts_with("Network.")) {
    requests_.take(method, *params, session, here, pages_);
  } else if (method == "Runtime.bindingCalled") {
    take_probe(*params, session, here);
  } else if (method == "DOMStorage.domStorageItemAdded" ||
             method == "DOMStorage.domStorageItemUpdated") {
    storage_.take_browser(*params, pages_.around("", session).page_url, here, parties_);
  } else {
    take_page_event(method, *params, session, here);
  }
}

void Observer::take_page_event(std::string_view method, const object& params,
                               std::string_view session, const Here& here) {
  if (method == "Page.frameNavigated") {
    const object* frame = object_at(params, "frame");
    pages_.frame_navigated(params, session);
    const bool top = frame != nullptr && pages_.is_top(view_at(*frame, "id"), session);
    if (top && pages_.is_first_tab(view_at(*frame, "id"))) {
      commands_.new_document();
      if (course_.in_first_step() && pages_.top_url() != "about:blank") {
        run_.final_url = pages_.top_url();
      }
    }
  } else if (method == "Page.frameAttached") {
    pages_.frame_attached(params);
  } else if (method == "Target.attachedToTarget") {
    const object* target = object_at(params, "targetInfo");
    const bool opened = target != nullptr && view_at(*target, "type") == "page" &&
                        !view_at(*target, "openerFrameId").empty();
    windows_watched_ += opened ? 1 : 0;
    pages_.target_attached(params, session);
  } else if (method == "Page.windowOpen") {
    take_window(params, session, here);
  } else if (method == "Target.targetCrashed") {
    take_crash(pages_.is_first_tab(view_at(params, "targetId")), here);
  } else if (method == "Inspector.targetCrashed") {
    take_crash(pages_.is_tab(session), here);
  }
}

// A frame or a worker may crash and leave the page; only a crashed tab ends what can be measured.
void Observer::take_crash(bool tab, const Here& here) {
  if (tab) course_.noted("crash");
  if (!run_.limitations.empty() && run_.limitations.back().topic == "crash") return;
  run_.limitations.push_back(
      {here.at, here.when, "crash",
       tab ? "the page's process crashed" : "the process of a frame or worker crashed"});
}

void Observer::take_window(const object& params, std::string_view session, const Here& here) {
  constexpr std::size_t kMaxShown = 200;
  if (!flag_at(params, "userGesture").value_or(true)) {
    if (run_.blocked_windows.size() >= kMaxListEntries) return;
    run_.blocked_windows.push_back(
        {here.at, here.when, text_at(params, "url"), pages_.around("", session).page_url});
    return;
  }
  ++windows_asked_;
  if (window_) return;
  window_ = {here.at, here.when, std::string(kWindow),
             cut_text(view_at(params, "url").substr(0, kMaxShown))};
}

// Once a run: a page that opens many windows is told of as well by the first.
void Observer::finish_windows() {
  const bool told =
      std::ranges::find(run_.limitations, kWindow, &Limitation::topic) != run_.limitations.end();
  if (!window_ || told || windows_asked_ <= windows_watched_) return;
  window_->text =
      "windows that the page asked for as it was clicked: " + std::to_string(windows_asked_) +
      " (the first: " + window_->text + "); watched: " + std::to_string(windows_watched_) +
      "; the browser kept the others from opening, or only their cookies are known";
  run_.limitations.push_back(*std::move(window_));
}

void Observer::take_reply(const object& line, const Here& here) {
  const object* message = object_at(line, "m");
  if (message == nullptr) return;
  const object* inner = object_at(*message, "result");
  const object& result = inner == nullptr ? *message : *inner;
  const std::string_view method = view_at(line, "method");
  if (method == "Storage.getCookies") {
    take_jar(result, pages_.top_url(), here, parties_, run_);
  } else if (const object* about = object_at(line, "about");
             method == "DOMStorage.getDOMStorageItems" && about != nullptr) {
    storage_.take_snapshot(*about, result, pages_.top_url(), here, parties_);
  }
}

void Observer::take_probe(const object& params, std::string_view session, const Here& here) {
  if (view_at(params, "name") != opening_.binding) return;
  const auto message = parse_json_object(view_at(params, "payload"), EventLogReader::kMaxDepth);
  if (!message) {
    ++odd_lines_;
    return;
  }
  const Surroundings around = pages_.around("", session);
  const std::string_view kind = view_at(*message, "k");
  if (kind == "cookie") take_script_cookie(*message, around, here, parties_, run_);
  if (kind == "storage") storage_.take_probe(*message, around, here, parties_);
  if (kind == "read") take_device_read(*message, around, here, run_);
  const std::size_t commands = run_.consent_commands.size();
  if (kind == "gcm") commands_.take_probe(*message, here, run_);
  place_commands(commands);
}

// A page that is being left may still speak while the next step has begun.
void Observer::place_commands(std::size_t from) {
  for (std::size_t i = from; i < run_.consent_commands.size(); ++i) {
    run_.consent_commands[i].page_url = pages_.top_url();
  }
}

void Observer::take_state(const object& line, const Here& here) {
  const object* state = object_at(line, "m");
  if (state == nullptr) return;
  take_consent_signals(*state, here, run_);
  hints_.take_state(*state, here);
  const std::size_t commands = run_.consent_commands.size();
  commands_.take_state(*state, here, run_);
  place_commands(commands);
}

void Observer::take_outcome(const object& line) {
  if (!take_choice(line, here_, run_)) {
    ++odd_lines_;
  } else if (run_.choices.back().result == ChoiceResult::done) {
    course_.chosen();
  }
}

void Observer::limit(std::string_view topic, std::string text) {
  run_.limitations.push_back({here_.at, here_.when, std::string(topic), std::move(text)});
}

void Observer::finish(const EventLogReader& reader) {
  const std::vector<AnsweredCookie> answered = requests_.finish(run_, parties_);
  if (opening_.through_proxy) {
    for (Request& request : run_.requests) {
      if (!request.remote_address.empty()) request.remote_address = kThroughProxy;
    }
  }
  take_answered_cookies(answered, parties_, run_);
  take_web_socket_cookies(parties_, run_);
  storage_.finish(run_);
  take_cache_validators(requests_.cache_visits(), run_);
  take_client_hints(requests_.header_signs(), run_);
  hints_.finish(requests_.header_signs(), run_, parties_);
  run_.measured = course_.measured();
  run_.complete =
      closed_complete_ && !reader.cut_off() && !reader.too_long() && course_.all_ended();
  if (run_.final_url.empty()) run_.final_url = pages_.top_url();
  if (reader.cut_off()) limit("log-cut-off", "the log's last line is cut off");
  if (reader.too_long()) limit("events-dropped", "the log has too many lines; the rest is unread");
  const std::uint64_t unread = reader.unreadable() + odd_lines_;
  if (unread != 0) limit("log-damaged", std::to_string(unread) + " lines of the log make no sense");
  finish_windows();
  set_aside(run_);
}

}  // namespace

Result<RunObservation> observe(std::string_view log, const ControlLexicon& lexicon) {
  try {
    RunObservation run;
    EventLogReader reader(log);
    LogLine line;
    if (!reader.next(line) || line.number != 0) return not_a_log("its first line cannot be read");
    Result<Opening> opening = read_opening(line, run);
    if (!opening) return opening.error();
    Observer observer(run, std::move(*opening), lexicon);
    while (reader.next(line)) observer.take(line);
    observer.finish(reader);
    run.log_sha256 = sha256_hex(log);
    return run;
  } catch (const std::exception& failure) {  // memory is all that is left to fail
    return Error{ErrorKind::exhausted, std::string("observing a log: ") + failure.what()};
  }
}

}  // namespace consentry
