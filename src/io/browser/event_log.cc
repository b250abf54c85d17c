// SPDX-License-Identifier: Apache-2.0
#include "io/browser/event_log.h"

#include <cstdio>

#include "core/base/digest.h"

namespace consentry {

double EventLog::ms() const {
  return std::chrono::duration<double, std::milli>(Clock::now() - opened_).count();
}

void EventLog::put(const std::string& line) {
  if (failure_) return;
  if (auto written = sink_.line(line); !written) failure_ = written.error();
}

void EventLog::open(const RunOpening& opening) { put(encoder_.open(ms(), opening)); }

void EventLog::step(Phase phase, Step step, StepMark mark, std::string_view url,
                    std::string_view quiet) {
  phase_ = phase;
  step_ = step;
  put(encoder_.step(ms(), phase, step, mark, url, quiet));
}

void EventLog::event(std::string_view message_json) {
  const std::size_t size = message_json.size();
  if (size <= kMaxOneEventBytes && (event_bytes_ + size > kMaxEventBytes || !sink_.has_room(size)))
    full_ = true;
  if (full_ || size > kMaxOneEventBytes) {
    ++dropped_;
    return;
  }
  event_bytes_ += size;
  put(encoder_.event(ms(), message_json));
}

void EventLog::reply(std::string_view method, std::string_view about_json,
                     std::string_view message_json) {
  put(encoder_.reply(ms(), method, about_json, message_json));
}

void EventLog::state(std::string_view state_json) { put(encoder_.state(ms(), state_json)); }

void EventLog::banner(int layer, std::string_view view_json) {
  put(encoder_.banner(ms(), layer, view_json));
}

void EventLog::click(int layer, Intent intent, std::string_view label, std::string_view tool,
                     const Rect& rect) {
  put(encoder_.click(ms(), layer, intent, label, tool, rect));
}

void EventLog::choice(Phase wanted, ChoiceResult result, std::string_view tool, int clicks,
                      int layers, const std::vector<std::string>& proof) {
  put(encoder_.choice(ms(), wanted, result, tool, clicks, layers, proof));
}

void EventLog::reopen(std::string_view label, std::string_view control, bool visible,
                      std::string_view url) {
  put(encoder_.reopen(ms(), label, control, visible, url));
}

void EventLog::document(std::string_view about, std::string_view label, std::string_view url,
                        int status, std::string_view text) {
  put(encoder_.document(ms(), about, label, url, status, text));
}

void EventLog::alias(std::string_view host, std::string_view status,
                     const std::vector<std::string>& aliases,
                     const std::vector<std::string>& addresses) {
  put(encoder_.alias(ms(), host, status, aliases, addresses));
}

void EventLog::forgotten(int days, const std::vector<std::string>& cookies) {
  put(encoder_.forgotten(ms(), days, cookies));
}

void EventLog::typed(std::string_view field, std::string_view text) {
  put(encoder_.typed(ms(), field, text));
}

std::string EventLog::keep(std::string_view ending, std::string_view bytes) {
  if (failure_) return "";
  std::string name(16, '\0');
  name.resize(static_cast<std::size_t>(std::snprintf(name.data(), name.size(), "%02d-", ++shots_)));
  name.append(name_of(phase_)).append("-").append(ending);
  if (!sink_.has_room(bytes.size())) {
    full_ = true;
    return "";
  }
  if (auto written = sink_.picture(name, bytes); !written) {
    failure_ = written.error();
    return "";
  }
  return name;
}

void EventLog::shot(std::string_view moment, std::string_view jpeg) {
  const std::string name = keep(std::string(moment) + ".jpg", jpeg);
  if (name.empty()) return;
  last_shot_ = moment;
  put(encoder_.shot(ms(), moment, name, sha256_hex(jpeg)));
}

void EventLog::picture(std::size_t control, std::string_view png) {
  const std::string name = keep("control.png", png);
  if (!name.empty()) put(encoder_.picture(ms(), control, name, sha256_hex(png)));
}

void EventLog::note(std::string_view topic, std::string_view text) {
  put(encoder_.note(ms(), topic, text));
}

void EventLog::close(std::string_view status, std::string_view reason) {
  if (dropped_ > 0) {
    note("events-dropped",
         std::to_string(dropped_) + " browser events beyond the run's limits were not kept");
  }
  put(encoder_.close(ms(), status, reason));
}

}  // namespace consentry
