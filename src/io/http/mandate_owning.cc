// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_owning.h"

#include <functional>
#include <optional>
#include <utility>

#include "core/mandate/tally.h"
#include "io/http/html_text.h"
#include "io/http/mandate_mail.h"
#include "io/http/mandate_paths.h"

namespace consentry::http {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

using Found = Result<std::optional<StoredMandate>>;

// Another case's token is none here.
Found of_this_case(const MandateAsking& asking, Found found) {
  if (!found) return found;
  const std::optional<StoredMandate>& mandate = *found;
  if (mandate && mandate->kept.facts.case_id != asking.served.form.id)
    return std::optional<StoredMandate>();
  return found;
}

Found by_token(const MandateAsking& asking) {
  const auto token = parse_token(asking.token);
  if (!token) return std::optional<StoredMandate>();
  return of_this_case(asking, asking.mandates.book.by_token(token_digest(*token)));
}

Found by_manage(const MandateAsking& asking) {
  const auto token = parse_token(asking.token);
  if (!token) return std::optional<StoredMandate>();
  return of_this_case(asking, asking.mandates.book.by_manage(token_digest(*token)));
}

std::optional<MandateBook::SignedText> signed_by(const MandateAsking& asking,
                                                 const StoredMandate& mandate) {
  auto text = asking.mandates.book.signed_text(asking.served.form.id, mandate.kept.facts.text);
  return text ? std::optional(*std::move(text)) : std::nullopt;
}

// Looks the owner's mandate up and answers with it.
Response with_owned(const MandateAsking& asking,
                    std::function<Response(const MandateAsking&, const MandateRecord&)> answer) {
  return in_background(asking, [answer = std::move(answer)](const MandateAsking& asked) {
    const auto found = by_manage(asked);
    if (!found) return not_kept(asked, found.error());
    const std::optional<StoredMandate>& mandate = *found;
    if (!mandate) return bad_link(asked);
    return answer(asked,
                  {asked.served.form, *mandate, asked.token, {}, signed_by(asked, *mandate)});
  });
}

Response as_file(std::string type, const std::string& name, std::string body) {
  Response response;
  response.headers = {{"Content-Type", std::move(type)},
                      {"Content-Disposition", "attachment; filename=\"" + name + "\""},
                      {"Cache-Control", "no-store"},
                      {"Referrer-Policy", "no-referrer"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"X-Robots-Tag", "noindex"}};
  response.body = std::move(body);
  return response;
}

Response confirm_button(const MandateAsking& asking) {
  const MandateForm& form = asking.served.form;
  const MandateText& text = shown_text(form, asking.words.language());
  MandatePage page;
  page.title = asking.words.text("confirm_title") + ": " + text.title;
  page.body = "<p class=\"top\"" + lang_attribute(text.language, asking.words) + ">" +
              escape_html(text.title) + "</p><h1>" + asking.words.html("confirm_title") +
              "</h1><p>" + asking.words.html("confirm") + "</p><form method=\"post\" action=\"" +
              mandate_path({form.id, "confirm", asking.token, asking.words.language()}) +
              "\"><p><button>" + asking.words.html("do_confirm") + "</button></p></form>";
  return mandate_response(page, asking.words);
}

bool has_expired(const MandateAsking& asking, const StoredMandate& mandate) {
  return mandate.state == MandateState::received &&
         asking.mandates.clock().milliseconds - mandate.kept.received.milliseconds >
             kTokenDays * kDayMs;
}

MandateRecord record_for(const MandateAsking& asking, const StoredMandate& mandate,
                         const Secret32& token) {
  const MandateSecrets secrets = secrets_of(token);
  return {asking.served.form, mandate, token_text(secrets.manage), secrets.salt,
          signed_by(asking, mandate)};
}

// The mail with the number. That it could not be made changes nothing about the mandate: the page tells
// the same.
Status tell_number(const MandateAsking& asking, const StoredMandate& mandate,
                   const Secret32& token) {
  const MandateServices& mandates = asking.mandates;
  const auto held = held_address(mandate, token, mandates.cipher);
  if (!held) return held.error();
  const std::optional<std::string>& to = *held;
  if (!to) return {};
  const UtcTime now = mandates.clock();
  const MandateMail mail = number_mail(record_for(asking, mandate, token), *to,
                                       {mandates.address, mandates.sender}, now, asking.words);
  const auto locked = lock_mail(mail, asking.served.pepper, mandates.cipher);
  if (!locked) return locked.error();
  return mandates.book.tell(mandate.kept.facts.reference, *locked, now);
}

Response confirmed(const MandateAsking& asking) {
  const auto found = by_token(asking);
  if (!found) return not_kept(asking, found.error());
  const auto token = parse_token(asking.token);
  if (!*found || !token) return bad_link(asking);
  MandateServices const& mandates = asking.mandates;
  const auto done = mandates.book.confirm(token_digest(*token), mandates.clock());
  if (!done) return not_kept(asking, done.error());
  const std::optional<StoredMandate>& mandate = done->mandate;
  if (!mandate || done->fate == ConfirmFate::unknown || done->fate == ConfirmFate::expired)
    return bad_link(asking);
  if (done->fate == ConfirmFate::confirmed) mandates.counts.count(MandateFate::confirmed);
  if (const Status told = tell_number(asking, *mandate, *token); !told)
    mandates.report("mandate_mail_not_made", told.error());
  return see_other(
      mandate_path({asking.served.form.id, "confirm", asking.token, asking.words.language()}));
}

Response withdrawn(const MandateAsking& asking) {
  const auto found = by_manage(asking);
  if (!found) return not_kept(asking, found.error());
  const auto token = parse_token(asking.token);
  if (!*found || !token) return bad_link(asking);
  const auto done = asking.mandates.book.withdraw(token_digest(*token), asking.mandates.clock());
  if (!done) return not_kept(asking, done.error());
  if (*done == WithdrawFate::unknown) return bad_link(asking);
  if (*done != WithdrawFate::already) asking.mandates.counts.count(MandateFate::withdrawn);
  // Of one that was never confirmed nothing is left that could be shown.
  if (*done == WithdrawFate::dropped) return notice_page(asking, {200, "own_title", "withdrawn"});
  return see_other(
      mandate_path({asking.served.form.id, "own", asking.token, asking.words.language()}));
}

}  // namespace

