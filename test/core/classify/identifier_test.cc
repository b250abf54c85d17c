// SPDX-License-Identifier: Apache-2.0
#include "core/classify/identifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

#include "core/classify/identifier_token.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr double kDay = 86'400;
constexpr double kYear = 365 * kDay;
constexpr double kForever = std::numeric_limits<double>::infinity();

IdentifierAnswer judge(std::vector<ProfileValues> profiles, Lifetime lifetime = kYear) {
  return judge_identifier(profiles, lifetime);
}

TEST(Similarity, KnownVectorsOfRatcliffAndObershelp) {
  EXPECT_DOUBLE_EQ(similarity("", ""), 1);
  EXPECT_DOUBLE_EQ(similarity("", "abc"), 0);
  EXPECT_DOUBLE_EQ(similarity("abc", "abc"), 1);
  EXPECT_DOUBLE_EQ(similarity("abc", "xyz"), 0);
  EXPECT_DOUBLE_EQ(similarity("WIKIMEDIA", "WIKIMANIA"), 14.0 / 18.0);
  EXPECT_NEAR(similarity("GESTALT PATTERN MATCHING", "GESTALT PRACTICE"), 0.6, 1e-9);
  EXPECT_DOUBLE_EQ(similarity("Pennsylvania", "Pencilvaneya"), 16.0 / 24.0);
  EXPECT_DOUBLE_EQ(similarity("tide", "diet"), 0.25);
  EXPECT_DOUBLE_EQ(similarity("diet", "tide"), 0.5);
}

TEST(Similarity, LongInputsAreCutNotRefused) {
  const std::string a(5000, 'a');
  EXPECT_DOUBLE_EQ(similarity(a, a), 1);
  EXPECT_DOUBLE_EQ(similarity(a, std::string(5000, 'b')), 0);
  EXPECT_DOUBLE_EQ(similarity(std::string(200, 'a') + "b", std::string(200, 'a') + "c"), 1);
}

TEST(Information, CountsBitsOfTheCharacters) {
  EXPECT_DOUBLE_EQ(information_bits(""), 0);
  EXPECT_DOUBLE_EQ(information_bits("aaaaaaaa"), 0);
  EXPECT_DOUBLE_EQ(information_bits("abababab"), 8);
  EXPECT_DOUBLE_EQ(information_bits("abcdefgh"), 24);
}

TEST(Identifier, UuidThatDiffersBetweenProfilesIsStrong) {
  const auto answer =
      judge({{"6ba7b810-9dad-41d1-80b4-00c04fd430c8"}, {"f47ac10b-58cc-4372-a567-0e02b2c3d479"}});
  EXPECT_EQ(answer.strength, IdentifierStrength::strong);
  EXPECT_EQ(answer.token, "6ba7b810-9dad-41d1-80b4-00c04fd430c8");
  EXPECT_THAT(answer.reason, HasSubstr("2 profiles"));
}

TEST(Identifier, GoogleAnalyticsClientIdIsStrong) {
  EXPECT_EQ(judge({{"GA1.1.1283471203.1763819041"}, {"GA1.1.640912378.1763819077"}}).strength,
            IdentifierStrength::strong);
  EXPECT_EQ(judge({{"GA1.2.128347120.1763819041"}, {"GA1.2.964098312.1763819077"}}).strength,
            IdentifierStrength::strong);
}

TEST(Identifier, RandomLettersWithoutADigitAreNoWords) {
  EXPECT_EQ(
      judge({{"dZvNqHRpKuPFkokzlptcxHBEQanFwEAb"}, {"LfYc0s9lO5IT3G6B0OCBtR7HQBQinl7E"}}).strength,
      IdentifierStrength::strong);
}

TEST(Identifier, RandomNumbersDifferThoughTheyShareDigits) {
  EXPECT_NE(judge({{"GA1.1.908166578.1795369905"}, {"GA1.1.198160718.1795369905"}}).strength,
            IdentifierStrength::none);
  EXPECT_EQ(judge({{"visits.1795360001"}, {"visits.1795360002"}}).strength,
            IdentifierStrength::none)
      << "neighbours on one scale";
}

TEST(Identifier, MetaBrowserIdIsStrong) {
  EXPECT_EQ(
      judge({{"fb.1.1763819041123.128347120355221347"}, {"fb.1.1763819060441.964098312240618820"}},
            90 * kDay)
          .strength,
      IdentifierStrength::strong);
}

