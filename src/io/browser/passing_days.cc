// SPDX-License-Identifier: Apache-2.0
#include "io/browser/passing_days.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "io/browser/event_log.h"
#include "io/browser/json_fields.h"
#include "io/browser/tab.h"

namespace consentry {
namespace json = boost::json;
namespace {

constexpr std::chrono::milliseconds kCommandTime{3'000};
constexpr double kDaySeconds = 86'400;
// A jar holds some 3,000; a page with more frames than this keeps the rest of its session storage.
constexpr std::size_t kMaxFramesCleared = 30;

double now_s() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration<double>(since).count();
}

// The protocol writes -1 for a cookie without an end.
bool is_gone_by(const json::object& cookie, double then_s) {
  return flag_at(cookie, "session") || number_at(cookie, "expires", -1) < then_s;
}

bool drop(Tab& tab, const json::object& cookie) {
  json::object which{{"name", text_at(cookie, "name")},
                     {"domain", text_at(cookie, "domain")},
                     {"path", text_at(cookie, "path")}};
  if (const json::value* key = cookie.if_contains("partitionKey")) which["partitionKey"] = *key;
  return static_cast<bool>(tab.call("Network.deleteCookies", which, in(kCommandTime)));
}

void clear_session_storage(Tab& tab) {
  std::size_t cleared = 0;
  for (const Frame& frame : tab.frames().all()) {
    if (cleared++ >= kMaxFramesCleared) return;
    (void)tab.evaluate(frame.id, "try { sessionStorage.clear() } catch {}", in(kCommandTime));
  }
}

}  // namespace

void let_days_pass(Tab& tab, EventLog& log, int days) {
  clear_session_storage(tab);
  const auto jar = tab.call("Storage.getCookies",
                            json::object{{"browserContextId", tab.context_id()}}, in(kCommandTime));
  static const json::object kEmpty;
  const double then_s = now_s() + days * kDaySeconds;
  std::vector<std::string> dropped;
  for (const json::value& cookie :
       array_at(jar && jar->is_object() ? jar->get_object() : kEmpty, "cookies")) {
    if (!cookie.is_object() || !is_gone_by(cookie.get_object(), then_s)) continue;
    if (!drop(tab, cookie.get_object())) continue;
    dropped.push_back(std::string(text_at(cookie.get_object(), "name")) + " " +
                      std::string(text_at(cookie.get_object(), "domain")));
  }
  log.forgotten(days, dropped);
}

}  // namespace consentry