Response get_confirmation(const MandateAsking& asking) {
  return in_background(asking, [](const MandateAsking& asked) {
    const auto found = by_token(asked);
    if (!found) return not_kept(asked, found.error());
    const auto token = parse_token(asked.token);
    const std::optional<StoredMandate>& mandate = *found;
    if (!mandate || !token || has_expired(asked, *mandate)) return bad_link(asked);
    if (mandate->state == MandateState::received) return confirm_button(asked);
    return mandate_response(record_page(record_for(asked, *mandate, *token), asked.words),
                            asked.words);
  });
}

Response post_confirmation(const MandateAsking& asking) {
  return in_background(asking, &confirmed);
}

Response get_record(const MandateAsking& asking) {
  return with_owned(asking, [](const MandateAsking& asked, const MandateRecord& record) {
    return mandate_response(record_page(record, asked.words), asked.words);
  });
}

Response get_record_text(const MandateAsking& asking) {
  return with_owned(asking, [](const MandateAsking& asked, const MandateRecord& record) {
    return as_file("text/plain; charset=utf-8", "mandate-" + record.form.id + ".txt",
                   record_text(record, asked.words));
  });
}

Response get_count_proof(const MandateAsking& asking) {
  return with_owned(asking, [](const MandateAsking& asked, const MandateRecord& record) {
    const auto leaves = asked.mandates.book.counted_leaves(record.form.id);
    if (!leaves) return not_kept(asked, leaves.error());
    const auto proof = prove_counted(*leaves, record.mandate.number);
    if (!proof) return bad_link(asked);
    return as_file("application/json", "mandate-" + record.form.id + "-proof.json",
                   count_proof_json(*proof) + "\n");
  });
}

Response post_withdrawal(const MandateAsking& asking) { return in_background(asking, &withdrawn); }

}  // namespace consentry::http