TEST(Identifier, TimesOfTwoVisitsAreNoIdentifier) {
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
           {"1763819041", "1763819077"},
           {"1763819041123", "1763819177992"},
           {"GS1.1.1763819041.1.0.1763819041.60.0.0", "GS1.1.1763819077.1.0.1763819077.60.0.0"},
           {"2026-11-22T14:33:05.862Z", "2026-11-22T14:35:41.101Z"},
           {"20261122", "20261123"}}) {
    EXPECT_EQ(judge({{a}, {b}}).strength, IdentifierStrength::none) << a;
  }
}

TEST(Identifier, ValuesEqualAcrossProfilesAreNoIdentifier) {
  for (const char* value :
       {"granted", "build-7f3a9c21e0b4", "d41d8cd98f00b204e9800998ecf8427e", "en-GB"}) {
    EXPECT_EQ(judge({{value}, {value}}).strength, IdentifierStrength::none) << value;
  }
}

TEST(Identifier, VariantsAndStatesAreNoIdentifier) {
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{
           {"control-group", "variant-green"},
           {"notAnswered", "bannerDismissed"},
           {"accepted_all", "refused_all"},
           {"experiment-1", "experiment-9"},
           {"{\"analytics\":true,\"marketing\":true}",
            "{\"analytics\":false,\"marketing\":false}"}}) {
    EXPECT_EQ(judge({{a}, {b}}).strength, IdentifierStrength::none) << a;
  }
}

TEST(Identifier, ValueSharedByTwoOfThreeProfilesIsNoIdentifier) {
  EXPECT_EQ(judge({{"a81bc81bdead4e5d"}, {"9f0c2e7745d1b3aa"}, {"a81bc81bdead4e5d"}}).strength,
            IdentifierStrength::none);
}

TEST(Identifier, ValueThatChangesWithinTheProfileIsNone) {
  const auto answer = judge({{"kq83hf82hfk2", "zp0x71mv5t9w"}, {"u6r2b8n4c1d7", "j5s9g3e7a0h4"}});
  EXPECT_EQ(answer.strength, IdentifierStrength::none);
  EXPECT_THAT(answer.reason, HasSubstr("stays the same"));
}

TEST(Identifier, ConstantPartBesideChangingPartsIsFound) {
  const auto answer =
      judge({{"uid=kq83hf82hfk2zz&n=1", "uid=kq83hf82hfk2zz&n=2"}, {"uid=u6r2b8n4c1d7yy&n=1"}});
  EXPECT_EQ(answer.strength, IdentifierStrength::strong);
  EXPECT_EQ(answer.token, "kq83hf82hfk2zz");
}

TEST(Identifier, SessionAndShortLifetimesAreWeak) {
  const std::vector<ProfileValues> profiles{{"kq83hf82hfk2zz9x"}, {"u6r2b8n4c1d7yy0w"}};
  EXPECT_EQ(judge_identifier(profiles, std::nullopt).strength, IdentifierStrength::weak);
  EXPECT_EQ(judge_identifier(profiles, 30 * kDay).strength, IdentifierStrength::weak);
  EXPECT_EQ(judge_identifier(profiles, 90 * kDay - 60).strength, IdentifierStrength::strong);
  EXPECT_EQ(judge_identifier(profiles, kForever).strength, IdentifierStrength::strong);
}

TEST(Identifier, FewBitsAreWeak) {
  EXPECT_EQ(judge({{"aab1aabb"}, {"ccd2dddc"}}).strength, IdentifierStrength::weak);
}

TEST(Identifier, OneProfileNeverSuffices) {
  const auto answer = judge({{"6ba7b810-9dad-41d1-80b4-00c04fd430c8"}});
  EXPECT_EQ(answer.strength, IdentifierStrength::weak);
  EXPECT_THAT(answer.reason, HasSubstr("one profile only"));
  EXPECT_EQ(judge({{"6ba7b810-9dad-41d1-80b4-00c04fd430c8"}, {""}}).strength,
            IdentifierStrength::weak);
  EXPECT_EQ(judge({{"1763819041123"}}).strength, IdentifierStrength::none);
  EXPECT_EQ(judge({{"yes"}}).strength, IdentifierStrength::none);
}

TEST(Identifier, NothingSeenIsNone) {
  EXPECT_EQ(judge({}).strength, IdentifierStrength::none);
  EXPECT_EQ(judge({{}, {""}}).strength, IdentifierStrength::none);
}

