// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_mail.h"

#include "core/base/bytes.h"
#include "core/watch/watch_message.h"
#include "io/http/mandate_paths.h"

namespace consentry::http {
namespace {

std::string lines_of(const RecordRows& rows) {
  std::string text;
  for (const auto& [label, value] : rows) text += label + ": " + value + "\n";
  return text;
}

std::string end_of_mail(const MandateForm& form, const std::string& own,
                        const MandateWords& words) {
  std::string text = words.text("mail_own") + "\n" + own + "\n";
  if (!form.contact.empty()) text += "\n" + words.text("contact") + " " + form.contact + "\n";
  return text;
}

}  // namespace

MandateMail confirmation_mail(const MandateForm& form, const TakenMandate& taken,
                              const std::string& to, const MailSender& sender,
                              const MandateWords& words) {
  const MandateText& text = shown_text(form, words.language());
  const MandateFacts& facts = taken.mandate.facts;
  const auto link = [&](std::string_view verb, const Secret32& token) {
    return sender.address + mandate_path({form.id, verb, token_text(token), words.language()});
  };
  const Filling filling{{"case", text.title}, {"organisation", form.organisation}};
  const std::string body = words.text("mail_subject", filling) + "\n\n" +
                           words.text("mail_text", filling) + "\n\n" + words.text("mail_confirm") +
                           "\n" + link("confirm", taken.token) + "\n\n" +
                           words.text("text_digest") + ": " + to_hex(facts.text) + "\n\n" +
                           end_of_mail(form, link("own", taken.secrets.manage), words) + "\n" +
                           words.text("mail_ignore") + "\n";
  return {to, mail_message(body, sender.from, to, hex_of(facts.reference) + "-1",
                           taken.mandate.received)};
}

MandateMail number_mail(const MandateRecord& record, const std::string& to,
                        const MailSender& sender, UtcTime now, const MandateWords& words) {
  const MandateForm& form = record.form;
  const MandateText& text = shown_text(form, words.language());
  const std::string own =
      sender.address + mandate_path({form.id, "own", record.manage, words.language()});
  const std::string number = std::to_string(record.mandate.number);
  const std::string body = words.text("mail_done_subject", {{"case", text.title}}) + "\n\n" +
                           words.text("mail_done_text", {{"number", number}}) + "\n\n" +
                           lines_of(record_rows(record, words)) + "\n" + words.text("check") +
                           "\n" + words.text("check_text", {{"organisation", form.organisation}}) +
                           "\n" + lines_of(check_rows(record, words)) + "\n" +
                           end_of_mail(form, own, words);
  const std::string id = hex_of(record.mandate.kept.facts.reference) + "-2";
  return {to, mail_message(body, sender.from, to, id, now)};
}

}  // namespace consentry::http
