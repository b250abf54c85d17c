// SPDX-License-Identifier: Apache-2.0
#include "core/proof/custody.h"

#include <gtest/gtest.h>

#include "core/base/digest.h"

namespace consentry {
namespace {

std::string three_entries() {
  std::string record;
  append_custody(record, {"2026-11-23T05:00:00.000Z", "Ada", "created", {{"program", "x \"1\""}}});
  append_custody(record, {"2026-11-23T06:00:00.000Z", "", "sealed", {}});
  append_custody(record, {"", "Café", "copied", {{"to", "an authority"}}});
  return record;
}

TEST(Custody, ReadsBackWhoWhatAndWhen) {
  const auto entries = read_custody(three_entries());
  ASSERT_TRUE(entries) << entries.error().text();
  ASSERT_EQ(entries->size(), 3U);
  EXPECT_EQ((*entries)[0].actor, "Ada");
  EXPECT_EQ((*entries)[0].details.front().second, "x \"1\"");
  EXPECT_EQ((*entries)[1].event, "sealed");
  EXPECT_EQ((*entries)[2].time, "");
}

TEST(Custody, HoldsTheHashOfTheLineBefore) {
  const std::string record = three_entries();
  const std::string first = record.substr(0, record.find('\n') + 1);
  EXPECT_NE(record.find("\"previous\":\"" + sha256_hex(first) + "\""), std::string::npos);
  EXPECT_EQ(custody_head(first), sha256_hex(first));
  EXPECT_EQ(custody_head(""), std::string(64, '0'));
}

TEST(Custody, ShowsEveryChangedByte) {
  const std::string record = three_entries();
  // The last entry has none after it that would hold its hash: what is changed there is seen by whom
  // it was shown to before, or by its form.
  const std::size_t last = record.rfind('\n', record.size() - 2);
  for (std::size_t i = 0; i < last; ++i) {
    std::string changed = record;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(read_custody(changed)) << i;
  }
}

TEST(Custody, LosesNoEntryUnnoticed) {
  const std::string record = three_entries();
  const std::size_t first = record.find('\n') + 1;
  const std::size_t second = record.find('\n', first) + 1;
  EXPECT_FALSE(read_custody(record.substr(first)));
  EXPECT_FALSE(read_custody(record.substr(0, first) + record.substr(second)));
  EXPECT_FALSE(read_custody(record.substr(0, record.size() - 1)));
  EXPECT_FALSE(read_custody("{}\n"));
  EXPECT_FALSE(read_custody("\n"));
  EXPECT_TRUE(read_custody("")->empty());
}

TEST(Custody, HasALimit) {
  EXPECT_EQ(read_custody(std::string(kMaxCustodyBytes + 1, ' ')).error().kind(),
            ErrorKind::exhausted);
}

}  // namespace
}  // namespace consentry
