// SPDX-License-Identifier: Apache-2.0
#include "io/http/form_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace consentry::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(FormBody, GivesFieldsInTheirOrderAndDecoded) {
  EXPECT_THAT(form_fields("a=1&b=x+y%26z&a=2", 10),
              ElementsAre(Pair("a", "1"), Pair("b", "x y&z"), Pair("a", "2")));
}

TEST(FormBody, AFieldWithoutAValueIsEmptyAndAnEmptyPairIsNone) {
  EXPECT_THAT(form_fields("&&a&=v&b=&", 10),
              ElementsAre(Pair("a", ""), Pair("", "v"), Pair("b", "")));
  EXPECT_THAT(form_fields("", 10), IsEmpty());
}

TEST(FormBody, WhatIsBehindTheMostIsLeft) {
  EXPECT_THAT(form_fields("a=1&b=2&c=3", 2), ElementsAre(Pair("a", "1"), Pair("b", "2")));
}

}  // namespace
}  // namespace consentry::http
