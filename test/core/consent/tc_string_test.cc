// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tc_string.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace consentry {
namespace {

// From the framework's own documents and discussions.
constexpr std::string_view kWithDisclosed =
    "CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.IDKQA4AAgAKAGQAygAAA.YAAAAAAAAAAA";
constexpr std::string_view kRestrictedOnce =
    "COwWHt-OwWHt-DNACOENAXCAANDAAEkAAAAAFpQBQABAAGgAQABIBXgFpAK_ABAK-ACCAAwAIAAk";
constexpr std::string_view kRestrictedThrice =
    "COutSEYOutSEYDNAFAENATDAAKlAAKlAAAhoAAAAAABggAMAAgAICQAYADAASHAAgAHAAA";

bool has_problem(const TcString& tc, std::string_view where) {
  return std::ranges::any_of(tc.problems,
                             [&](const StringProblem& problem) { return problem.where == where; });
}

TEST(TcString, ReadsTheDisclosedVendorsOfVersion23) {
  const auto tc = read_tc_string(kWithDisclosed, Strictness::lenient);
  ASSERT_TRUE(tc) << tc.error().text();
  EXPECT_EQ(tc->cmp_id, 880);
  ASSERT_TRUE(tc->vendors_disclosed);
  EXPECT_TRUE(tc->vendors_disclosed->contains(1));
  EXPECT_TRUE(tc->vendors_disclosed->contains(5));
  EXPECT_FALSE(tc->vendors_disclosed->contains(6));
  EXPECT_TRUE(tc->vendors_disclosed->contains(100));
  EXPECT_EQ(tc->vendors_disclosed->greatest(), 404);
  EXPECT_TRUE(tc->publisher);
}

TEST(TcString, ReadsPublisherRestrictions) {
  const auto once = read_tc_string(kRestrictedOnce, Strictness::lenient);
  ASSERT_TRUE(once);
  ASSERT_EQ(once->restrictions.size(), 1U);
  EXPECT_EQ(once->restrictions[0].purpose, 1);
  EXPECT_EQ(once->restrictions[0].type, RestrictionType::not_allowed);
  EXPECT_EQ(once->restrictions[0].vendors.ids(), (std::vector<int>{8, 9}));
  EXPECT_EQ(once->vendors_consent.greatest(), 722);

  const auto thrice = read_tc_string(kRestrictedThrice, Strictness::lenient);
  ASSERT_TRUE(thrice);
  ASSERT_EQ(thrice->restrictions.size(), 3U);
  EXPECT_EQ(thrice->restrictions[0].vendors.ids(), (std::vector<int>{2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(thrice->restrictions[1].purpose, 2);
  EXPECT_EQ(thrice->restrictions[2].vendors.ids(), std::vector<int>{7});
}

TEST(TcString, RefusesWhatIsNoTcString) {
  for (const char* bad : {"", "B", "hello", "1YNN", "DBABMA~CPXx", "....", "~"}) {
    EXPECT_FALSE(read_tc_string(bad, Strictness::lenient)) << bad;
  }
  EXPECT_FALSE(read_tc_string(std::string(kMaxConsentString + 1, 'C'), Strictness::lenient));
}

TEST(TcString, KeepsWhatItCouldReadOfADamagedString) {
  const std::string_view cut = kRestrictedOnce.substr(0, 50);
  const auto tc = read_tc_string(cut, Strictness::lenient);
  ASSERT_TRUE(tc);
  EXPECT_EQ(tc->cmp_id, read_tc_string(kRestrictedOnce, Strictness::lenient)->cmp_id);
  EXPECT_FALSE(tc->problems.empty());
  const auto strict = read_tc_string(cut, Strictness::strict);
  ASSERT_FALSE(strict);
  EXPECT_NE(strict.error().text().find("bit"), std::string::npos);
}

TEST(TcString, NamesABadCharacterByItsPlace) {
  std::string text(kWithDisclosed);
  text[20] = '!';
  const auto tc = read_tc_string(text, Strictness::lenient);
  ASSERT_TRUE(tc);
  EXPECT_TRUE(has_problem(*tc, "core"));
  EXPECT_NE(tc->problems.front().text.find("21"), std::string::npos);
}

TEST(TcString, EveryTruncationAndBitFlipGivesAValueOrAnError) {
  for (const std::string_view vector : {kWithDisclosed, kRestrictedOnce, kRestrictedThrice}) {
    for (std::size_t length = 0; length <= vector.size(); ++length) {
      const auto tc = read_tc_string(vector.substr(0, length), Strictness::lenient);
      if (tc) {
        EXPECT_LE(tc->vendors_consent.greatest(), 65'535);
      }
    }
    for (std::size_t i = 0; i < vector.size(); ++i) {
      for (const char replacement : {'A', 'Z', '_', '.', '!'}) {
        std::string changed(vector);
        changed[i] = replacement;
        const auto tc = read_tc_string(changed, Strictness::lenient);
        if (!tc) {
          EXPECT_FALSE(tc.error().text().empty());
        }
      }
    }
  }
}

TEST(TcString, AnUnknownSegmentAndADoubledOneAreNamed) {
  const std::string text(kWithDisclosed);
  const auto doubled = read_tc_string(text + text.substr(text.find('.'), 22), Strictness::lenient);
  ASSERT_TRUE(doubled);
  EXPECT_TRUE(has_problem(*doubled, "disclosedVendors"));
  const auto unknown = read_tc_string(text + ".4AAA", Strictness::lenient);
  ASSERT_TRUE(unknown);
  EXPECT_TRUE(has_problem(*unknown, "segment 3"));
}

}  // namespace
}  // namespace consentry
