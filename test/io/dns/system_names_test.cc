// SPDX-License-Identifier: Apache-2.0
#include "io/dns/system_names.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

using namespace std::chrono_literals;

TEST(SystemNames, AnswerNothingThatWasNotAsked) {
  SystemNames names;
  EXPECT_FALSE(names.answer("shop.example", 0ms).answered);
}

// ".invalid" never resolves (RFC 6761), with or without a resolver.
TEST(SystemNames, WaitNoLongerThanTold) {
  SystemNames names;
  names.ask("metrics.shop.invalid");
  names.ask("metrics.shop.invalid");
  EXPECT_FALSE(names.answer("metrics.shop.invalid", 0ms).answered);
  const NameAnswer late = names.answer("metrics.shop.invalid", 5s);
  EXPECT_TRUE(late.aliases.empty());
}

}  // namespace
}  // namespace consentry
