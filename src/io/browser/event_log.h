// SPDX-License-Identifier: Apache-2.0
// The open log of a run: stamps the time, encodes, hands each line to the sink.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/observe/event_log_encoder.h"
#include "core/observe/run_sink.h"
#include "io/browser/deadline.h"

namespace consentry {

// More of the browser's events than this are counted, not kept, and the run ends: a page in a loop must
// not fill a disk, and what was cut must not look as if it had not happened.
inline constexpr std::size_t kMaxEventBytes = std::size_t{96} << 20U;
// A single event larger than this (an upload of a whole image, say) is not kept either.
inline constexpr std::size_t kMaxOneEventBytes = std::size_t{2} << 20U;

// One visit thread. The sink must outlive it. A sink that failed is not called again; failure()
// says why.
class EventLog {
 public:
  explicit EventLog(RunSink& sink) : sink_(sink), opened_(Clock::now()) {}

  void open(const RunOpening& opening);
  // Sets where later lines belong; begin and end are paired by the caller.
  void step(Phase phase, Step step, StepMark mark, std::string_view url,
            std::string_view quiet = {});
  void event(std::string_view message_json);
  void reply(std::string_view method, std::string_view about_json, std::string_view message_json);
  void state(std::string_view state_json);
  void banner(int layer, std::string_view view_json);
  void click(int layer, Intent intent, std::string_view label, std::string_view tool,
             const Rect& rect);
  void choice(Phase wanted, ChoiceResult result, std::string_view tool, int clicks, int layers,
              const std::vector<std::string>& proof);
  void reopen(std::string_view label, std::string_view control, bool visible, std::string_view url);
  void document(std::string_view about, std::string_view label, std::string_view url, int status,
                std::string_view text);
  // status: "answered" "unknown" "off".
  void alias(std::string_view host, std::string_view status,
             const std::vector<std::string>& aliases,
             const std::vector<std::string>& addresses = {});
  void forgotten(int days, const std::vector<std::string>& cookies);
  void typed(std::string_view field, std::string_view text);
  // moment: "loaded" "before-click" "after-click" "reloaded". jpeg: the picture's bytes.
  void shot(std::string_view moment, std::string_view jpeg);
  // Of a control of the last banner line, by its place there. png: the picture's bytes.
  void picture(std::size_t control, std::string_view png);
  void note(std::string_view topic, std::string_view text);
  // Adds a note events-dropped first when anything was lost.
  void close(std::string_view status, std::string_view reason);
  // Events lost elsewhere (a full mailbox).
  void add_dropped(std::uint64_t count) { dropped_ += count; }

  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
  // The disk that the run or its site may take is used up, and something was not kept: the step under way
  // is not whole, and further ones would not be.
  [[nodiscard]] bool full() const { return full_; }
  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] Step current_step() const { return step_; }
  // Moment of the last picture that was kept; "" before the first.
  [[nodiscard]] const std::string& last_shot() const { return last_shot_; }

 private:
  [[nodiscard]] double ms() const;
  void put(const std::string& line);
  // Keeps a picture under the next number; its name, "" when it was not kept.
  std::string keep(std::string_view ending, std::string_view bytes);

  RunSink& sink_;
  Deadline opened_;
  EventLogEncoder encoder_;
  Phase phase_ = Phase::before;
  Step step_ = Step::load;
  int shots_ = 0;
  std::string last_shot_;
  std::size_t event_bytes_ = 0;
  std::uint64_t dropped_ = 0;
  bool full_ = false;
  std::optional<Error> failure_;
};

}  // namespace consentry
