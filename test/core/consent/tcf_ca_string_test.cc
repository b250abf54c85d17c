// SPDX-License-Identifier: Apache-2.0
#include "core/consent/tcf_ca_string.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

using Ids = std::vector<int>;

// One model in both codings, written by the IAB's library before and after it followed its
// specification.
constexpr std::string_view kFibonacci =
    "BPk9TEAPlAmAAAfAFAFRAACAAAAAAAAAAAtVADvWIosADAAIAIaBwkAKPUos.ILVQBL1hpSLA";
constexpr std::string_view kFixed =
    "BPk9TEAPlAmAAAfAFAFRAACAAAAAAAAAAAtVADgAEAAYABwLVAAYABABDQAoACgAMA4Q.ILVQBIABAAGAAcABgFqg";

void expect_the_model(const TcfCaString& ca) {
  EXPECT_EQ(ca.cmp_id, 31);
  EXPECT_EQ(ca.consent_language, "FR");
  EXPECT_EQ(to_rfc3339(ca.updated), "2023-01-03T00:00:00.000Z");
  EXPECT_EQ(ca.vendors_express.ids(), (Ids{2, 3, 7, 1450}));
  EXPECT_EQ(ca.vendors_implied.ids(), Ids{12});
  ASSERT_EQ(ca.restrictions.size(), 1U);
  EXPECT_EQ(ca.restrictions[0].purpose, 3);
  EXPECT_EQ(ca.restrictions[0].type, RestrictionType::require_consent);
  EXPECT_EQ(ca.restrictions[0].vendors.ids(), (Ids{5, 6, 900}));
  ASSERT_TRUE(ca.vendors_disclosed);
  EXPECT_EQ(ca.vendors_disclosed->ids(), (Ids{2, 3, 7, 12, 1450}));
}

TEST(TcfCaString, ReadsFibonacciRanges) {
  const auto ca = read_tcf_ca_string(kFibonacci, Strictness::strict);
  ASSERT_TRUE(ca) << ca.error().text();
  expect_the_model(*ca);
}

TEST(TcfCaString, ReadsTheRangesOfEarlyEncodersAndSaysSo) {
  const auto ca = read_tcf_ca_string(kFixed, Strictness::lenient);
  ASSERT_TRUE(ca) << ca.error().text();
  expect_the_model(*ca);
  ASSERT_EQ(ca->problems.size(), 2U);
  EXPECT_EQ(ca->problems[0].where, "core");
  EXPECT_NE(ca->problems[0].text.find("Fibonacci"), std::string::npos);
  EXPECT_EQ(ca->problems[1].where, "disclosedVendors");
  EXPECT_EQ(ca->problems[1].character, kFixed.find('.') + 1);
  EXPECT_FALSE(read_tcf_ca_string(kFixed, Strictness::strict));
}

TEST(TcfCaString, RefusesWhatIsNoTcfCanadaString) {
  for (const char* bad : {"", "C", "1YNN", "CPXxRfAPXxRfAAfKABENB", "!", "."}) {
    EXPECT_FALSE(read_tcf_ca_string(bad, Strictness::lenient)) << bad;
  }
  EXPECT_FALSE(read_tcf_ca_string(std::string(kMaxConsentString + 1, 'B'), Strictness::lenient));
}

TEST(TcfCaString, KeepsTheCoreOfACutString) {
  const auto ca = read_tcf_ca_string(kFibonacci.substr(0, 40), Strictness::lenient);
  ASSERT_TRUE(ca);
  EXPECT_EQ(ca->cmp_id, 31);
  ASSERT_FALSE(ca->problems.empty());
  EXPECT_LE(ca->problems[0].character, 40U);
  EXPECT_FALSE(read_tcf_ca_string(kFibonacci.substr(0, 40), Strictness::strict));
}

TEST(TcfCaString, DoubledUnknownAndEmptySegmentsAreNamed) {
  for (const char* ending : {".ILVQBL1hpSLA", ".QAAA", "."}) {
    const std::string text = std::string(kFibonacci) + ending;
    const auto ca = read_tcf_ca_string(text, Strictness::lenient);
    ASSERT_TRUE(ca);
    ASSERT_EQ(ca->problems.size(), 1U) << ending;
    EXPECT_EQ(ca->problems[0].character, kFibonacci.size() + 1) << ending;
  }
}

TEST(TcfCaString, EveryTruncationAndChangeGivesAValueOrAReason) {
  for (std::size_t i = 0; i < kFibonacci.size(); ++i) {
    const auto cut = read_tcf_ca_string(kFibonacci.substr(0, i), Strictness::lenient);
    EXPECT_EQ(cut.has_value(), i > 0);
    for (const char replacement : {'A', 'Z', '_', '.', '!'}) {
      std::string changed(kFibonacci);
      changed[i] = replacement;
      const auto ca = read_tcf_ca_string(changed, Strictness::lenient);
      const auto strict = read_tcf_ca_string(changed, Strictness::strict);
      EXPECT_EQ(strict.has_value(), ca && ca->problems.empty()) << changed;
    }
  }
}

}  // namespace
}  // namespace consentry
