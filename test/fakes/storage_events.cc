// SPDX-License-Identifier: Apache-2.0
// What is stored and read: the jar, storage, and what the probe reports.
#include <boost/json.hpp>

#include "core/base/time.h"
#include "fakes/event_log_maker.h"
#include "fakes/event_log_text.h"

namespace consentry::fakes {
namespace json = boost::json;
namespace {

json::array probe_stack(const Strings& stack) {
  json::array out;
  for (const std::string& url : stack) out.push_back(json::string(url + ":4:8"));
  return out;
}

std::string area_name(StorageArea area) { return std::string(name_of(area)); }

}  // namespace

Line EventLogMaker::jar(const std::vector<MadeCookie>& cookies) {
  const Result<UtcTime> started = parse_rfc3339(started_);
  const double now_s = (static_cast<double>(started ? started->milliseconds : 0) + ms_) / 1000;
  json::array rows;
  for (const MadeCookie& cookie : cookies) {
    json::object row{{"name", cookie.name},
                     {"value", cookie.value},
                     {"domain", cookie.domain},
                     {"path", cookie.path},
                     {"expires", cookie.lifetime_s ? now_s + *cookie.lifetime_s : -1.0},
                     {"size", 9},
                     {"httpOnly", cookie.http_only},
                     {"secure", cookie.secure},
                     {"session", !cookie.lifetime_s.has_value()}};
    if (!cookie.same_site.empty()) row["sameSite"] = cookie.same_site;
    rows.push_back(std::move(row));
  }
  return put("reply", inner({{"method", "Storage.getCookies"},
                             {"about", json::object{}},
                             {"m", {{"id", 7}, {"result", {{"cookies", rows}}}}}}));
}

Line EventLogMaker::storage_snapshot(StorageArea area, const std::string& origin,
                                     const Pairs& items) {
  json::array entries;
  for (const auto& [key, value] : items) entries.push_back({key, value});
  return put(
      "reply",
      inner({{"method", "DOMStorage.getDOMStorageItems"},
             {"about",
              {{"storageId",
                {{"storageKey", origin + "/"}, {"isLocalStorage", area == StorageArea::local}}}}},
             {"m", {{"id", 8}, {"result", {{"entries", entries}}}}}}));
}

Line EventLogMaker::probe(const std::string& frame, const std::string& message) {
  return event("Runtime.bindingCalled",
               json::serialize(json::object{
                   {"name", "probe"}, {"payload", message}, {"executionContextId", 1}}),
               frame_at(frame).session);
}

Line EventLogMaker::script_cookie(const std::string& assigned, const Strings& stack,
                                  const std::string& frame) {
  return probe(frame, json::serialize(json::object{{"k", "cookie"},
                                                   {"v", assigned},
                                                   {"u", frame.empty() ? top_url_ : frame},
                                                   {"s", probe_stack(stack)}}));
}

Line EventLogMaker::storage_write(StorageArea area, const std::string& key,
                                  const std::string& value, const Strings& stack,
                                  const std::string& frame) {
  const std::string url = frame.empty() ? top_url_ : frame;
  const Line line = probe(frame, json::serialize(json::object{{"k", "storage"},
                                                              {"a", area_name(area)},
                                                              {"o", "set"},
                                                              {"key", key},
                                                              {"v", value},
                                                              {"u", url},
                                                              {"s", probe_stack(stack)}}));
  if (area != StorageArea::local && area != StorageArea::session) return line;
  event("DOMStorage.domStorageItemAdded",
        json::serialize(json::object{{"storageId",
                                      {{"securityOrigin", origin_of(url)},
                                       {"storageKey", origin_of(url) + "/"},
                                       {"isLocalStorage", area == StorageArea::local}}},
                                     {"key", key},
                                     {"newValue", value}}));
  return line;
}

Line EventLogMaker::device_read(const std::string& family, const std::string& member,
                                const Strings& stack, const Pairs& detail,
                                const std::string& frame) {
  return probe(frame, json::serialize(json::object{{"k", "read"},
                                                   {"f", family},
                                                   {"p", member},
                                                   {"d", object_of(detail)},
                                                   {"u", frame.empty() ? top_url_ : frame},
                                                   {"s", probe_stack(stack)}}));
}

Line EventLogMaker::consent_command(const std::string& action, const Pairs& values,
                                    const Strings& stack) {
  return probe("", json::serialize(json::object{{"k", "gcm"},
                                                {"a", action},
                                                {"v", object_of(values)},
                                                {"u", top_url_},
                                                {"s", probe_stack(stack)}}));
}

}  // namespace consentry::fakes
