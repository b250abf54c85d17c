// SPDX-License-Identifier: Apache-2.0
#include "io/browser/lone_surrogates.h"

#include <gtest/gtest.h>

#include "io/browser/devtools_message.h"

namespace consentry {
namespace {

std::string repaired(std::string json) {
  replace_lone_surrogates(json);
  return json;
}

TEST(LoneSurrogates, AreReplacedInPlaceAndPairsAreKept) {
  EXPECT_EQ(repaired(R"(["\ud800"])"), R"(["\ufffd"])");
  EXPECT_EQ(repaired(R"(["\uDFFFx\ud800\ud83d\ude00"])"), R"(["\ufffdx\ufffd\ud83d\ude00"])");
  EXPECT_EQ(repaired(R"(["\ud83d\ude00\u00e9\n"])"), R"(["\ud83d\ude00\u00e9\n"])");
}

TEST(LoneSurrogates, EscapedBackslashesAndBrokenEscapesAreNoSurrogates) {
  for (const char* text : {R"(["\\ud800"])", R"("\u)", R"("\ud8)", R"("\)", "", R"("\uzzzz")"}) {
    EXPECT_EQ(repaired(text), text);
  }
}

TEST(LoneSurrogates, DoNotLoseTheMessageTheyStandIn) {
  const auto message =
      DevtoolsMessage::parse(R"({"id":7,"result":{"entries":[["key","\ud800"]]}})");
  ASSERT_TRUE(message) << message.error().text();
  EXPECT_EQ(message->id(), 7U);
  EXPECT_NE(message->raw().find(R"(\ufffd)"), std::string::npos);
}

}  // namespace
}  // namespace consentry
