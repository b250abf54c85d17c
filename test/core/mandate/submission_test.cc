// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/submission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/mandate_maker.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Date kToday = *parse_date("2026-11-23");

// "email: not-an-email" of each fault.
std::vector<std::string> faults(const FormFields& fields, const MandateForm& form) {
  std::vector<std::string> texts;
  const auto read = read_submission(form, fields, kToday);
  if (read) return texts;
  for (const FieldError& error : read.error())
    texts.push_back(error.field + ": " + std::string(name_of(error.fault)));
  return texts;
}

std::vector<std::string> faults_with(const std::string& name, const std::string& value,
                                     const MandateForm& form = mandate_form()) {
  FormFields fields = mandate_fields(form);
  set_field(fields, name, value);
  return faults(fields, form);
}

std::vector<std::string> faults_without(const std::string& name) {
  const MandateForm form = mandate_form();
  FormFields fields = mandate_fields(form);
  drop_field(fields, name);
  return faults(fields, form);
}

MandateForm form_asking(const std::string& asks, const std::string& more = {}) {
  return mandate_form({}, more, "[ask]\n" + asks);
}

TEST(Submission, TakesWhatIsComplete) {
  const MandateForm form = mandate_form();
  FormFields fields = mandate_fields(form);
  set_field(fields, "email", " Person@Mail.Example ");
  fields.emplace_back("respondent", "theirs-nl");
  fields.emplace_back("site", "shop.example");
  fields.emplace_back("other_sites", "one\r\ntwo");
  fields.emplace_back("since", "2014-11");
  fields.emplace_back("frequency", "daily");
  const auto read = read_submission(form, fields, kToday);
  ASSERT_TRUE(read) << ::testing::PrintToString(faults(fields, form));
  EXPECT_EQ(read->email, "Person@Mail.Example");
  EXPECT_THAT(read->respondents, ElementsAre("theirs", "theirs-nl"));
  EXPECT_THAT(read->powers, ElementsAre(Power::complaint77, Power::damages82));
  EXPECT_THAT(read->sites, ElementsAre("shop.example"));
  EXPECT_EQ(read->other_sites, "one\ntwo");
  EXPECT_EQ(read->text, sha256("I give a mandate."));
  EXPECT_EQ(read->fee, sha256("Free."));
  EXPECT_FALSE(read->newsletter);
  EXPECT_FALSE(read->connected);
}

TEST(Submission, NamesWhatIsMissing) {
  EXPECT_THAT(faults_without("given_name"), ElementsAre("given_name: missing"));
  EXPECT_THAT(faults_with("family_name", "  \t"), ElementsAre("family_name: missing"));
  EXPECT_THAT(faults_without("email"), ElementsAre("email: missing"));
  EXPECT_THAT(faults_without("country"), ElementsAre("country: missing"));
  EXPECT_THAT(faults_without("respondent"), ElementsAre("respondent: no-respondent"));
  EXPECT_THAT(faults_without("power"), ElementsAre("power: no-power"));
  EXPECT_THAT(faults_without("accept_text"), ElementsAre("accept_text: not-accepted"));
  EXPECT_THAT(faults_without("accept_fee"), ElementsAre("accept_fee: not-accepted"));
  EXPECT_THAT(faults_without("language"), ElementsAre("language: missing"));
}

TEST(Submission, TellsAllFaultsAtOnceInTheFormsOrder) {
  EXPECT_THAT(faults({}, mandate_form()),
              ElementsAre("given_name: missing", "family_name: missing", "email: missing",
                          "country: missing", "adult: under-age-without-guardian",
                          "respondent: no-respondent", "power: no-power", "language: missing"));
}

TEST(Submission, RefusesAddressesThatAreNone) {
  for (const char* text : {"x", "x@y", "@y.example", "x@", "x@y..example", ".x@y.example",
                           "x.@y.example", "x..y@z.example", "x@-y.example", "x y@z.example",
                           "x@y.example@z.example", "x@y.example,z@y.example", "<x@y.example>"})
    EXPECT_THAT(faults_with("email", text), ElementsAre("email: not-an-email")) << text;
  EXPECT_TRUE(is_email("o'neil+tag@mail.example"));
  EXPECT_TRUE(is_email("jörg@münchen.example"));
  EXPECT_FALSE(is_email(std::string(65, 'x') + "@y.example"));
}

TEST(Submission, RefusesHeadersInFields) {
  EXPECT_THAT(faults_with("email", "x@y.example\r\nBcc: z@y.example"),
              ElementsAre("email: not-text"));
  EXPECT_THAT(faults_with("given_name", "A\nSubject: x"), ElementsAre("given_name: not-text"));
}

TEST(Submission, RefusesWhatIsNoTextOrTurnsItsDirection) {
  for (const char* text : {"\xff\xfe", "A\x01",
                           "A\xe2\x80\xae"
                           "B",
                           "A\xe2\x80\xa8"
                           "B"})
    EXPECT_THAT(faults_with("given_name", text), ElementsAre("given_name: not-text"));
  EXPECT_THAT(faults_with("given_name", "Σωκράτης"), IsEmpty());
}

TEST(Submission, RefusesWhatIsTooLong) {
  EXPECT_THAT(faults_with("given_name", std::string(kMaxFieldBytes + 1, 'a')),
              ElementsAre("given_name: too-long"));
  EXPECT_THAT(faults_with("other_sites", std::string(kMaxProseBytes + 1, 'a')),
              ElementsAre("other_sites: too-long"));
  EXPECT_THAT(faults(FormFields(kMaxFormFields + 1, {"x", "y"}), mandate_form()),
              ElementsAre(": too-many-fields"));
}

