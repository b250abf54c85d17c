// SPDX-License-Identifier: Apache-2.0
#include "core/observe/link_header.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

using Kinds = std::vector<std::string>;

TEST(LinkHeader, NamesTargetsAndTheirKinds) {
  const auto links = parse_link_header(
      "<https://a.example>; rel=preconnect; crossorigin, </style.css>; as=style; rel=\"preload\"");
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].target, "https://a.example");
  EXPECT_EQ(links[0].kinds, Kinds{"preconnect"});
  EXPECT_EQ(links[1].target, "/style.css");
  EXPECT_EQ(links[1].kinds, Kinds{"preload"});
}

TEST(LinkHeader, ARelMayHoldSeveralKindsInAnySpelling) {
  const auto links = parse_link_header("<https://a.example> ;REL = \" DNS-Prefetch\tPreconnect \"");
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links[0].kinds, (Kinds{"dns-prefetch", "preconnect"}));
}

TEST(LinkHeader, OnlyTheFirstRelCounts) {
  const auto links = parse_link_header("<https://a.example>; rel=next; rel=preconnect");
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links[0].kinds, Kinds{"next"});
}

TEST(LinkHeader, CommasAndSemicolonsInQuotesAndAddressesDoNotSplit) {
  const auto links = parse_link_header(
      "<https://a.example/?a=1,2;b>; title=\"x, <https://no.example>; rel=preconnect \\\" y\"; "
      "rel=prefetch, <https://b.example>;rel=preconnect");
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].target, "https://a.example/?a=1,2;b");
  EXPECT_EQ(links[0].kinds, Kinds{"prefetch"});
  EXPECT_EQ(links[1].target, "https://b.example");
}

TEST(LinkHeader, WhatFollowsNoGrammarIsLeftOutAndTheRestIsRead) {
  for (const char* text : {"", ",,;;", "https://a.example; rel=preconnect", "<>; rel=preconnect",
                           "<https://a.example>", "<https://a.example>; rel", "<https://a.example",
                           "<https://a.example>; rel=\"\"", "\"\\"}) {
    EXPECT_TRUE(parse_link_header(text).empty()) << text;
  }
  const auto links = parse_link_header("nonsense, <https://b.example>; rel=preconnect");
  ASSERT_EQ(links.size(), 1U);
  EXPECT_EQ(links[0].target, "https://b.example");
}

TEST(LinkHeader, IsReadUpToItsLimit) {
  std::string many;
  for (std::size_t i = 0; i < 2 * kMaxLinksPerHeader; ++i) many += "<https://a.example>;rel=next,";
  EXPECT_EQ(parse_link_header(many).size(), kMaxLinksPerHeader);
}

}  // namespace
}  // namespace consentry
