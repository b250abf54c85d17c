// SPDX-License-Identifier: Apache-2.0
// Posts that mean harm: nothing is kept, nothing is told, and people are served on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/http/mandate_desk.h"
#include "io/http/mandate_form_page.h"

namespace consentry::http {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string kPath = "/m/ours-theirs?language=en";

TEST(MandateHostile, AKnownAddressIsAnsweredAsAnUnknownOne) {
  MandateDesk desk;
  const Response first = desk.sign_up();
  const Response again = desk.sign_up();
  EXPECT_EQ(first.status, again.status);
  EXPECT_EQ(first.body, again.body);
  EXPECT_EQ(header_of(first, "location"), header_of(again, "location"));
}

TEST(MandateHostile, AMailboxIsNotFloodedAndTheAnswerStaysTheSame) {
  MandateDesk desk;
  for (int i = 0; i < 10; ++i) {
    FormFields fields = mandate_fields(desk.form());
    set_field(fields, "email", i % 2 == 0 ? "person1@mail.example" : "Person1@Mail.example");
    EXPECT_EQ(desk.post(kPath, form_body_of(fields)).status, 303) << i;
  }
  EXPECT_THAT(desk.book.mails, SizeIs(3));
  EXPECT_TRUE(desk.counted(MandateFate::same_mailbox, 7));
}

TEST(MandateHostile, OneAddressSendsSomeDozensAndNoMore) {
  MandateDesk desk;
  int taken = 0;
  int refused = 0;
  for (int i = 0; i < 40; ++i) {
    const Response answer = desk.sign_up(i);
    taken += answer.status == 303 ? 1 : 0;
    if (answer.status != 429) continue;
    ++refused;
    EXPECT_THAT(answer.body, HasSubstr("value=\"Given" + std::to_string(i) + "\""))
        << "what was written is kept on the page";
  }
  EXPECT_GE(taken, 30);
  EXPECT_GE(refused, 5);
  EXPECT_THAT(desk.book.mandates, SizeIs(static_cast<std::size_t>(taken)));
}

TEST(MandateHostile, WhatFillsInTheHiddenFieldIsAnsweredAndNotKept) {
  MandateDesk desk;
  FormFields fields = mandate_fields(desk.form());
  fields.emplace_back(std::string(kTrapField), "https://pills.example");
  EXPECT_EQ(desk.post(kPath, form_body_of(fields)).status, 303);
  EXPECT_THAT(desk.book.mandates, IsEmpty());
}

TEST(MandateHostile, FormsOfOtherSitesAreRefused) {
  MandateDesk desk;
  const std::string body = form_body_of(mandate_fields(desk.form()));
  for (const std::vector<Header>& headers :
       {std::vector<Header>{{"Sec-Fetch-Site", "cross-site"}},
        std::vector<Header>{{"Sec-Fetch-Site", "same-site"}},
        std::vector<Header>{{"Origin", "https://evil.example"}},
        std::vector<Header>{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "null"}}})
    EXPECT_EQ(desk.post(kPath, body, headers).status, 403);
  EXPECT_THAT(desk.book.mandates, IsEmpty());
  EXPECT_EQ(desk.post(kPath, body, {{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}).status,
            303);
  EXPECT_EQ(desk.post(kPath, body, {{"Origin", "https://consent.example"}}).status, 303);
}

TEST(MandateHostile, LineBreaksInNamesAndAddressesReachNoMail) {
  MandateDesk desk;
  for (const char* field : {"given_name", "family_name", "email"}) {
    for (const char* end : {"\n", "\r\n", "\r", "\x01"}) {
      FormFields fields = mandate_fields(desk.form());
      set_field(fields, field, std::string("a@b.example") + end + "Bcc: victim@mail.example");
      EXPECT_EQ(desk.post(kPath, form_body_of(fields)).status, 422) << field;
    }
  }
  EXPECT_THAT(desk.book.mails, IsEmpty());
}

TEST(MandateHostile, BytesThatAreNoTextAreRefusedAndComeBackHarmless) {
  MandateDesk desk;
  FormFields fields = mandate_fields(desk.form());
  set_field(fields, "given_name", "\xff\xfe<script>");
  const Response page = desk.post(kPath, form_body_of(fields));
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, Not(HasSubstr("<script>")));
  EXPECT_THAT(page.body, Not(HasSubstr("\xff")));
}

