// SPDX-License-Identifier: Apache-2.0
#include "core/base/bytes.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

std::string text_of(const std::optional<std::vector<std::uint8_t>>& bytes) {
  return bytes ? std::string(bytes->begin(), bytes->end()) : "none";
}

TEST(Base64, WritesTheVectorsOfRfc4648) {
  EXPECT_EQ(base64_of(as_bytes("")), "");
  EXPECT_EQ(base64_of(as_bytes("f")), "Zg==");
  EXPECT_EQ(base64_of(as_bytes("fo")), "Zm8=");
  EXPECT_EQ(base64_of(as_bytes("foo")), "Zm9v");
  EXPECT_EQ(base64_of(as_bytes("foobar")), "Zm9vYmFy");
}

TEST(Base64, ReadsWhatItWrites) {
  std::string all;
  for (int i = 0; i < 256; ++i) {
    all.push_back(static_cast<char>(i));
    EXPECT_EQ(text_of(bytes_of_base64(base64_of(as_bytes(all)))), all);
  }
}

TEST(Base64, RefusesEverySecondSpellingOfAValue) {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v\n", "=",
                           "====", "Z===", "Zg==Zg==", "Zm-_", " Zg="}) {
    EXPECT_EQ(bytes_of_base64(text), std::nullopt) << text;
  }
}

TEST(Hex, ReadsLowerCaseOnly) {
  EXPECT_EQ(hex_of(as_bytes("\x01\xfe")), "01fe");
  EXPECT_EQ(text_of(bytes_of_hex("01fe")), "\x01\xfe");
  EXPECT_EQ(bytes_of_hex("01FE"), std::nullopt);
  EXPECT_EQ(bytes_of_hex("01f"), std::nullopt);
  EXPECT_EQ(bytes_of_hex("0g"), std::nullopt);
}

}  // namespace
}  // namespace consentry
