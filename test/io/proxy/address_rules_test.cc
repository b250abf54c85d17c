// SPDX-License-Identifier: Apache-2.0
#include "io/proxy/address_rules.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

bool is_public_text(const std::string& text) {
  const auto address = parse_ip(text);
  EXPECT_TRUE(address) << text;
  return address && is_public(*address);
}

TEST(AddressRules, ThePublicInternetIsAdmitted) {
  for (const char* text :
       {"1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
        "192.167.1.1", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1",
        "223.255.255.255"})
    EXPECT_TRUE(is_public_text(text)) << text;
}

TEST(AddressRules, WhatIsNotPublicIsNot) {
  for (const char* text : {"0.0.0.0",
                           "10.0.0.1",
                           "10.255.255.255",
                           "100.64.0.1",
                           "100.100.100.200",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.0.1",
                           "168.63.129.16",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.0.192",
                           "192.0.2.1",
                           "192.168.1.1",
                           "198.19.0.1",
                           "198.51.100.1",
                           "203.0.113.1",
                           "224.0.0.1",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "fe80::1",
                           "fc00::1",
                           "fd00:ec2::254",
                           "ff02::1",
                           "2001:db8::1",
                           "2001::1",
                           "2002:7f00:1::",
                           "3fff::1",
                           "::ffff:127.0.0.1",
                           "::ffff:169.254.169.254",
                           "64:ff9b::10.0.0.1",
                           "::127.0.0.1",
                           "100::1"})
    EXPECT_FALSE(is_public_text(text)) << text;
}

TEST(AddressRules, AnAdministratorNamesNetworks) {
  const auto rules = AddressRules::allowing({"10.1.0.0/16", "192.168.1.7", "fd00::/8"});
  ASSERT_TRUE(rules);
  const auto admits = [&](const char* text) { return rules->admits(*parse_ip(text)); };
  EXPECT_TRUE(admits("10.1.255.1"));
  EXPECT_TRUE(admits("::ffff:10.1.2.3"));
  EXPECT_TRUE(admits("192.168.1.7"));
  EXPECT_TRUE(admits("fdab::1"));
  EXPECT_TRUE(admits("1.1.1.1"));
  EXPECT_FALSE(admits("10.2.0.1"));
  EXPECT_FALSE(admits("192.168.1.8"));
  EXPECT_FALSE(admits("fe80::1"));
  EXPECT_FALSE(admits("127.0.0.1"));
}

TEST(AddressRules, RefusesWhatIsNoNetwork) {
  for (const char* text : {"", "10", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "fd00::/129",
                           "shop.example", "10.0.0.0/-1", "0x7f.0.0.1"})
    EXPECT_FALSE(AddressRules::allowing({text})) << text;
}

TEST(AddressRules, AnAddressIsToldAsPeopleWriteIt) {
  for (const char* text : {"10.0.0.1", "2606:4700::1111"})
    EXPECT_EQ(ip_text(*parse_ip(text)), text);
  EXPECT_EQ(ip_text(*parse_ip("::ffff:10.0.0.1")), "10.0.0.1");
}

}  // namespace
}  // namespace consentry
