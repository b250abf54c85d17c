// SPDX-License-Identifier: Apache-2.0
#include "core/base/ipv4.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(Ipv4, ReadsFourNumbersAndNothingElse) {
  EXPECT_EQ(parse_ipv4("203.0.113.7"), 0xCB007107U);
  EXPECT_EQ(parse_ipv4("0.0.0.0"), 0U);
  EXPECT_EQ(parse_ipv4("255.255.255.255"), 0xFFFFFFFFU);
  for (const char* text : {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4", "1.2.3. 4",
                           "1.2.3.4 ", "a.b.c.d", "1..2.3", "[::1]", "through a proxy"}) {
    EXPECT_FALSE(parse_ipv4(text)) << text;
  }
}

TEST(Ipv4, ARangeHoldsItsAddressesAndNoOthers) {
  const auto range = parse_ipv4_range("203.0.113.0/24");
  ASSERT_TRUE(range);
  EXPECT_TRUE(range->contains(*parse_ipv4("203.0.113.255")));
  EXPECT_FALSE(range->contains(*parse_ipv4("203.0.114.0")));
  EXPECT_TRUE(parse_ipv4_range("0.0.0.0/0")->contains(*parse_ipv4("8.8.8.8")));
  EXPECT_FALSE(parse_ipv4_range("8.8.8.8")->contains(*parse_ipv4("8.8.8.9")));
  for (const char* text :
       {"203.0.113.0/33", "203.0.113.0/", "203.0.113.7/24", "/24", "1.0.0.0/0"}) {
    EXPECT_FALSE(parse_ipv4_range(text)) << text;
  }
}

TEST(Ipv4, TellsAddressesThatManyMachinesBear) {
  for (const char* text : {"127.0.0.1", "10.1.2.3", "100.64.0.1", "169.254.1.1", "172.31.0.1",
                           "192.168.0.1", "224.0.0.1", "255.255.255.255", "0.0.0.0"}) {
    EXPECT_FALSE(is_global_ipv4(*parse_ipv4(text))) << text;
  }
  for (const char* text : {"8.8.8.8", "172.32.0.1", "100.128.0.1", "203.0.113.7", "11.0.0.1"}) {
    EXPECT_TRUE(is_global_ipv4(*parse_ipv4(text))) << text;
  }
}

}  // namespace
}  // namespace consentry
