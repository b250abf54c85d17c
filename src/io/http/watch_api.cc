// SPDX-License-Identifier: Apache-2.0
#include "io/http/watch_api.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <optional>

#include "core/watch/watch_order.h"
#include "io/http/administrator.h"
#include "io/http/statistics_api.h"

namespace consentry::http {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxBodyBytes = 8192;
constexpr std::size_t kDefaultScans = 20;
constexpr std::size_t kMostScans = 400;

std::string site_in(const Request& request, std::string_view ending) {
  const std::string_view path = request.path;
  return std::string(
      path.substr(kSitesPath.size(), path.size() - kSitesPath.size() - ending.size()));
}

json::object object_of(const WatchedScan& scan) {
  const bool done = scan.fate == ScanFate::done;
  return {{"number", scan.number},
          {"started", to_rfc3339(scan.started)},
          {"finished", to_rfc3339(scan.finished)},
          {"fate", name_of(scan.fate)},
          {"verdict", done ? json::value(scan.verdict) : json::value()},
          {"reason", scan.reason},
          {"tag", scan.tag.empty() ? "unknown" : scan.tag},
          {"changes", scan.changes},
          {"alerts", scan.alerts},
          {"report", scan.folder}};
}

json::object object_of(const WatchEntry& entry) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? json::value() : json::value(text);
  };
  return {{"site", entry.order.site},
          {"every", entry.order.schedule},
          {"webhook", text_or_null(entry.order.webhook)},
          {"mail", text_or_null(entry.order.mail)},
          {"profile", text_or_null(entry.order.profile)},
          {"language", text_or_null(entry.order.language)},
          {"pages", entry.order.pages == 0 ? json::value() : json::value(entry.order.pages)},
          {"since", to_rfc3339(entry.since)},
          {"next", to_rfc3339(entry.due)},
          {"last", entry.last ? json::value(object_of(*entry.last)) : json::value()}};
}

Response told(const Error& error) {
  if (error.kind() == ErrorKind::invalid_input) return json_error(400, error.text());
  if (error.kind() == ErrorKind::not_found) return json_error(404, "no such site, or not watched");
  return json_error(error);
}

// 0 for null: as the server's settings say. Nothing when it is no such number.
std::optional<unsigned> pages_in(const json::value& value) {
  if (value.is_null()) return 0U;
  const std::int64_t* pages = value.if_int64();
  if (pages == nullptr || *pages < 1 || *pages > kMostWatchedPages) return std::nullopt;
  return static_cast<unsigned>(*pages);
}

// Nothing when the body is no order. A member that is absent or null is empty.
std::optional<WatchOrder> order_in(const Request& request) {
  json::error_code error;
  if (request.body.size() > kMaxBodyBytes) return std::nullopt;
  const json::value value = json::parse(request.body, error);
  const json::object* body = error ? nullptr : value.if_object();
  if (body == nullptr) return std::nullopt;
  WatchOrder order;
  for (const auto& [key, each] : *body) {
    if (key == "pages") {
      const auto pages = pages_in(each);
      if (!pages) return std::nullopt;
      order.pages = *pages;
      continue;
    }
    std::string* to = key == "every"      ? &order.schedule
                      : key == "webhook"  ? &order.webhook
                      : key == "mail"     ? &order.mail
                      : key == "profile"  ? &order.profile
                      : key == "language" ? &order.language
                                          : nullptr;
    if (to == nullptr || (!each.is_string() && !each.is_null())) return std::nullopt;
    if (each.is_string()) *to = std::string(each.get_string());
  }
  return order;
}

Response put_watch(const ConsentServices& services, const WatchServices& watches,
                   const Request& request) {
  auto order = order_in(request);
  if (!order)
    return json_error(400,
                      "the body is an object with every, webhook, mail, profile and language, as "
                      "texts, and pages, "
                      "a number from 1 to 100");
  order->site = site_in(request, kWatchEnding);
  if (const Status good = check_order(*order); !good) return told(good.error());
  const auto before = watches.book.find(order->site);
  if (!before && before.error().kind() != ErrorKind::not_found) return told(before.error());
  if (!order->webhook.empty() && (!before || before->order.secret.empty())) {
    auto secret = watches.new_secret();
    if (!secret) return json_error(secret.error());
    order->secret = *std::move(secret);
  }
  if (const Status done = watches.book.watch(*order, services.clock()); !done)
    return told(done.error());
  const auto entry = watches.book.find(order->site);
  if (!entry) return told(entry.error());
  json::object answer = object_of(*entry);
  if (!order->secret.empty()) answer["secret"] = order->secret;
  return json_answer(before ? 200 : 201, json::serialize(answer));
}

}  // namespace

Response answer_watch(const ConsentServices& services, const WatchServices& watches,
                      const Sha256& admin_token, const Request& request) {
  if (auto refused = not_for_you(services, admin_token, request)) return *std::move(refused);
  if (request.method == "PUT") return put_watch(services, watches, request);
  const std::string site = site_in(request, kWatchEnding);
  if (request.method == "DELETE") {
    const Status done = watches.book.unwatch(site);
    return done ? json_answer(200, R"({"watched":false})") : told(done.error());
  }
  const auto entry = watches.book.find(site);
  return entry ? json_answer(200, json::serialize(object_of(*entry))) : told(entry.error());
}

Response get_scans(const ConsentServices& services, const WatchServices& watches,
                   const Sha256& admin_token, const Request& request) {
  if (auto refused = not_for_you(services, admin_token, request)) return *std::move(refused);
  std::size_t limit = kDefaultScans;
  const std::string asked = request.parameter("limit");
  const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), limit);
  if (!asked.empty() && (error != std::errc{} || end != asked.data() + asked.size() || limit == 0))
    return json_error(400, "limit is a number");
  const auto scans =
      watches.book.scans(site_in(request, kScansEnding), std::min(limit, kMostScans));
  if (!scans) return told(scans.error());
  json::array all;
  for (const WatchedScan& each : *scans) all.push_back(object_of(each));
  return json_answer(200, json::serialize(json::object{{"scans", std::move(all)}}));
}

}  // namespace consentry::http
