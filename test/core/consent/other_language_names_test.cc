// SPDX-License-Identifier: Apache-2.0
#include "core/consent/other_language_names.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

const std::vector<std::string> kAll{"de",      "nb",      "pt",      "pt-BR",
                                    "sr-Cyrl", "sr-Latn", "zh-Hans", "zh-Hant"};

TEST(OtherLanguageNames, AreThoseThatTheSiteCanServe) {
  EXPECT_TRUE(other_language_names({"zh-Hant"}).empty());
  EXPECT_EQ(other_language_names({"de", "nb"}), (TextPairs{{"no", "nb"}}));
  // The other one of a pair serves where the better is missing.
  EXPECT_EQ(other_language_names({"de", "sr-Latn"}).back(),
            (std::pair<std::string, std::string>{"sr", "sr-Latn"}));
}

TEST(ServingLanguage, IsTheLongestThatBeginsTheTag) {
  EXPECT_EQ(serving_language("de-AT", kAll), "de");
  EXPECT_EQ(serving_language("pt-br", kAll), "pt-BR");
  EXPECT_EQ(serving_language("pt-PT", kAll), "pt");
  EXPECT_EQ(serving_language("den", kAll), "");
}

TEST(ServingLanguage, GoesByOtherNamesToo) {
  EXPECT_EQ(serving_language("zh-TW", kAll), "zh-Hant");
  EXPECT_EQ(serving_language("zh", kAll), "zh-Hans");
  EXPECT_EQ(serving_language("no-NO", kAll), "nb");
  EXPECT_EQ(serving_language("sr-ME", kAll), "sr-Latn");
  EXPECT_EQ(serving_language("", kAll), "");
  EXPECT_EQ(serving_language("fr", kAll), "");
}

}  // namespace
}  // namespace consentry
