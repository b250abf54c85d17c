// SPDX-License-Identifier: Apache-2.0
// A mandate from the form to its end, as a person goes through it.
#include "io/http/mandate_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/http/mandate_desk.h"

namespace consentry::http {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::int64_t kDayMs = 86'400'000;

TEST(MandateApi, AFormIsAnsweredBySayingToLookForAMail) {
  MandateDesk desk;
  const Response answer = desk.sign_up();
  EXPECT_EQ(answer.status, 303) << answer.body;
  EXPECT_EQ(header_of(answer, "location"), "/m/ours-theirs/sent?language=en");
  EXPECT_THAT(desk.get("/m/ours-theirs/sent?language=en").body, HasSubstr("Please look into"));
  ASSERT_THAT(desk.book.mandates, SizeIs(1));
  EXPECT_EQ(desk.book.mandates.front().state, MandateState::received);
  EXPECT_TRUE(desk.counted(MandateFate::received, 1));
}

TEST(MandateApi, TheMailGoesToThePersonAndNamesThemNowhere) {
  MandateDesk desk;
  desk.sign_up();
  const MandateMail mail = desk.mail();
  EXPECT_EQ(mail.to, "person1@mail.example");
  EXPECT_THAT(mail.message, HasSubstr("Subject: Please confirm your mandate: Mandate\r\n"));
  EXPECT_THAT(mail.message, HasSubstr("https://claims.example/m/ours-theirs/confirm/"));
  EXPECT_THAT(mail.message, HasSubstr("https://claims.example/m/ours-theirs/own/"));
  EXPECT_THAT(mail.message, Not(HasSubstr("Given1")));
  EXPECT_THAT(mail.message, Not(HasSubstr("Family1")));
}

TEST(MandateApi, FollowingTheLinkChangesNothingAndTheButtonDoes) {
  MandateDesk desk;
  desk.sign_up();
  const std::string link = desk.link("confirm");
  for (int i = 0; i < 3; ++i) {
    const Response page = desk.get(link);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("<form method=\"post\""));
  }
  EXPECT_EQ(desk.book.mandates.front().state, MandateState::received);
  const Response pressed = desk.post(link);
  EXPECT_EQ(pressed.status, 303);
  EXPECT_EQ(header_of(pressed, "location"), link);
  EXPECT_EQ(desk.book.mandates.front().state, MandateState::confirmed);
  EXPECT_TRUE(desk.counted(MandateFate::confirmed, 1));
}

TEST(MandateApi, WhoConfirmedSeesTheNumberTheTextAndTheValuesOfTheCount) {
  MandateDesk desk;
  const Response page = desk.get(desk.confirmed());
  EXPECT_THAT(page.body, HasSubstr("Your mandate is confirmed."));
  EXPECT_THAT(page.body, HasSubstr("<dt>Mandate number</dt><dd><bdi>1</bdi>"));
  EXPECT_THAT(page.body, HasSubstr("I give a mandate."));
  EXPECT_THAT(page.body, HasSubstr("Theirs S.A."));
  EXPECT_THAT(page.body, HasSubstr(to_hex(desk.book.mandates.front().kept.commitment)));
  EXPECT_THAT(page.body, HasSubstr("Secret value"));
}

TEST(MandateApi, TheSecondMailTellsTheNumberAndTheAddressIsHeldNoLonger) {
  MandateDesk desk;
  desk.confirmed();
  ASSERT_THAT(desk.book.mails, SizeIs(2));
  const MandateMail mail = desk.mail();
  EXPECT_EQ(mail.to, "person1@mail.example");
  EXPECT_THAT(mail.message, HasSubstr("Its number: 1"));
  EXPECT_THAT(mail.message, HasSubstr(to_hex(desk.book.mandates.front().kept.commitment)));
  EXPECT_THAT(mail.message, HasSubstr("/m/ours-theirs/own/"));
  EXPECT_THAT(desk.book.mandates.front().kept.held_mail, IsEmpty());
}

