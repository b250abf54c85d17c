// SPDX-License-Identifier: Apache-2.0
#include "command/mandate_delivery.h"

#include "command/structured_log.h"
#include "core/watch/watch_message.h"

namespace consentry {
namespace {

constexpr std::size_t kAtOnce = 100;

}  // namespace

Status MandateDelivery::deliver(const WaitingMandateMail& waiting, MailSession& session) const {
  const auto pepper = parts_.pepper(waiting.case_id);
  if (!pepper) return pepper.error();
  const auto mail = unlock_mail(waiting.locked, *pepper, parts_.cipher);
  if (!mail) return mail.error();
  return session.send(mail->to, mail->message);
}

// The log names the case and never the recipient: what the mail server said, in which the address may
// stand, is in none of our errors.
Status MandateDelivery::settle(const WaitingMandateMail& mail, const Status& delivered) {
  if (delivered) {
    parts_.counts.sent.fetch_add(1);
    return parts_.book.drop_mail(mail.number);
  }
  parts_.counts.failed.fetch_add(1);
  const UtcTime now = parts_.clock();
  const bool over = now.milliseconds - mail.made.milliseconds > kMessageLifetimeMs;
  log_event(over ? LogLevel::error : LogLevel::warning,
            over ? "mandate_mail_given_up" : "mandate_mail_not_sent",
            {{"case", mail.case_id}, {"why", delivered.error().text()}});
  if (!over) return parts_.book.postpone_mail(mail.number, next_attempt(mail.attempts + 1, now));
  parts_.counts.given_up.fetch_add(1);
  return parts_.book.drop_mail(mail.number);
}

Status MandateDelivery::run(const std::function<bool()>& stopped) {
  const auto waiting = parts_.book.waiting_mails(parts_.clock(), kAtOnce);
  if (!waiting) return waiting.error();
  MailSession session(route_);
  for (const WaitingMandateMail& mail : *waiting) {
    if (stopped()) break;
    if (const Status settled = settle(mail, deliver(mail, session)); !settled) return settled;
  }
  return {};
}

}  // namespace consentry
