// SPDX-License-Identifier: Apache-2.0
#include "core/observe/event_log_reader.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>

#include "core/observe/json_members.h"
#include "core/observe/json_text.h"

namespace consentry {
namespace {

// A month. Times become milliseconds since 1970; none may leave what an integer holds.
constexpr double kMaxRunMs = 31.0 * 86'400'000;

}  // namespace

// One arena for all lines: a line's tree is dropped whole, which is most of what parsing costs.
struct EventLogReader::Memory {
  std::array<unsigned char, 256UL * 1024> first_block{};
  boost::json::monotonic_resource arena{first_block.data(), first_block.size()};
  std::optional<boost::json::object> members;
};

EventLogReader::EventLogReader(std::string_view log)
    : rest_(log), memory_(std::make_unique<Memory>()) {}
EventLogReader::~EventLogReader() = default;

bool EventLogReader::next(LogLine& line) {
  while (!rest_.empty()) {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) {
      cut_off_ = true;
      rest_ = {};
      return false;
    }
    if (number_ == kMaxLines) {
      too_long_ = true;
      rest_ = {};
      return false;
    }
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    line.number = number_++;
    if (take(text, line)) return true;
    ++unreadable_;
  }
  return false;
}

bool EventLogReader::take(std::string_view text, LogLine& line) {
  if (text.size() > kMaxLineBytes) return false;
  memory_->members.reset();
  memory_->arena.release();
  auto& members = memory_->members;
  members = parse_json_object(text, kMaxDepth, &memory_->arena);
  if (!members) return false;
  line.members = &*members;
  line.kind = view_at(*line.members, "kind");
  ms_ = std::clamp(number_at(*line.members, "t").value_or(ms_), ms_, kMaxRunMs);
  line.ms = ms_;
  return !line.kind.empty();
}

}  // namespace consentry
