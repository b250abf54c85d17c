// SPDX-License-Identifier: Apache-2.0
#include "io/browser/autoconsent_bridge.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "io/browser/json_fields.h"
#include "io/browser/run_tools.h"
#include "io/browser/tab.h"

namespace consentry {
namespace json = boost::json;
namespace {

using namespace std::chrono_literals;

// A world of its own: its click function is on our leash, the finder's is not.
constexpr std::string_view kWorld = "consentry-cmp";
constexpr auto kStartTime = 5s;
constexpr auto kEvalTime = 3s;
constexpr auto kPollTime = 60ms;
// A rule that says nothing for so long waits for something that is not there (it would for 10 s).
constexpr auto kSilence = 2'500ms;
constexpr int kMaxSteps = 400;  // messages answered in one attempt
// More frames than a consent manager uses.
constexpr std::size_t kMaxFramesUsed = 4;

double number_in(const json::array& list, std::size_t at) {
  return at < list.size() && list[at].is_number() ? list[at].to_number<double>() : 0;
}

WantedClick wanted_click(const std::string& frame, const json::object& message) {
  const json::array& rect = array_at(message, "rect");
  return {frame,
          std::string(text_at(message, "label")),
          {number_in(rect, 0), number_in(rect, 1), number_in(rect, 2), number_in(rect, 3)}};
}

}  // namespace

struct AutoconsentBridge::Message {
  std::string frame;
  json::object body;
  [[nodiscard]] std::string_view type() const { return text_at(body, "type"); }
  [[nodiscard]] bool about(std::string_view wanted) const { return type() == wanted; }
};

std::vector<AutoconsentBridge::Message> AutoconsentBridge::fetch(Deadline deadline) {
  std::vector<Message> messages;
  for (const std::string& frame : frames_) {
    const std::string call = "consentryCmp.next(" + std::to_string(kPollTime.count()) + ")";
    const auto answer = tab_.evaluate_in(frame, kWorld, call, std::min(deadline, in(kEvalTime)));
    if (!answer && frame == frame_) gone_ = true;
    if (!answer || !answer->is_array()) continue;
    for (const json::value& item : answer->get_array()) {
      if (item.is_object()) messages.push_back({frame, item.get_object()});
    }
  }
  return messages;
}

void AutoconsentBridge::answer(const Message& message, bool value) {
  const std::string call = "consentryCmp.answer(" +
                           json::serialize(json::value(text_at(message.body, "id"))) + "," +
                           (value ? "true" : "false") + ")";
  (void)tab_.evaluate_in(message.frame, kWorld, call, in(kEvalTime));
}

bool AutoconsentBridge::evaluate(const Message& message) {
  const auto value =
      tab_.evaluate_in(message.frame, "", text_at(message.body, "code"), in(kEvalTime));
  if (!value) return false;
  return value->is_bool() ? value->get_bool() : !value->is_null();
}

std::string AutoconsentBridge::recognise(const std::vector<std::string>& frames,
                                         Deadline deadline) {
  if (tools_.autoconsent.empty() || tools_.autoconsent_rules.empty()) return "";
  const std::string start = std::string(tools_.autoconsent) + ";consentryCmp.start(" +
                            json::serialize(json::value(tools_.autoconsent_rules)) + ")";
  for (const std::string& frame : frames) {
    if (frames_.size() >= kMaxFramesUsed) break;
    const auto started = tab_.evaluate_in(frame, kWorld, start, in(kStartTime));
    if (started && started->is_bool() && started->get_bool()) frames_.push_back(frame);
  }
  while (!frames_.empty() && Clock::now() < deadline) {
    for (const Message& message : fetch(deadline)) {
      if (message.about("eval")) answer(message, evaluate(message));
      if (!message.about("popupFound")) continue;
      rule_ = text_at(message.body, "cmp");
      frame_ = message.frame;
    }
    if (!rule_.empty()) return rule_;
  }
  return "";
}

std::optional<bool> AutoconsentBridge::react(const Message& message, std::string_view ending,
                                             const Permission& permission) {
  if (message.about("eval")) answer(message, evaluate(message));
  // With details it is a remark of autoconsent's, without it is its end.
  if (message.about("autoconsentError") && !message.body.contains("details")) return false;
  if (message.about(ending)) return flag_at(message.body, "result");
  if (!message.about("click")) return std::nullopt;
  if (!permission(wanted_click(message.frame, message.body))) return false;
  answer(message, true);
  return std::nullopt;
}

bool AutoconsentBridge::act(Phase wanted, const Permission& permission, Deadline deadline) {
  const bool accepting = wanted == Phase::accept;
  const std::string_view ending = accepting ? "optInResult" : "optOutResult";
  const std::string call =
      std::string("consentryCmp.act('") + (accepting ? "optIn" : "optOut") + "')";
  if (!tab_.evaluate_in(frame_, kWorld, call, in(kEvalTime))) return false;
  Deadline patience = in(kSilence);
  for (int steps = 0; steps < kMaxSteps && Clock::now() < std::min(deadline, patience);) {
    const auto messages = fetch(deadline);
    if (!messages.empty()) patience = in(kSilence);
    for (const Message& message : messages) {
      ++steps;
      if (const auto end = react(message, ending, permission)) return *end;
    }
    if (gone_ || tab_.crashed() || tab_.browser_gone()) return false;
  }
  return false;
}

}  // namespace consentry
