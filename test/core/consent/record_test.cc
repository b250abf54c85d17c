// SPDX-License-Identifier: Apache-2.0
#include "core/consent/record.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "fakes/shop_choice.h"

namespace consentry {
namespace {

RecordHead head_of(unsigned who) {
  RecordHead head;
  head.index = 17;
  head.time = {1763846801234};
  head.visitor = visitor(who);
  head.key = key_digest("k");
  head.device_offset_ms = -1234;
  head.clicks = 2;
  head.shown_ms = 900;
  head.previous = 5;
  return head;
}

// Changing these bytes makes every stored proof worthless: a new schema version is needed then.
TEST(Record, HasTheBytesOfItsFormat) {
  EXPECT_EQ(
      record_text(head_of(7), record_tail(shop_choice(7, "k", Act::custom), shop_notice()).text),
      R"({"schema_version":"consentry-record-1","record_id":")" + record_id(head_of(7)) +
          R"(","pii_principal_id":"019aad00000000000000000000000007",)"
          R"("event_time":"2025-11-22T21:26:41.234Z","device_time_offset_ms":-1234,)"
          R"("previous_record":5,"clicks":2,"ms_since_shown":900,"site":"shop",)"
          R"("pii_controllers":["Corner Shop"],"event_type":"custom","event_state":"partly given",)"
          R"("privacy_notice":{"version":"0a1b2c3d","sha256":")" +
          std::string(64, 'f') +
          R"(","address":"/privacy"},"language":"en","collection_method":"box",)"
          R"("validity_duration":"P183D","purposes":[)"
          R"({"purpose":"necessary","lawful_basis":"none needed","granted":true},)"
          R"({"purpose":"statistics","lawful_basis":"consent","granted":false},)"
          R"({"purpose":"marketing","lawful_basis":"consent","granted":false}],"services":[)"
          R"({"service":"basket","purpose":"necessary","granted":true},)"
          R"({"service":"counter","purpose":"statistics","granted":false},)"
          R"({"service":"adnet","purpose":"marketing","granted":true}],"signals":{"gpc":false}})");
}

TEST(Record, IsCanonicalJsonWhateverTheOwnersName) {
  Notice notice = shop_notice();
  notice.owner = "\"Café\" \\ </script> 😀";
  const std::string text = record_text(head_of(7), record_tail(shop_choice(7), notice).text);
  EXPECT_EQ(boost::json::serialize(boost::json::parse(text)), text);
}

TEST(RecordId, IsAVersion7UuidOfTheServersTime) {
  const std::string id = record_id(head_of(7));
  ASSERT_EQ(id.size(), 36U);
  EXPECT_EQ(id.substr(0, 13), "019aad76-4752");
  EXPECT_EQ(id[14], '7');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
}

TEST(RecordId, DiffersWithVisitorKeyAndPlace) {
  const std::string id = record_id(head_of(7));
  EXPECT_NE(record_id(head_of(8)), id);
  RecordHead head = head_of(7);
  ++head.key;
  EXPECT_NE(record_id(head), id);
  head = head_of(7);
  ++head.index;
  EXPECT_NE(record_id(head), id);
}

// A choice made by a form or at /my-consent does not name the notice; what is counted must be what the
// record says.
TEST(RecordTail, IsCountedUnderTheNoticeThatItsTextNames) {
  Choice choice = shop_choice(1, "k", Act::reject_all);
  choice.notice.clear();
  const Notice notice = shop_notice();
  const RecordTail tail = record_tail(choice, notice);
  EXPECT_EQ(tail.notice, notice.version);
  EXPECT_EQ(labels_of(tail.text).notice, tail.notice);
  EXPECT_EQ(labels_of(tail.text).language, tail.language);
}

TEST(RecordTail, SaysForEachPurposeAndServiceYesOrNo) {
  const RecordTail tail = record_tail(shop_choice(1, "k", Act::accept_all), shop_notice());
  EXPECT_EQ(tail.choices, "111");
  EXPECT_EQ(tail.text.find("\"granted\":false"), std::string::npos);
  EXPECT_EQ(record_tail(shop_choice(1, "k", Act::withdraw), shop_notice()).choices, "100");
}

}  // namespace
}  // namespace consentry
