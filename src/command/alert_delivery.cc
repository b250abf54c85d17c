// SPDX-License-Identifier: Apache-2.0
#include "command/alert_delivery.h"

#include <string>
#include <utility>

#include "command/file_bytes.h"
#include "command/structured_log.h"
#include "core/watch/watch_message.h"
#include "io/fetch/webhook.h"

namespace consentry {
namespace {

constexpr std::size_t kMaxPasswordBytes = 4096;
constexpr std::size_t kAtOnce = 100;

}  // namespace

Result<AlertDelivery> AlertDelivery::create(const WatchSettings& settings, SqliteWatches& watches,
                                            std::function<UtcTime()> clock,
                                            DeliveryCounts& counts) {
  MailRoute route{
      settings.smtp_url, settings.smtp_from, settings.smtp_user, {}, settings.smtp_ca_file};
  if (!settings.smtp_password_file.empty()) {
    auto password = read_file(settings.smtp_password_file, kMaxPasswordBytes);
    if (!password) return password.error().in("smtp_password_file");
    route.password = password->substr(0, password->find_first_of("\r\n"));
  }
  return AlertDelivery(std::move(route), watches, std::move(clock), counts);
}

Status AlertDelivery::deliver(const WatchMessage& message, const WatchOrder& order,
                              MailSession& session) const {
  if (message.way == "webhook") {
    if (order.webhook.empty()) return {};  // nobody wants it any more
    return post_webhook(
        order.webhook, message.body,
        {{std::string(kSignatureHeader), webhook_signature(order.secret, clock_(), message.body)},
         {std::string(kMessageIdHeader), message.id}});
  }
  if (order.mail.empty()) return {};
  if (route_.url.empty())
    return Error{ErrorKind::unavailable, "smtp_url is not set, so no mail can be sent"};
  return session.send(
      order.mail, mail_message(message.body, route_.from, order.mail, message.id, message.made));
}

Status AlertDelivery::settle(const WatchMessage& message, const Status& delivered) {
  if (delivered) {
    counts_->delivered.fetch_add(1);
    return watches_->drop(message.number);
  }
  counts_->failed.fetch_add(1);
  const UtcTime now = clock_();
  const bool over = now.milliseconds - message.made.milliseconds > kMessageLifetimeMs;
  log_event(over ? LogLevel::error : LogLevel::warning,
            over ? "alert_given_up" : "alert_not_delivered",
            {{"site", message.site}, {"way", message.way}, {"why", delivered.error().text()}});
  if (!over) return watches_->postpone(message.number, next_attempt(message.attempts + 1, now));
  counts_->given_up.fetch_add(1);
  return watches_->drop(message.number);
}

Result<std::size_t> AlertDelivery::run(const std::function<bool()>& stopped) {
  const auto waiting = watches_->waiting(clock_(), kAtOnce);
  if (!waiting) return waiting.error();
  std::size_t count = 0;
  MailSession session(route_);
  for (const WatchMessage& message : *waiting) {
    if (stopped()) break;
    const auto entry = watches_->find(message.site);
    if (!entry && entry.error().kind() != ErrorKind::not_found) return entry.error();
    const Status delivered = entry ? deliver(message, entry->order, session) : Status();
    if (delivered) ++count;
    if (const Status settled = settle(message, delivered); !settled) return settled.error();
  }
  return count;
}

}  // namespace consentry
