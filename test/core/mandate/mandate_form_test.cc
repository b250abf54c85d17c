// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/mandate_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/mandate_maker.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The form with one piece of its text replaced.
std::string error_with(const std::string& piece, const std::string& other) {
  std::string toml = mandate_form_toml();
  const std::size_t at = toml.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  toml.replace(at, piece.size(), other);
  const auto form = parse_mandate_form("form.toml", toml);
  return form ? "" : form.error().text();
}

std::string error_after(const std::string& more, const std::string& tables = {}) {
  const auto form = parse_mandate_form("form.toml", mandate_form_toml({}, more, tables));
  return form ? "" : form.error().text();
}

TEST(MandateForm, ReadsWhatACaseAsks) {
  const MandateForm form = mandate_form(
      {7},
      "minors = true\ncloses = '2027-01-31'\nneeded_powers = ['complaint77']\n"
      "countries = ['NL', 'BE']\nembed = ['https://www.ours.example']",
      "[ask]\nbirth_date = 'required'\npostal_address = 'optional'\nnewsletter = true\n");
  EXPECT_EQ(form.id, "ours-theirs");
  EXPECT_EQ(form.sealing_key, SealingKey{7});
  EXPECT_TRUE(form.minors);
  EXPECT_EQ(form.kept_months, 60);
  EXPECT_EQ(to_text(*form.closes), "2027-01-31");
  EXPECT_THAT(form.needed_powers, ElementsAre(Power::complaint77));
  EXPECT_EQ(form.powers.size(), kPowers.size());
  EXPECT_EQ(form.birth_date, Asked::required);
  EXPECT_EQ(form.postal_address, Asked::optional);
  EXPECT_EQ(form.account_email, Asked::no);
  EXPECT_TRUE(form.asks_newsletter);
  EXPECT_FALSE(form.asks_press);
  EXPECT_EQ(choice_of(form.respondents, "theirs-nl")->name, "Theirs B.V.");
}

TEST(MandateForm, HashesTheSignedTextByteByByte) {
  const MandateForm form = mandate_form();
  EXPECT_EQ(to_hex(text_in(form, "en")->mandate_digest), sha256_hex("I give a mandate."));
  EXPECT_EQ(to_hex(text_in(form, "en")->fee_digest), sha256_hex("Free."));
  EXPECT_EQ(text_in(form, "fr"), nullptr);
}

TEST(MandateForm, NamesEachWrongKey) {
  EXPECT_THAT(error_with("id = 'ours-theirs'", "id = '../x'"), HasSubstr("id: has a-z"));
  EXPECT_THAT(error_with("version = '1'", ""), HasSubstr("version: is missing"));
  EXPECT_THAT(error_with("'https://ours.example/privacy'", "'http://ours.example/p'"),
              HasSubstr("privacy: is an https address"));
  EXPECT_THAT(error_with("'complaint77', ", "'complaint7', "),
              HasSubstr("did you mean 'complaint77'"));
  EXPECT_THAT(error_with("kept_months = 60", "kept_months = 9000"), HasSubstr("kept_months"));
  EXPECT_THAT(error_with("language = 'nl'", "language = 'dutch'"), HasSubstr("text 1: language"));
  EXPECT_THAT(error_with("language = 'nl'", "language = 'en'"), HasSubstr("stands there twice"));
  EXPECT_THAT(error_with("id = 'theirs-nl'", "id = 'theirs'"), HasSubstr("respondent 2: id"));
  EXPECT_THAT(error_with("fee = 'Free.'", ""), HasSubstr("fees in some languages only"));
  EXPECT_THAT(error_with("name = 'The shop'", "name = 'The shop'\nurl = 'x'"),
              HasSubstr("site 1: url: is not a known key"));
  EXPECT_THAT(error_with("sealing_key = 'A", "sealing_key = '?"), HasSubstr("sealing_key"));
}

TEST(MandateForm, NamesEachWrongKeyThatMayBeLeftOut) {
  EXPECT_THAT(error_after("closes = '31.1.2027'"), HasSubstr("closes"));
  EXPECT_THAT(error_after("countries = ['Netherlands']"), HasSubstr("no code such as"));
  EXPECT_THAT(error_after("embed = ['https://ours.example/page']"), HasSubstr("no origin"));
  EXPECT_THAT(error_after("embed = ['http://ours.example']"), HasSubstr("no origin"));
  EXPECT_THAT(error_after("needed_powers = ['all']"), HasSubstr("needed_powers"));
  EXPECT_THAT(error_after("open = true"), HasSubstr("open: is not a known key"));
  EXPECT_THAT(error_after("", "[ask]\nbirth_date = 'yes'\n"), HasSubstr("ask: birth_date"));
  EXPECT_THAT(error_after("", "[ask]\nage = true\n"), HasSubstr("ask: age: is not a known key"));
}

TEST(MandateForm, RefusesAPowerThatIsNeededButNotOffered) {
  EXPECT_THAT(
      error_with("powers = ['complaint77', ", "needed_powers = ['complaint77']\npowers = ["),
      HasSubstr("is not among the powers"));
}

TEST(MandateForm, NeedsARespondentAndAText) {
  const std::string toml = mandate_form_toml();
  const auto cut = [&](const std::string& from) {
    const auto form = parse_mandate_form("f", toml.substr(0, toml.find(from)));
    return form ? "" : form.error().text();
  };
  EXPECT_THAT(cut("[[respondent]]"), HasSubstr("respondent: needs one"));
  EXPECT_THAT(cut("[[text]]"), HasSubstr("text: needs one"));
}

TEST(MandateForm, RefusesControlCharactersInWhatIsSigned) {
  EXPECT_THAT(error_with("mandate = 'I give", "mandate = 'I\t give"),
              HasSubstr("control character"));
}

TEST(MandateForm, RefusesWhatIsTooLargeOrNoToml) {
  EXPECT_EQ(parse_mandate_form("f", std::string(kMaxMandateFormBytes + 1, '#')).error().kind(),
            ErrorKind::exhausted);
  EXPECT_THAT(parse_mandate_form("f", "id = ").error().text(), HasSubstr("f: line 1"));
}

}  // namespace
}  // namespace consentry
