// SPDX-License-Identifier: Apache-2.0
// Writes the lines of docs/formats/event-log.md. Time and texts arrive as arguments; what the
// browser sent is copied, never re-written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/observe/observation.h"

namespace consentry {

inline constexpr std::string_view kEventLogFormat = "consentry-event-log/1";

// The first line: what was asked for, by whom, with what.
struct RunOpening {
  std::string run;
  std::string site;
  std::vector<Phase> phases;
  bool gpc = false;
  UtcTime started;
  std::string program;
  std::string product;
  std::string build;
  std::string user_agent;
  bool third_party_cookies = true;
  int viewport_width = 0;
  int viewport_height = 0;
  std::string language;
  std::int64_t timeout_ms = 0;
  bool sandbox = true;
  std::string connect_to;       // empty: null in the log
  bool through_proxy = false;   // addresses that the browser tells are the proxy's
  std::string extra_ca_sha256;  // empty: null in the log
  int pages = 0;
  std::string binding;
};

enum class StepMark { begin, settled, end };

// Counts lines; not thread-safe. Every function returns one whole line with its '\n'. `ms` is the
// time since the run was opened. Arguments named *_json must be JSON text.
class EventLogEncoder {
 public:
  std::string open(double ms, const RunOpening& opening);
  // quiet is "network" or "ceiling" with StepMark::settled, else empty.
  std::string step(double ms, Phase phase, Step step, StepMark mark, std::string_view url,
                   std::string_view quiet);
  std::string event(double ms, std::string_view message_json);
  std::string reply(double ms, std::string_view method, std::string_view about_json,
                    std::string_view message_json);
  std::string state(double ms, std::string_view state_json);
  std::string banner(double ms, int layer, std::string_view view_json);
  std::string click(double ms, int layer, Intent intent, std::string_view label,
                    std::string_view tool, const Rect& rect);
  std::string choice(double ms, Phase wanted, ChoiceResult result, std::string_view tool,
                     int clicks, int layers, const std::vector<std::string>& proof);
  std::string reopen(double ms, std::string_view label, std::string_view control, bool visible,
                     std::string_view url);
  std::string document(double ms, std::string_view about, std::string_view label,
                       std::string_view url, int status, std::string_view text);
  // status: "answered" "unknown" "off" (then host is empty).
  // addresses: as a list tells them.
  std::string alias(double ms, std::string_view host, std::string_view status,
                    const std::vector<std::string>& aliases,
                    const std::vector<std::string>& addresses = {});
  // cookies: "name domain" of each that was dropped.
  std::string forgotten(double ms, int days, const std::vector<std::string>& cookies);
  std::string typed(double ms, std::string_view field, std::string_view text);
  std::string shot(double ms, std::string_view moment, std::string_view file,
                   std::string_view sha256);
  // control: its place in the controls of the last `banner` line, from 0.
  std::string picture(double ms, std::size_t control, std::string_view file,
                      std::string_view sha256);
  std::string note(double ms, std::string_view topic, std::string_view text);
  std::string close(double ms, std::string_view status, std::string_view reason);
  [[nodiscard]] std::uint64_t lines() const { return next_; }

 private:
  std::string begin(double ms, std::string_view kind);
  std::uint64_t next_ = 0;
};

}  // namespace consentry
