// SPDX-License-Identifier: Apache-2.0
#include "io/dns/cname_chain.h"

#include <gtest/gtest.h>

#include "io/dns/dns_message.h"

namespace consentry {
namespace {

using testing::dns_answer;
using Chain = std::vector<std::string>;

TEST(CnameChain, IsReadInItsOrderInSmallLetters) {
  const auto message = dns_answer({{"metrics.shop.example", "Shop.Tracker.example"},
                                   {"shop.tracker.example", "edge.tracker.example"}});
  EXPECT_EQ(cname_chain(message), (Chain{"shop.tracker.example", "edge.tracker.example"}));
}

TEST(CnameChain, IsEmptyForAnAnswerWithoutAliases) {
  EXPECT_TRUE(cname_chain(dns_answer({})).empty());
}

TEST(CnameChain, EndsAtItsLimit) {
  std::vector<std::pair<std::string, std::string>> long_chain;
  for (int i = 0; i < 40; ++i) long_chain.emplace_back("a.example", "b.example");
  EXPECT_EQ(cname_chain(dns_answer(long_chain)).size(), kMaxAliases);
}

TEST(CnameChain, SurvivesEveryTruncationAndNoise) {
  const auto message = dns_answer({{"metrics.shop.example", "shop.tracker.example"}});
  for (std::size_t size = 0; size < message.size(); ++size) {
    EXPECT_TRUE(cname_chain(std::span(message).first(size)).empty()) << size;
  }
  std::vector<unsigned char> looped = message;
  looped.back() = 0xFF;  // the last byte of a name, now the beginning of a pointer
  EXPECT_TRUE(cname_chain(looped).empty());
}

}  // namespace
}  // namespace consentry
