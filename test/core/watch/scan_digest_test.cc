// SPDX-License-Identifier: Apache-2.0
#include "core/watch/scan_digest.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

ScanDigest example() {
  return {UtcTime{1763846801000},
          {Phase::before, Phase::refuse},
          "breach",
          "no banner was found",
          TagSeen::older,
          {{"cookie:_ga", "cookie _ga", false, {Phase::before}, {"party:Google"}},
           {"party:Google", "Google", true, {Phase::before, Phase::refuse}, {}}}};
}

TEST(ScanDigest, IsReadAsItWasWritten) {
  const auto read = parse_scan_digest(scan_digest_json(example()));
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(scan_digest_json(*read), scan_digest_json(example()));
  EXPECT_EQ(read->tag, TagSeen::older);
  EXPECT_TRUE(read->sightings.at(1).leaks);
  EXPECT_EQ(read->sightings.at(0).parents.at(0), "party:Google");
}

TEST(ScanDigest, RefusesWhatIsNoneOrTooMuch) {
  const std::string good = scan_digest_json(example());
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("garbage\0", 8), with("digest/1", "digest/2"),
        with("\"older\"", "\"gone\""), with("\"leaks\":true", "\"leaks\":1"),
        with("\"before\"", "\"noon\""), with("party:Google\",\"words", "cookie:_ga\",\"words"),
        with("cookie _ga", "a\\u000abc"), with("cookie _ga", std::string(400, 'x')),
        with("\"key\":\"cookie:_ga\"", "\"key\":\"\""), good.substr(0, good.size() / 2)})
    EXPECT_FALSE(parse_scan_digest(text)) << text;
  ScanDigest many = example();
  for (std::size_t i = 0; i <= kMaxSightings; ++i)
    many.sightings.push_back({"c:" + std::to_string(i), "", false, {}, {}});
  EXPECT_FALSE(parse_scan_digest(scan_digest_json(many)));
  EXPECT_FALSE(parse_scan_digest(good + std::string(kMaxScanDigestBytes, ' ')));
}

}  // namespace
}  // namespace consentry
