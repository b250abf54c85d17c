// SPDX-License-Identifier: Apache-2.0
// Walks through an event log (docs/formats/event-log.md) line by line. A line that is no JSON
// object is counted and passed over; a last line without its end counts as cut off.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace consentry {

// A line as it stands. Views and `members` live until the next call of next().
struct LogLine {
  std::uint64_t number = 0;  // counted here, not believed from "n"
  double ms = 0;             // since the run was opened; never falls from line to line
  std::string_view kind;
  const boost::json::object* members = nullptr;
};

// Not thread-safe. `log` must outlive the reader.
class EventLogReader {
 public:
  // The jar of a profile may hold 3,000 cookies of 4 KiB, written with escapes: 16 MiB a line is
  // above any honest one.
  static constexpr std::size_t kMaxLineBytes = 16UL * 1024 * 1024;
  // About 500 times a heavy site's.
  static constexpr std::uint64_t kMaxLines = 1'000'000;
  // A call stack nests one level for each asynchronous hop (the browser keeps 32).
  static constexpr std::size_t kMaxDepth = 128;

  explicit EventLogReader(std::string_view log);
  ~EventLogReader();
  EventLogReader(const EventLogReader&) = delete;
  EventLogReader& operator=(const EventLogReader&) = delete;

  // The next line that is whole and well-formed; false at the end.
  bool next(LogLine& line);

  [[nodiscard]] bool cut_off() const { return cut_off_; }    // the last line had no end
  [[nodiscard]] bool too_long() const { return too_long_; }  // kMaxLines reached, the rest unread
  [[nodiscard]] std::uint64_t unreadable() const { return unreadable_; }  // lines passed over
  [[nodiscard]] std::uint64_t lines() const { return number_; }           // all lines met so far

 private:
  struct Memory;
  bool take(std::string_view text, LogLine& line);

  std::string_view rest_;
  std::unique_ptr<Memory> memory_;
  std::uint64_t number_ = 0;
  std::uint64_t unreadable_ = 0;
  double ms_ = 0;
  bool cut_off_ = false;
  bool too_long_ = false;
};

}  // namespace consentry
