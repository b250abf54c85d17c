// SPDX-License-Identifier: Apache-2.0
#include "io/http/mandate_form_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/http/mandate_desk.h"

namespace consentry::http {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

Response faulty(MandateDesk& desk, const FormFields& fields) {
  return desk.post("/m/ours-theirs?language=en", form_body_of(fields));
}

TEST(MandateFormPage, NothingIsTickedOrChosenBeforehand) {
  MandateDesk desk("minors = true\n",
                   "[ask]\naccount_holder = 'required'\nnewsletter = true\npress = true\n");
  const std::string page = desk.get("/m/ours-theirs?language=en").body;
  EXPECT_THAT(page, Not(HasSubstr(" checked")));
  EXPECT_THAT(page, Not(HasSubstr(" selected")));
  EXPECT_THAT(page, HasSubstr("name=\"newsletter\""));
}

TEST(MandateFormPage, ShowsTheWholeTextAndItsDigest) {
  MandateDesk desk;
  const std::string page = desk.get("/m/ours-theirs?language=en").body;
  EXPECT_THAT(page, HasSubstr("<p>I give a mandate.</p>"));
  EXPECT_THAT(page, HasSubstr(to_hex(desk.form().texts.back().mandate_digest)));
  EXPECT_THAT(page, HasSubstr("Free."));
}

TEST(MandateFormPage, FieldsSayWhatTheyAreForToBrowsers) {
  MandateDesk desk("", "[ask]\nbirth_date = 'optional'\npostal_address = 'required'\n");
  const std::string page = desk.get("/m/ours-theirs?language=en").body;
  for (const char* purpose : {"given-name", "family-name", "email", "bday", "address-line1",
                              "postal-code", "address-level2", "country"})
    EXPECT_THAT(page, HasSubstr("autocomplete=\"" + std::string(purpose) + "\"")) << purpose;
}

TEST(MandateFormPage, EachMistakeIsNamedAtItsFieldAndLinkedAbove) {
  MandateDesk desk;
  FormFields fields = mandate_fields(desk.form());
  set_field(fields, "email", "nobody");
  drop_field(fields, "power");
  drop_field(fields, "accept_text");
  const Response page = faulty(desk, fields);
  EXPECT_EQ(page.status, 422);
  for (const char* field : {"email", "power", "accept_text"}) {
    EXPECT_THAT(page.body, HasSubstr("<a href=\"#f-" + std::string(field) + "\">")) << field;
    EXPECT_THAT(page.body, HasSubstr("id=\"f-" + std::string(field) + "\"")) << field;
    EXPECT_THAT(page.body, HasSubstr("id=\"e-" + std::string(field) + "\"")) << field;
  }
  EXPECT_THAT(page.body, HasSubstr("role=\"alert\""));
  EXPECT_THAT(page.body, HasSubstr("aria-invalid=\"true\""));
  EXPECT_THAT(desk.book.mandates, IsEmpty());
  EXPECT_TRUE(desk.counted(MandateFate::faulty, 1));
}

TEST(MandateFormPage, KeepsWhatWasWrittenWhenItComesBack) {
  MandateDesk desk;
  FormFields fields = mandate_fields(desk.form());
  set_field(fields, "family_name", "O'Brien \"& <Sons>");
  set_field(fields, "email", "nobody");
  const std::string page = faulty(desk, fields).body;
  EXPECT_THAT(page, HasSubstr("value=\"O'Brien &quot;&amp; &lt;Sons&gt;\""));
  EXPECT_THAT(page, HasSubstr("value=\"complaint77\" checked"));
  EXPECT_THAT(page, HasSubstr("value=\"NL\" selected"));
  EXPECT_THAT(page, Not(HasSubstr("value=\"settlement\" checked")));
}

TEST(MandateFormPage, ATickForAnotherTextIsTakenBack) {
  MandateDesk desk;
  FormFields fields = mandate_fields(desk.form());
  set_field(fields, "text_sha256", std::string(64, '0'));
  const Response page = faulty(desk, fields);
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("The text has changed meanwhile."));
  EXPECT_THAT(page.body, HasSubstr("name=\"accept_text\" value=\"yes\" aria-describedby"));
  EXPECT_THAT(page.body, Not(HasSubstr("name=\"accept_text\" value=\"yes\" checked")));
}

TEST(MandateFormPage, EveryFaultHasWordsInEveryLanguage) {
  MandateDesk desk;
  for (const auto& [language, texts] : desk.texts) {
    for (int i = 0; i <= static_cast<int>(FieldFault::too_many_fields); ++i)
      EXPECT_TRUE(texts.contains(text_key(static_cast<FieldFault>(i)))) << language << i;
    for (const Power power : kPowers) EXPECT_TRUE(texts.contains(name_of(power))) << language;
  }
}

TEST(MandateFormPage, OnlyTheCasesOwnSitesMayFrameIt) {
  MandateDesk open("embed = ['https://ours.example']\n");
  const Response framed = open.get("/m/ours-theirs");
  EXPECT_THAT(header_of(framed, "content-security-policy"),
              HasSubstr("frame-ancestors https://ours.example"));
  MandateDesk closed;
  const Response alone = closed.get("/m/ours-theirs");
  EXPECT_THAT(header_of(alone, "content-security-policy"), HasSubstr("frame-ancestors 'none'"));
  open.confirmed();
  EXPECT_THAT(header_of(open.get(open.link("own")), "content-security-policy"),
              HasSubstr("frame-ancestors 'none'"));
}

TEST(MandateFormPage, NoScriptRunsAndNothingIsKeptByOthers) {
  MandateDesk desk;
  desk.confirmed();
  for (const std::string& path : {std::string("/m/ours-theirs"), desk.link("own")}) {
    const Response page = desk.get(path);
    EXPECT_THAT(header_of(page, "content-security-policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(header_of(page, "content-security-policy"), Not(HasSubstr("unsafe")));
    EXPECT_EQ(header_of(page, "referrer-policy"), "no-referrer");
    EXPECT_EQ(header_of(page, "cache-control"), "no-store");
    EXPECT_THAT(page.body, Not(HasSubstr("<script")));
    EXPECT_THAT(page.body, Not(HasSubstr(" style=")));
    EXPECT_THAT(header_of(page, "set-cookie"), IsEmpty());
  }
}

TEST(MandateFormPage, OffersOnlyTheCountriesThatTheCaseTakes) {
  MandateDesk desk("countries = ['NL', 'BE']\n");
  const std::string page = desk.get("/m/ours-theirs?language=nl").body;
  EXPECT_THAT(page, HasSubstr("<option value=\"BE\">België</option><option value=\"NL\">"));
  EXPECT_THAT(page, Not(HasSubstr("value=\"FR\"")));
}

}  // namespace
}  // namespace consentry::http