TEST(MandateApi, ATokenThatWasUsedChangesNothingMore) {
  MandateDesk desk;
  const std::string link = desk.confirmed();
  desk.now.milliseconds += kDayMs;
  EXPECT_EQ(desk.post(link).status, 303);
  EXPECT_TRUE(desk.counted(MandateFate::confirmed, 1));
  EXPECT_THAT(desk.book.mails, SizeIs(2)) << "no mail is sent twice";
}

TEST(MandateApi, ATokenOlderThanAWeekIsNone) {
  MandateDesk desk;
  desk.sign_up();
  const std::string link = desk.link("confirm");
  desk.now.milliseconds += 7 * kDayMs + 1;
  EXPECT_EQ(desk.get(link).status, 404);
  EXPECT_EQ(desk.post(link).status, 404);
  EXPECT_EQ(desk.book.mandates.front().state, MandateState::received);
}

TEST(MandateApi, TokensThatWereGuessedOrAreOfAnotherKindOpenNothing) {
  MandateDesk desk;
  const std::string link = desk.confirmed();
  const std::string own = desk.link("own");
  const std::string token = own.substr(own.rfind('/') + 1, 64);
  for (const std::string& path :
       {"confirm/" + token, "own/" + std::string(64, '0'), std::string("own/x"),
        "own/" + token.substr(1), "confirm/" + std::string(64, 'f')}) {
    const Response page = desk.get("/m/ours-theirs/" + path);
    EXPECT_EQ(page.status, 404) << path;
    EXPECT_THAT(page.body, Not(HasSubstr("Theirs S.A."))) << path;
  }
  EXPECT_EQ(desk.post("/m/ours-theirs/withdraw/" + std::string(64, 'a')).status, 404);
  EXPECT_EQ(desk.post("/m/ours-theirs/confirm/" + std::string(64, 'a')).status, 404);
  EXPECT_EQ(desk.get(link).status, 200);
}

TEST(MandateApi, ATokenOpensNothingBelowAnotherCase) {
  MandateDesk desk;
  desk.confirmed();
  auto both = std::make_shared<ServedForms>(*desk.forms);
  both->emplace("other", desk.forms->begin()->second);
  both->find("other")->second.form.id = "other";
  desk.forms = both;
  const std::string own = desk.link("own");
  EXPECT_EQ(desk.get(own).status, 200);
  const std::string elsewhere = "/m/other" + own.substr(MandateDesk::kForm.size());
  EXPECT_EQ(desk.get(elsewhere).status, 404);
}

TEST(MandateApi, WithdrawingEndsAMandateAtOnce) {
  MandateDesk desk;
  desk.confirmed();
  const std::string own = desk.link("own");
  EXPECT_THAT(desk.get(own).body, HasSubstr("Withdraw my mandate"));
  std::string withdraw = own;
  withdraw.replace(withdraw.find("/own/"), 5, "/withdraw/");
  EXPECT_EQ(desk.get(withdraw).status, 200) << "a scanner that follows links";
  EXPECT_EQ(desk.book.mandates.front().state, MandateState::confirmed);
  EXPECT_EQ(desk.post(withdraw).status, 303);
  EXPECT_EQ(desk.book.mandates.front().state, MandateState::withdrawn);
  const Response page = desk.get(own);
  EXPECT_THAT(page.body, HasSubstr("Your mandate is withdrawn."));
  EXPECT_THAT(page.body, Not(HasSubstr("<form")));
  EXPECT_EQ(desk.post(withdraw).status, 303);
  EXPECT_TRUE(desk.counted(MandateFate::withdrawn, 1));
}

