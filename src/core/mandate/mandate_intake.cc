// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_intake.h"

#include <algorithm>

namespace consentry {
namespace {

constexpr std::string_view kOutbox = "consentry mandate outbox";

Date day_of(UtcTime time) {
  const std::chrono::sys_time<std::chrono::milliseconds> moment{
      std::chrono::milliseconds(time.milliseconds)};
  return Date(std::chrono::floor<std::chrono::days>(moment));
}

MandateFacts facts_of(const MandateForm& form, const Submission& submission, UtcTime now) {
  MandateFacts facts;
  facts.case_id = form.id;
  facts.day = day_of(now);
  facts.country = submission.country;
  facts.respondents = submission.respondents;
  facts.powers = submission.powers;
  facts.language = submission.language;
  facts.text = submission.text;
  facts.connected = submission.connected;
  return facts;
}

}  // namespace

Result<TakenMandate> take_mandate(const MandateForm& form, const Submission& submission,
                                  const Secret32& pepper, const MandateCipher& cipher, UtcTime now,
                                  const std::optional<MandateReference>& corrects) {
  const auto token = cipher.random();
  if (!token) return token.error();
  const auto reference = cipher.random();
  if (!reference) return reference.error();
  TakenMandate taken;
  taken.token = *token;
  taken.secrets = secrets_of(*token);
  NewMandate& mandate = taken.mandate;
  mandate.facts = facts_of(form, submission, now);
  std::copy_n(reference->begin(), mandate.facts.reference.size(), mandate.facts.reference.begin());
  mandate.received = now;
  mandate.keys = duplicate_keys(pepper, submission);
  mandate.commitment = commitment_of(mandate.facts, submission.email, taken.secrets.salt);
  mandate.token = token_digest(taken.token);
  mandate.manage = token_digest(taken.secrets.manage);
  mandate.corrects = corrects;
  auto sealed =
      cipher.seal(form.sealing_key, personal_json({mandate.facts, submission, taken.secrets.salt}));
  if (!sealed) return sealed.error();
  mandate.sealed = *std::move(sealed);
  auto held = cipher.lock(taken.secrets.mail_key, submission.email);
  if (!held) return held.error();
  mandate.held_mail = *std::move(held);
  return taken;
}

Result<std::string> lock_mail(const MandateMail& mail, const Secret32& pepper,
                              const MandateCipher& cipher) {
  // No mail address holds a line feed (is_email), so the first one ends it.
  return cipher.lock(derived_key(pepper, kOutbox), mail.to + "\n" + mail.message);
}

Result<MandateMail> unlock_mail(std::string_view locked, const Secret32& pepper,
                                const MandateCipher& cipher) {
  const auto plain = cipher.unlock(derived_key(pepper, kOutbox), locked);
  if (!plain) return plain.error().in("a mail that waits");
  const std::size_t end = plain->find('\n');
  if (end == std::string::npos)
    return Error{ErrorKind::corrupt, "a mail that waits has no recipient"};
  return MandateMail{plain->substr(0, end), plain->substr(end + 1)};
}

Result<std::optional<std::string>> held_address(const StoredMandate& mandate, const Secret32& token,
                                                const MandateCipher& cipher) {
  if (mandate.kept.held_mail.empty()) return std::optional<std::string>();
  auto address = cipher.unlock(secrets_of(token).mail_key, mandate.kept.held_mail);
  if (!address) return address.error();
  return std::optional(*std::move(address));
}

}  // namespace consentry
