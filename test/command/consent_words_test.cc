// SPDX-License-Identifier: Apache-2.0
#include "command/consent_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command/consent_json.h"
#include "command/us_words.h"

namespace consentry {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string words(std::string_view text, const VendorList* names = nullptr) {
  return consent_words(text, read_consent_string(text, Strictness::lenient), names);
}

// Disclosed vendors 1 to 5, 100 and 404; consent for 1 to 4.
constexpr const char* kTcf =
    "CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.IDKQA4AAgAKAGQAygAAA.YAAAAAAAAAAA";
// Purpose 1 not allowed for vendors 8 and 9.
constexpr const char* kRestricted =
    "COwWHt-OwWHt-DNACOENAXCAANDAAEkAAAAAFpQBQABAAGgAQABIBXgFpAK_ABAK-ACCAAwAIAAk";

TEST(ConsentWords, TellVendorsAsCountAndRanges) {
  EXPECT_THAT(words(kTcf),
              AllOf(HasSubstr("4: 1-4\n"), HasSubstr("7: 1-5, 100, 404\n"), HasSubstr("2025-06-03"),
                    HasSubstr("880"), HasSubstr("well-formed\n")));
}

TEST(ConsentWords, NameVendorsOnlyFromAListThatIsGiven) {
  const VendorList list{143, {{1, "One \x1b[31mLtd"}, {2, "Two"}}};
  const std::string told = words(kTcf, &list);
  EXPECT_THAT(told, AllOf(HasSubstr("1  One "), HasSubstr("2  Two\n"),
                          HasSubstr("3  (not on this list)\n")));
  EXPECT_THAT(told, Not(HasSubstr("\x1b"))) << "a name cannot steer the terminal";
  EXPECT_THAT(words(kTcf), Not(HasSubstr("Two")));
}

TEST(ConsentWords, NamePurposesAndRestrictions) {
  EXPECT_THAT(words(kRestricted),
              AllOf(HasSubstr("purpose 1 not allowed for:"), HasSubstr("2: 8-9"),
                    HasSubstr("not said (no such segment)")));
}

TEST(ConsentWords, CallPurposesAsThePolicyOfTheStringDid) {
  // Policy version 3, and the same string with 5 in its place.
  constexpr const char* kEarlier =
      "COutSEYOutSEYDNAFAENATDAAKlAAKlAAAhoAAAAAABggAMAAgAICQAYADAASHAAgAHAAA";
  EXPECT_THAT(words(kEarlier), HasSubstr("3  Create a personalised ads profile"));
  std::string present(kEarlier);
  present.replace(22, 1, "F");
  EXPECT_THAT(words(present), AllOf(HasSubstr("policy version 5"),
                                    HasSubstr("3  Create profiles for personalised advertising")));
}

TEST(ConsentWords, SayWhereAStringIsWrong) {
  EXPECT_THAT(words("DBABTA~1YXN"),
              AllOf(HasSubstr("wrong in 1 place:\n"),
                    HasSubstr("uspv1.optOutSale is neither Y nor N nor - (character 10)")));
}

TEST(ConsentWords, SayWhyATextCannotBeRead) {
  EXPECT_THAT(words("hello \x1b[2J"),
              AllOf(HasSubstr("cannot be read: hello"), Not(HasSubstr("\x1b"))));
}

TEST(ConsentWords, ASectionThatIsNotKnownIsShownAsItStands) {
  EXPECT_THAT(words("DBABRM~what.ever"),
              AllOf(HasSubstr("section 43, unknown"), HasSubstr("what.ever")));
}

TEST(ConsentWords, EveryKindOfStringIsTold) {
  EXPECT_THAT(words("1YN-"), AllOf(HasSubstr("US Privacy"), HasSubstr("does not apply")));
  EXPECT_THAT(words("2~1.35~dv.9"), AllOf(HasSubstr("2: 1, 35"), HasSubstr("1: 9")));
  EXPECT_THAT(words("DBABLA~BVQVAAAAAg.YA"),
              AllOf(HasSubstr("usnat"), HasSubstr("notice was given"), HasSubstr("opted out"),
                    HasSubstr("Global Privacy Control"), HasSubstr("on\n")));
}

TEST(UsWords, PutPlacesOfAListTogetherByAnswer) {
  EXPECT_EQ(us_field_words("usva", {"SensitiveDataProcessing", {2, 1, 0, 2}, true}),
            "no consent: 2; consent: 1, 4; does not apply: 3");
  EXPECT_EQ(us_field_words("usut", {"SensitiveDataProcessing", {1, 2}, true}),
            "opted out: 1; did not opt out: 2");
}

TEST(UsWords, GiveNumbersWhereCaliforniasMeaningChanged) {
  EXPECT_EQ(us_field_words("usca", {"PersonalDataConsents", {2}, false}), "2");
}

TEST(UsWords, LabelsAreWords) {
  EXPECT_EQ(us_field_label("SaleOptOutNotice"), "Sale opt out notice");
  EXPECT_EQ(us_field_label("MspaVersion"), "MSPA version");
}

TEST(ConsentJson, ATextThatCannotBeReadIsAWrongString) {
  const std::string json =
      consent_json("hello", read_consent_string("hello", Strictness::lenient), nullptr);
  EXPECT_THAT(json, AllOf(HasSubstr(R"("kind":null)"), HasSubstr(R"("wellFormed":false)")));
}

TEST(ConsentJson, BytesThatAreNoTextDoNotSpoilIt) {
  const std::string text = "DBABRM~\xff\n\"";
  const std::string json =
      consent_json(text, read_consent_string(text, Strictness::lenient), nullptr);
  EXPECT_THAT(json, AllOf(Not(HasSubstr("\xff")), Not(HasSubstr("\n"))));
}

TEST(ConsentJson, NamesOnlyVendorsThatTheStringNames) {
  const VendorList list{143, {{1, "One"}, {77, "Other"}}};
  const std::string json =
      consent_json(kTcf, read_consent_string(kTcf, Strictness::lenient), &list);
  EXPECT_THAT(json, AllOf(HasSubstr(R"("vendorNames":{"1":"One"})"), Not(HasSubstr("Other"))));
}

}  // namespace
}  // namespace consentry