TEST(MandateApi, WithdrawingBeforeConfirmingLeavesNothing) {
  MandateDesk desk;
  desk.sign_up();
  std::string withdraw = desk.link("own");
  withdraw.replace(withdraw.find("/own/"), 5, "/withdraw/");
  EXPECT_EQ(desk.post(withdraw).status, 200);
  EXPECT_THAT(desk.book.mandates, IsEmpty());
}

TEST(MandateApi, ACorrectionTakesThePlaceOnceItIsConfirmed) {
  MandateDesk desk;
  desk.confirmed();
  std::string correct = desk.link("own");
  correct.replace(correct.find("/own/"), 5, "/correct/");
  const Response form = desk.get(correct);
  EXPECT_EQ(form.status, 200);
  EXPECT_THAT(form.body, HasSubstr("cannot read what you wrote"));
  EXPECT_THAT(form.body, Not(HasSubstr("Given1")));
  EXPECT_EQ(desk.post(correct, form_body_of(mandate_fields(desk.form(), 2))).status, 303);
  EXPECT_EQ(desk.book.mandates.front().state, MandateState::confirmed);
  desk.post(desk.link("confirm"));
  EXPECT_EQ(desk.book.mandates.front().state, MandateState::corrected);
  EXPECT_EQ(desk.book.mandates.back().state, MandateState::confirmed);
  EXPECT_EQ(desk.get(correct).status, 404) << "it stands no longer";
}

TEST(MandateApi, TheSignedTextComesAsAFileAndTheProofAsJson) {
  MandateDesk desk;
  desk.confirmed(1);
  desk.confirmed(2);
  std::string text = desk.link("own");
  std::string proof = text;
  text.replace(text.find("/own/"), 5, "/text/");
  proof.replace(proof.find("/own/"), 5, "/proof/");
  const Response file = desk.get(text);
  EXPECT_EQ(header_of(file, "content-type"), "text/plain; charset=utf-8");
  EXPECT_THAT(file.body, HasSubstr("I give a mandate."));
  EXPECT_THAT(file.body, HasSubstr("Mandate number: 2"));
  const Response json = desk.get(proof);
  EXPECT_EQ(json.status, 200);
  EXPECT_THAT(json.body, HasSubstr("\"index\":1,\"size\":2"));
}

TEST(MandateApi, TheLanguageIsTheAddressesOrTheBrowsersOrTheForms) {
  MandateDesk desk;
  EXPECT_THAT(desk.get("/m/ours-theirs?language=nl").body, HasSubstr("lang=\"nl\""));
  EXPECT_THAT(desk.get("/m/ours-theirs", {{"Accept-Language", "el-GR,en;q=0.5"}}).body,
              HasSubstr("<html lang=\"el\""));
  EXPECT_THAT(desk.get("/m/ours-theirs", {{"Accept-Language", "xx"}}).body,
              HasSubstr("<html lang=\"nl\""));
  EXPECT_THAT(desk.get("/m/ours-theirs?language=..%2F", {{"Accept-Language", "en"}}).body,
              HasSubstr("<html lang=\"en\""));
}

TEST(MandateApi, ATextThatIsNotInThePagesLanguageSaysInWhichItIs) {
  MandateDesk desk;
  const std::string page = desk.get("/m/ours-theirs?language=el").body;
  EXPECT_THAT(page, HasSubstr("lang=\"nl\" dir=\"ltr\"><p>Ik geef volmacht.</p>"));
  EXPECT_THAT(page, HasSubstr("Nederlands"));
}

TEST(MandateApi, AMailInAnotherScriptHasASubjectThatMailServersTake) {
  MandateDesk desk;
  desk.post("/m/ours-theirs?language=el", form_body_of(mandate_fields(desk.form())));
  const std::string head = desk.mail().message.substr(0, desk.mail().message.find("\r\n\r\n"));
  EXPECT_THAT(head, HasSubstr("Subject: =?utf-8?B?"));
  EXPECT_TRUE(std::ranges::all_of(head, [](char c) { return c >= 0; }));
}

}  // namespace
}  // namespace consentry::http
