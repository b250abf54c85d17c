// SPDX-License-Identifier: Apache-2.0
#include "fakes/event_log_maker.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>

#include "fakes/event_log_text.h"

namespace consentry::fakes {
namespace json = boost::json;

EventLogMaker::EventLogMaker(const MadeRun& run) : started_(run.started), top_url_("about:blank") {
  json::array phases;
  for (const Phase phase : run.phases) phases.push_back(json::string(name_of(phase)));
  put("open", inner({{"format", "consentry-event-log/1"},
                     {"run", run.run},
                     {"site", run.site},
                     {"phases", phases},
                     {"gpc", run.gpc},
                     {"started", run.started},
                     {"program", "consentry test"},
                     {"browser",
                      {{"product", "HeadlessChrome/156.0.0.0"},
                       {"build", "shell"},
                       {"userAgent", "Mozilla/5.0"}}},
                     {"settings",
                      {{"thirdPartyCookies", run.third_party_cookies ? "allowed" : "blocked"},
                       {"viewport", "1366x768"},
                       {"language", "en-GB"},
                       {"timeoutMs", 30000},
                       {"sandbox", true},
                       {"connectTo", nullptr},
                       {"extraCa", nullptr},
                       {"pages", 0}}},
                     {"binding", "probe"}}));
  frames_.push_back({top_url_, Frame{"MAIN", "", "page"}});
}

Line EventLogMaker::raw(const std::string& line) {
  text_ += line + "\n";
  return lines_++;
}

Line EventLogMaker::put(std::string_view kind, std::string_view members) {
  char head[96];
  std::snprintf(head, sizeof head, "{\"n\":%llu,\"t\":%.3f,\"kind\":\"",
                static_cast<unsigned long long>(lines_), ms_);
  ms_ += 1;
  return raw(head + std::string(kind) + "\"," + std::string(members) + "}");
}

Line EventLogMaker::event(const std::string& method, const std::string& params,
                          const std::string& session) {
  std::string one_line = params;
  std::ranges::replace(one_line, '\n', ' ');
  return put("event", "\"m\":{\"method\":\"" + method + "\",\"params\":" + one_line +
                          ",\"sessionId\":\"" + session + "\"}");
}

std::string EventLogMaker::next_id(std::string_view prefix) {
  return std::string(prefix) + std::to_string(++ids_);
}

Line EventLogMaker::step(Phase phase, Step step) {
  end_step();
  if (lines_ == 1) {
    event(
        "Target.attachedToTarget",
        R"({"sessionId":"page","targetInfo":{"targetId":"MAIN","type":"page","url":"about:blank"}})",
        "");
  }
  open_step_ = {phase, step};
  settled_ = false;
  return put("step", inner({{"phase", name_of(phase)},
                            {"step", name_of(step)},
                            {"at", "begin"},
                            {"url", top_url_}}));
}

void EventLogMaker::settle(std::string_view quiet) {
  if (!open_step_ || settled_) return;
  settled_ = true;
  put("step", inner({{"phase", name_of(open_step_->first)},
                     {"step", name_of(open_step_->second)},
                     {"at", "settled"},
                     {"url", top_url_},
                     {"quiet", quiet}}));
}

void EventLogMaker::end_step() {
  if (!open_step_) return;
  settle();
  put("step", inner({{"phase", name_of(open_step_->first)},
                     {"step", name_of(open_step_->second)},
                     {"at", "end"},
                     {"url", top_url_}}));
  open_step_.reset();
}

const EventLogMaker::Frame& EventLogMaker::frame_at(const std::string& url) {
  for (const auto& [known, frame] : frames_) {
    if (!url.empty() && known == url) return frame;
  }
  return frames_.front().second;
}

Line EventLogMaker::note(const std::string& topic, const std::string& text) {
  return put("note", inner({{"topic", topic}, {"text", text}}));
}

Line EventLogMaker::close(const std::string& status, const std::string& reason) {
  end_step();
  return put("close", inner({{"status", status}, {"reason", reason}}));
}

}  // namespace consentry::fakes
