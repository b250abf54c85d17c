// SPDX-License-Identifier: Apache-2.0
#include "core/consent/vendor_list.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

TEST(VendorList, NamesVendorsById) {
  const auto list = parse_vendor_list(
      R"({"gvlSpecificationVersion": 3, "vendorListVersion": 143,
          "vendors": {"1": {"id": 1, "name": "One Ltd"}, "755": {"name": "Seven"}}})");
  ASSERT_TRUE(list) << list.error().text();
  EXPECT_EQ(list->version, 143);
  ASSERT_NE(list->find(755), nullptr);
  EXPECT_EQ(*list->find(755), "Seven");
  EXPECT_EQ(list->find(2), nullptr);
}

TEST(VendorList, VendorsThatMakeNoSenseAreLeftOut) {
  const auto list = parse_vendor_list(
      R"({"vendors": {"x": {"name": "a"}, "0": {"name": "b"}, "70000": {"name": "c"},
          "3x": {"name": "d"}, "4": {"name": 4}, "5": null, "6": {"name": "good"}}})");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->names.size(), 1U);
  EXPECT_EQ(*list->find(6), "good");
}

TEST(VendorList, WhatIsNoVendorListIsRefused) {
  for (const char* bad : {"", "[]", "{", "{}", "null", R"({"vendors": []})", R"({"vendors": {}})",
                          R"({"vendors": {"1": {}}})", "<html>"}) {
    EXPECT_FALSE(parse_vendor_list(bad)) << bad;
  }
  EXPECT_FALSE(parse_vendor_list(std::string(kMaxVendorListBytes + 1, ' ')));
  EXPECT_FALSE(parse_vendor_list(std::string(100'000, '[')));
}

}  // namespace
}  // namespace consentry