TEST(Identifier, ConsentStringsAreNone) {
  EXPECT_EQ(
      judge({{"CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.IDKQA4AAgAKAGQAygAAA.YAAAAAAAAAAA"},
             {"COwWHt-OwWHt-DNACOENAXCAANDAAEkAAAAAFpQBQABAAGgAQABIBXgFpAK_ABAK-ACCAAwAIAAk"}})
          .strength,
      IdentifierStrength::none);
}

TEST(Identifier, SignedSessionOfAServerIsWeak) {
  EXPECT_EQ(judge({{"s%3AkQ83hf82HfK2zz9xPq.Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5"},
                   {"s%3Au6R2b8N4c1D7yy0wLm.QWxhZGRpbjpvcGVuIHNlc2FtZTE5"}},
                  std::nullopt)
                .strength,
            IdentifierStrength::weak);
}

TEST(Tokens, AreSplitAndDecoded) {
  EXPECT_THAT(identifier_tokens("%7B%22id%22%3A%22kq83hf82hfk2%22%7D"),
              ElementsAre("kq83hf82hfk2"));
  EXPECT_THAT(identifier_tokens("%257B%2522id%2522%253A%2522kq83hf82hfk2%2522%257D"),
              ElementsAre("kq83hf82hfk2"));
  // {"id":"kq83hf82hfk2","t":1}
  EXPECT_THAT(identifier_tokens("eyJpZCI6ImtxODNoZjgyaGZrMiIsInQiOjF9"),
              ElementsAre("kq83hf82hfk2"));
  EXPECT_THAT(identifier_tokens("a.b.eyJpZCI6ImtxODNoZjgyaGZrMiIsInQiOjF9"),
              ElementsAre("kq83hf82hfk2"));
}

TEST(Tokens, RandomTextIsNotTakenForBase64) {
  EXPECT_THAT(identifier_tokens("kQ83hf82HfK2zz9xPqLm"), ElementsAre("kQ83hf82HfK2zz9xPqLm"));
}

TEST(Tokens, UrlsAreLeftOut) {
  EXPECT_THAT(identifier_tokens("https://shop.example/p/8f7a6b5c4d3e?x=1,kq83hf82hfk2"),
              ElementsAre("kq83hf82hfk2"));
}

TEST(Tokens, LengthsOutsideTheRangeAreLeftOut) {
  EXPECT_THAT(identifier_tokens("a1b2c3d"), IsEmpty());
  EXPECT_THAT(identifier_tokens(std::string(101, 'a') + "1"), IsEmpty());
}

TEST(Tokens, HostileValuesStayBounded) {
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "tok" + std::to_string(i) + "abcde;";
  EXPECT_LE(identifier_tokens(many).size(), kMaxTokens);
  EXPECT_THAT(identifier_tokens("%%%%%2%G1%"), IsEmpty());
  EXPECT_THAT(identifier_tokens(std::string(100000, '%')), IsEmpty());
  EXPECT_THAT(identifier_tokens(std::string("\0\xff\x80", 3)), IsEmpty());
  EXPECT_THAT(identifier_tokens("..............1.2.3.............."), IsEmpty());
}

TEST(Shapes, DatesAreDates) {
  EXPECT_TRUE(is_date("20261122"));
  EXPECT_TRUE(is_date("2026-11-22"));
  EXPECT_TRUE(is_date("2026-11-22T14"));
  EXPECT_FALSE(is_date("20261922"));
  EXPECT_FALSE(is_date("82261122"));
  EXPECT_FALSE(is_date("2026112"));
}

TEST(Shapes, WordsAreTold) {
  EXPECT_TRUE(is_words("control-group"));
  EXPECT_TRUE(is_words("bannerDismissed"));
  EXPECT_TRUE(is_words("STATISTICS"));
  EXPECT_FALSE(is_words("aBcXyZqWkdRtYu"));
  EXPECT_FALSE(is_words("variant1"));
  EXPECT_FALSE(is_words("qzxjkvbpwmfghtrl"));
  EXPECT_FALSE(is_words(""));
}

TEST(Shapes, NearTimesNeedTheSameUnit) {
  EXPECT_TRUE(are_near_times("1763819041", "1763819999"));
  EXPECT_FALSE(are_near_times("1763819041", "1763819041123"));
  EXPECT_FALSE(are_near_times("1463819041", "1763819041"));
  EXPECT_FALSE(are_near_times("9963819041", "9963819042"));
}

}  // namespace
}  // namespace consentry