TEST(MandateHostile, TenThousandFieldsAreOneMistake) {
  MandateDesk desk;
  std::string body = "a=1";
  for (int i = 0; i < 10'000; ++i) body += "&a=1";
  EXPECT_EQ(desk.post(kPath, body).status, 422);
  EXPECT_EQ(desk.post(kPath, std::string(60'000, '&')).status, 422);
  EXPECT_EQ(desk.post(kPath, std::string(60'000, '%')).status, 422);
  EXPECT_EQ(desk.post(kPath).status, 422);
  EXPECT_THAT(desk.book.mandates, IsEmpty());
}

TEST(MandateHostile, ThePathTakesNothingElse) {
  MandateDesk desk;
  for (const char* path :
       {"/m/", "/m/nothing", "/m/ours-theirs/", "/m/ours-theirs/else", "/m/ours-theirs/own",
        "/m/ours-theirs/sent/x", "/m/../etc", "/m/ours-theirs/own/x/y/z", "/m/OURS-THEIRS"}) {
    const int status = desk.get(path).status;
    EXPECT_TRUE(status == 404 || (status == 200 && std::string_view(path).ends_with("theirs/")))
        << path << status;
  }
  EXPECT_EQ(desk.post("/m/ours-theirs/own/" + std::string(64, 'a')).status, 405);
}

TEST(MandateHostile, AClosedFormTakesNothing) {
  MandateDesk desk;
  auto forms = std::make_shared<ServedForms>(*desk.forms);
  forms->begin()->second.closed = true;
  desk.forms = forms;
  EXPECT_EQ(desk.get(kPath).status, 410);
  EXPECT_EQ(desk.sign_up().status, 410);
  EXPECT_THAT(desk.book.mandates, IsEmpty());
}

TEST(MandateHostile, AfterItsLastDayAFormTakesNothing) {
  MandateDesk desk("closes = '2026-11-23'\n");
  EXPECT_EQ(desk.get(kPath).status, 200);
  desk.now.milliseconds += 86'400'000;
  EXPECT_EQ(desk.get(kPath).status, 410);
}

TEST(MandateHostile, WithoutMailNothingIsTakenThatCouldNeverBeConfirmed) {
  for (const bool without_sender : {true, false}) {
    MandateDesk desk;
    (without_sender ? desk.services.sender : desk.services.address).clear();
    EXPECT_EQ(desk.get(kPath).status, 503);
    EXPECT_EQ(desk.sign_up().status, 503);
    EXPECT_THAT(desk.book.mandates, IsEmpty());
  }
}

TEST(MandateHostile, ABrokenStoreIsToldAndTheFormComesBack) {
  MandateDesk desk;
  desk.book.is_broken = true;
  const Response page = desk.sign_up();
  EXPECT_EQ(page.status, 503);
  EXPECT_THAT(page.body, HasSubstr("value=\"Given1\""));
  ASSERT_THAT(desk.reported, SizeIs(1));
  EXPECT_THAT(desk.reported.front(), Not(HasSubstr("Given1")));
  EXPECT_THAT(page.body, Not(HasSubstr("the disk is full")));
}

TEST(MandateHostile, WhenTooMuchWaitsTheAnswerSaysSo) {
  MandateDesk desk;
  desk.is_full = true;
  EXPECT_EQ(desk.sign_up().status, 503);
  EXPECT_TRUE(desk.counted(MandateFate::not_kept, 1));
}

TEST(MandateHostile, LinksInMailsDoNotFollowTheRequestsHost) {
  MandateDesk desk;
  Request request = ConsentServer::request_for("POST", kPath, {{"Host", "evil.example"}});
  request.host = "evil.example";
  request.body = form_body_of(mandate_fields(desk.form()));
  EXPECT_EQ(desk.ask(request).status, 303);
  EXPECT_THAT(desk.mail().message, Not(HasSubstr("evil.example")));
}

TEST(MandateHostile, NothingReadableOfThePersonIsKeptBesideTheSealedPart) {
  MandateDesk desk;
  desk.confirmed();
  const NewMandate& kept = desk.book.mandates.front().kept;
  EXPECT_THAT(kept.sealed, HasSubstr("Family1")) << "the test's seal is readable";
  EXPECT_THAT(kept.held_mail, IsEmpty());
  EXPECT_THAT(kept.facts.case_id + kept.facts.country + kept.facts.language,
              Not(HasSubstr("Family1")));
}

}  // namespace
}  // namespace consentry::http
