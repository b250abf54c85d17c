// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/mandate_maker.h"
#include "fakes/open_cipher.h"

namespace consentry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const MandateForm& form() {
  static const MandateForm kept = mandate_form({}, "", "[ask]\nbirth_date = 'optional'\n");
  return kept;
}

StoredMandate stored_mandate(const FormFields& fields, std::uint64_t number = 17) {
  const OpenCipher cipher;
  const auto submission = read_submission(form(), fields, *parse_date("2026-11-23"));
  const auto taken = take_mandate(form(), *submission, Secret32{1}, cipher, UtcTime{1763846801000});
  StoredMandate stored;
  stored.kept = taken->mandate;
  stored.number = number;
  stored.state = MandateState::confirmed;
  stored.confirmed = UtcTime{1763846801000};
  return stored;
}

OpenedMandate opened(const StoredMandate& stored) {
  return *read_personal(stored.kept.sealed.substr(stored.kept.sealed.find('{')));
}

std::string listed(const StoredMandate& stored, ExportFor purpose) {
  return export_csv(form(), {{&stored, opened(stored)}}, purpose);
}

TEST(MandateExport, GivesTheAuthorityNoMoreThanItNeeds) {
  FormFields fields = mandate_fields(form());
  set_field(fields, "birth_date", "1980-01-02");
  const StoredMandate stored = stored_mandate(fields);
  const std::string csv = listed(stored, ExportFor::authority);
  EXPECT_THAT(csv,
              HasSubstr("number,family_name,given_name,guardian,country,confirmed,respondents,"
                        "text_sha256\r\n\"17\",\"Family1\",\"Given1\",\"\",\"NL\",\"2025-11-22\","
                        "\"Theirs S.A.\","));
  EXPECT_THAT(csv, Not(HasSubstr("@")));
  EXPECT_THAT(csv, Not(HasSubstr("1980")));
  EXPECT_THAT(listed(stored, ExportFor::court), HasSubstr("1980-01-02"));
  EXPECT_THAT(listed(stored, ExportFor::court), Not(HasSubstr("person1@mail.example")));
  EXPECT_THAT(listed(stored, ExportFor::organisation), HasSubstr("person1@mail.example"));
  EXPECT_THAT(listed(stored, ExportFor::opt_list), Not(HasSubstr("@")));
}

TEST(MandateExport, NamesAreNoFormulas) {
  FormFields fields = mandate_fields(form());
  set_field(fields, "given_name", "=HYPERLINK(\"x\")");
  EXPECT_THAT(listed(stored_mandate(fields), ExportFor::authority),
              HasSubstr("\"'=HYPERLINK(\"\"x\"\")\""));
}

TEST(MandateExport, ListsOnlyWhoStandsAndGaveThePower) {
  StoredMandate stored = stored_mandate(mandate_fields(form()));
  EXPECT_TRUE(belongs_to(stored, ExportFor::authority));
  EXPECT_TRUE(belongs_to(stored, ExportFor::court));
  EXPECT_FALSE(belongs_to(stored, ExportFor::opt_list));
  stored.state = MandateState::withdrawn;
  for (const ExportFor purpose : kExports) EXPECT_FALSE(belongs_to(stored, purpose));
}

TEST(MandateExport, RefusesASealedPartThatWasPutElsewhere) {
  const StoredMandate one = stored_mandate(mandate_fields(form(), 1));
  const StoredMandate other = stored_mandate(mandate_fields(form(), 2));
  EXPECT_TRUE(check_opened(opened(one), one));
  EXPECT_EQ(check_opened(opened(other), one).error().kind(), ErrorKind::corrupt);
  StoredMandate changed = one;
  changed.kept.facts.respondents = {"theirs-nl"};
  EXPECT_THAT(check_opened(opened(one), changed).error().text(), HasSubstr("mandate 17"));
  changed = one;
  changed.kept.commitment[0] = static_cast<std::uint8_t>(changed.kept.commitment[0] ^ 1U);
  EXPECT_THAT(check_opened(opened(one), changed).error().text(), HasSubstr("commitment"));
}

TEST(MandateExport, TellsWhoWithdrewByNumberOnly) {
  StoredMandate stored = stored_mandate(mandate_fields(form()));
  stored.state = MandateState::withdrawn;
  stored.ended = UtcTime{1763933201000};
  EXPECT_EQ(withdrawn_csv({stored}),
            "number,confirmed,withdrawn\r\n17,\"2025-11-22\",\"2025-11-23\"\r\n");
}

TEST(MandateExport, APersonsOwnFileSaysAllThatWasTold) {
  const StoredMandate stored = stored_mandate(mandate_fields(form()));
  const std::string text = dossier_text(form(), {&stored, opened(stored)},
                                        {"1", "en", "Mandate", "I give a mandate.", "Free."});
  for (const char* part :
       {"number: 17", "email: person1@mail.example", "given_name: Given1",
        "powers: complaint77; damages82", "I give a mandate.", "Free.", "salt: "})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST(MandateExport, EachPurposeHasAName) {
  for (const ExportFor purpose : kExports) EXPECT_EQ(export_named(name_of(purpose)), purpose);
  EXPECT_FALSE(export_named("press"));
}

}  // namespace
}  // namespace consentry