TEST(Submission, RefusesAValueThatCameTwice) {
  const MandateForm form = mandate_form();
  FormFields fields = mandate_fields(form);
  fields.emplace_back("email", "other@mail.example");
  EXPECT_THAT(faults(fields, form), ElementsAre("email: repeated"));
}

TEST(Submission, KnowsCountriesAndWhichTheCaseTakes) {
  EXPECT_THAT(faults_with("country", "nl"), IsEmpty());
  EXPECT_THAT(faults_with("country", "XX"), ElementsAre("country: not-a-country"));
  EXPECT_THAT(faults_with("country", "DE", mandate_form({}, "countries = ['NL']")),
              ElementsAre("country: other-country"));
}

TEST(Submission, RefusesWhatTheFormDoesNotOffer) {
  EXPECT_THAT(faults_with("respondent", "others"), ElementsAre("respondent: not-offered"));
  EXPECT_THAT(faults_with("power", "everything"), ElementsAre("power: not-offered"));
  EXPECT_THAT(faults_with("site", "others.example"), ElementsAre("site: not-offered"));
  EXPECT_THAT(faults_with("frequency", "hourly"), ElementsAre("frequency: not-offered"));
  EXPECT_THAT(faults_with("adult", "on"), ElementsAre("adult: not-offered"));
}

TEST(Submission, NeedsThePowersThatTheCaseNeeds) {
  EXPECT_THAT(faults_with("power", "settlement", mandate_form({}, "needed_powers = ['court7879']")),
              ElementsAre("power: no-power"));
}

TEST(Submission, RefusesATextThatIsNotThePresentOne) {
  EXPECT_THAT(faults_with("text_sha256", sha256_hex("I give nothing.")),
              ElementsAre("text_sha256: text-version-changed"));
  EXPECT_THAT(faults_without("text_sha256"), ElementsAre("text_sha256: text-version-changed"));
  EXPECT_THAT(faults_with("fee_sha256", sha256_hex("Dear.")),
              ElementsAre("fee_sha256: text-version-changed"));
}

TEST(Submission, LeavesOtherFieldsAlone) {
  EXPECT_THAT(faults_with("xpid", "anything\x01"), IsEmpty());
}

TEST(Submission, AMinorNeedsAGuardianAndTheFormMustTakeMinors) {
  const std::string asks = "birth_date = 'optional'";
  const MandateForm adults = form_asking(asks);
  const MandateForm minors = form_asking(asks, "minors = true");
  EXPECT_THAT(faults_without("adult"), ElementsAre("adult: under-age-without-guardian"));
  EXPECT_THAT(faults_with("birth_date", "2008-11-24", adults),
              ElementsAre("adult: under-age-without-guardian"));
  EXPECT_THAT(faults_with("birth_date", "2008-11-23", adults), IsEmpty());
  EXPECT_THAT(faults_with("guardian", "yes", minors), ElementsAre("guardian_name: missing"));
  FormFields fields = mandate_fields(minors);
  drop_field(fields, "adult");
  set_field(fields, "guardian", "yes");
  set_field(fields, "guardian_name", "A Parent");
  set_field(fields, "birth_date", "2015-02-01");
  EXPECT_THAT(faults(fields, minors), IsEmpty());
  EXPECT_THAT(faults(fields, adults), ElementsAre("guardian: not-offered"));
}

TEST(Submission, AsksByCaseForFurtherFields) {
  const MandateForm form = form_asking(
      "birth_date = 'required'\npostal_address = 'required'\naccount_email = 'required'\n"
      "residence_period = 'required'\naccount_holder = 'required'\nuse_statement = 'required'\n"
      "signature = 'required'\nnewsletter = true\n");
  EXPECT_THAT(
      faults(mandate_fields(form), form),
      ElementsAre("birth_date: missing", "street: missing", "postal_code: missing", "city: missing",
                  "residence_from: missing", "account_holder: missing", "account_email: missing",
                  "use_statement: missing", "signature: missing"));
}

TEST(Submission, TakesNothingThatTheFormDoesNotAsk) {
  const MandateForm form = mandate_form();
  FormFields fields = mandate_fields(form);
  set_field(fields, "birth_date", "1980-01-01");
  set_field(fields, "street", "Street 1");
  set_field(fields, "newsletter", "yes");
  const auto read = read_submission(form, fields, kToday);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->birth_date + read->street, "");
  EXPECT_FALSE(read->newsletter);
}

TEST(Submission, ReadsDatesAsPeopleRememberThem) {
  for (const char* good : {"2014", "2014-11", "2014-11-03"})
    EXPECT_THAT(faults_with("since", good), IsEmpty()) << good;
  for (const char* bad : {"14", "2014-13", "2014-02-30", "1850", "last year"})
    EXPECT_THAT(faults_with("since", bad), ElementsAre("since: not-a-date")) << bad;
  EXPECT_THAT(faults_with("since", "2027"), ElementsAre("since: in-the-future"));
  const MandateForm form = form_asking("residence_period = 'optional'");
  FormFields fields = mandate_fields(form);
  set_field(fields, "residence_from", "2018");
  set_field(fields, "residence_to", "2017-12");
  EXPECT_THAT(faults(fields, form), ElementsAre("residence_to: wrong-order"));
  set_field(fields, "residence_to", "2018");
  EXPECT_THAT(faults(fields, form), IsEmpty());
}

TEST(Submission, EachFaultHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(FieldFault::too_many_fields); ++i)
    names.insert(name_of(static_cast<FieldFault>(i)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(FieldFault::too_many_fields) + 1);
}

}  // namespace
}  // namespace consentry
