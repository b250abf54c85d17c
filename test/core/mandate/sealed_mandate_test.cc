// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/sealed_mandate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/mandate_maker.h"
#include "fakes/open_cipher.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;

OpenedMandate opened_mandate() {
  const MandateForm form = mandate_form({}, "minors = true", "[ask]\nbirth_date = 'optional'\n");
  FormFields fields = mandate_fields(form);
  set_field(fields, "given_name", "Zoë \"Q\" \\");
  set_field(fields, "other_sites", "one\ntwo");
  set_field(fields, "connected", "yes");
  fields.emplace_back("site", "shop.example");
  OpenedMandate mandate;
  mandate.person = *read_submission(form, fields, *parse_date("2026-11-23"));
  mandate.facts.case_id = form.id;
  mandate.facts.reference = {1, 2, 3};
  mandate.facts.day = *parse_date("2026-11-23");
  mandate.facts.country = mandate.person.country;
  mandate.facts.respondents = mandate.person.respondents;
  mandate.facts.powers = mandate.person.powers;
  mandate.facts.language = mandate.person.language;
  mandate.facts.text = mandate.person.text;
  mandate.facts.connected = true;
  mandate.salt = {4, 5, 6};
  return mandate;
}

TEST(SealedMandate, IsReadAsItWasWritten) {
  const OpenedMandate mandate = opened_mandate();
  const std::string text = personal_json(mandate);
  const auto read = read_personal(text);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->facts, mandate.facts);
  EXPECT_EQ(read->salt, mandate.salt);
  EXPECT_EQ(read->person.given_name, "Zoë \"Q\" \\");
  EXPECT_EQ(read->person.other_sites, "one\ntwo");
  EXPECT_EQ(read->person.sites, mandate.person.sites);
  EXPECT_EQ(read->person.powers, mandate.person.powers);
  EXPECT_EQ(personal_json(*read), text);
}

TEST(SealedMandate, HasOneTextOnly) {
  const std::string text = personal_json(opened_mandate());
  EXPECT_FALSE(read_personal(" " + text));
  EXPECT_FALSE(read_personal(text.substr(0, text.size() - 1) + ",\"more\":1}"));
  std::string other = text;
  other.replace(other.find("\"city\"") == std::string::npos ? other.find("\"email\"") : 0, 7,
                "\"emaiI\"");
  EXPECT_FALSE(read_personal(other));
}

TEST(SealedMandate, RefusesWhatIsNone) {
  EXPECT_FALSE(read_personal(""));
  EXPECT_FALSE(read_personal("[]"));
  EXPECT_FALSE(read_personal(R"({"mandate":"consentry-mandate-1"})"));
  EXPECT_THAT(read_personal(R"({"mandate":"consentry-mandate-2"})").error().text(),
              HasSubstr("consentry-mandate-1"));
  EXPECT_EQ(read_personal(std::string(kMaxPersonalBytes + 1, ' ')).error().kind(),
            ErrorKind::exhausted);
}

TEST(Commitment, CanBeComputedByHand) {
  const OpenedMandate mandate = opened_mandate();
  EXPECT_EQ(to_hex(commitment_of(mandate.facts, " Person1@Mail.Example", mandate.salt)),
            sha256_hex("consentry-mandate-1\nours-theirs\n" + hex_of(mandate.facts.reference) +
                       "\n" + sha256_hex("I give a mandate.") + "\nperson1@mail.example\n" +
                       hex_of(mandate.salt) + "\n"));
}

TEST(Commitment, ChangesWithSaltAddressTextAndReference) {
  const OpenedMandate mandate = opened_mandate();
  const std::string& mail = mandate.person.email;
  const Sha256 commitment = commitment_of(mandate.facts, mail, mandate.salt);
  EXPECT_NE(commitment, commitment_of(mandate.facts, mail, Secret32{}));
  EXPECT_NE(commitment, commitment_of(mandate.facts, "other@mail.example", mandate.salt));
  MandateFacts facts = mandate.facts;
  facts.reference[0] = 9;
  EXPECT_NE(commitment, commitment_of(facts, mail, mandate.salt));
  facts = mandate.facts;
  facts.text[0] = static_cast<std::uint8_t>(facts.text[0] ^ 1U);
  EXPECT_NE(commitment, commitment_of(facts, mail, mandate.salt));
}

TEST(Intake, KeepsNothingReadableOfThePerson) {
  const MandateForm form = mandate_form();
  const OpenCipher cipher;
  const auto taken =
      take_mandate(form, mandate_submission(form), Secret32{1}, cipher, UtcTime{1763846801000});
  ASSERT_TRUE(taken);
  const NewMandate& mandate = taken->mandate;
  EXPECT_EQ(mandate.facts.country, "NL");
  EXPECT_EQ(to_text(mandate.facts.day), "2025-11-22");
  EXPECT_EQ(mandate.token, token_digest(taken->token));
  EXPECT_NE(mandate.token, taken->token);
  EXPECT_EQ(mandate.manage, token_digest(taken->secrets.manage));
  const auto person = read_personal(mandate.sealed.substr(mandate.sealed.find('{')));
  ASSERT_TRUE(person) << person.error().text();
  EXPECT_EQ(person->person.email, "person1@mail.example");
  EXPECT_EQ(person->facts, mandate.facts);
  EXPECT_EQ(commitment_of(person->facts, person->person.email, person->salt), mandate.commitment);
}

TEST(Intake, HoldsTheAddressForWhoHasTheToken) {
  const MandateForm form = mandate_form();
  const OpenCipher cipher;
  const auto taken = take_mandate(form, mandate_submission(form), Secret32{1}, cipher, UtcTime{});
  StoredMandate stored;
  stored.kept = taken->mandate;
  EXPECT_EQ(*held_address(stored, taken->token, cipher), "person1@mail.example");
  EXPECT_FALSE(held_address(stored, Secret32{7}, cipher));
  stored.kept.held_mail.clear();
  EXPECT_EQ(*held_address(stored, taken->token, cipher), std::nullopt);
}

TEST(Intake, LocksMailsWithTheCasesPepper) {
  const OpenCipher cipher;
  const auto locked = lock_mail({"a@mail.example", "To: a\r\n\r\nText\n"}, Secret32{1}, cipher);
  ASSERT_TRUE(locked);
  const auto mail = unlock_mail(*locked, Secret32{1}, cipher);
  EXPECT_EQ(mail->to, "a@mail.example");
  EXPECT_EQ(mail->message, "To: a\r\n\r\nText\n");
  EXPECT_EQ(unlock_mail(*locked, Secret32{2}, cipher).error().kind(), ErrorKind::corrupt);
}

TEST(Token, IsSixtyFourDigits) {
  const Secret32 token = sha256("a token");
  EXPECT_EQ(parse_token(token_text(token)), token);
  EXPECT_FALSE(parse_token(token_text(token).substr(1)));
  EXPECT_FALSE(parse_token("Z" + token_text(token).substr(1)));
  const MandateSecrets secrets = secrets_of(token);
  EXPECT_NE(secrets.manage, secrets.salt);
  EXPECT_NE(secrets.salt, secrets.mail_key);
  EXPECT_NE(token_digest(token), secrets.salt);
}

}  // namespace
}  // namespace consentry
