// SPDX-License-Identifier: Apache-2.0
#include "core/proof/receipt.h"

#include <gtest/gtest.h>

#include "core/proof/known_tree.h"

namespace consentry {
namespace {

constexpr std::string_view kRecord =
    R"({"z":1,"a":"b\"\\\n","owner":"Café € 😀","list":[true,null,-7],"deep":{"x":{}}})";

SigningKey log_key(std::uint8_t first = 1) { return *SigningKey::create("log.example", {first}); }

Receipt good_receipt() {
  WholeTree tree(20);
  tree.add(TreeHasher().leaf(kRecord));
  tree.add(TreeHasher().leaf("another"));
  Receipt receipt;
  receipt.record = kRecord;
  receipt.leaf_index = 20;
  receipt.tree_size = 22;
  receipt.hashes = *inclusion_proof(20, 22, tree.source());
  const SigningKey key = log_key();
  receipt.checkpoint = *sign_checkpoint({"log.example", 22, tree.root(22)}, key);
  receipt.key = key.verifier().text();
  return receipt;
}

TEST(Receipt, IsProvedAlsoAfterALayoutByOthers) {
  const std::string json = receipt_json(good_receipt());
  std::string spaced;
  for (const char c : json) spaced += c == ',' ? std::string(" ,\n ") : std::string(1, c);
  const auto read = parse_receipt(spaced);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->record, kRecord);
  EXPECT_EQ(check_receipt(*read, ""), ReceiptVerdict::proved);
  EXPECT_EQ(check_receipt(*read, log_key().verifier().text()), ReceiptVerdict::proved);
}

TEST(Receipt, SaysWhatIsWrong) {
  const Receipt good = good_receipt();
  EXPECT_EQ(check_receipt(good, "key"), ReceiptVerdict::bad_key);
  EXPECT_EQ(check_receipt(good, log_key(2).verifier().text()), ReceiptVerdict::bad_signature);
  Receipt changed = good;
  changed.record.insert(1, " ");
  EXPECT_EQ(check_receipt(changed, ""), ReceiptVerdict::bad_proof);
  changed = good;
  changed.leaf_index = 21;
  EXPECT_EQ(check_receipt(changed, ""), ReceiptVerdict::bad_proof);
  changed = good;
  changed.tree_size = 23;
  EXPECT_EQ(check_receipt(changed, ""), ReceiptVerdict::bad_checkpoint);
  changed = good;
  changed.hashes[0][0] ^= 1U;
  EXPECT_EQ(check_receipt(changed, ""), ReceiptVerdict::bad_proof);
}

TEST(Receipt, NamesTheMemberThatIsWrong) {
  const std::string json = receipt_json(good_receipt());
  const auto without = [&](const std::string& what, const std::string& instead) {
    std::string changed = json;
    changed.replace(changed.find(what), what.size(), instead);
    return parse_receipt(changed).error();
  };
  EXPECT_EQ(without("consentry-receipt-1", "consentry-receipt-9").kind(), ErrorKind::unsupported);
  EXPECT_NE(without("\"record\"", "\"r\"").text().find("record"), std::string::npos);
  EXPECT_NE(without("\"proof\"", "\"p\"").text().find("proof"), std::string::npos);
  EXPECT_NE(without("\"leaf_index\":20", "\"leaf_index\":-1").text().find("leaf_index"),
            std::string::npos);
  EXPECT_NE(without("\"hashes\":[\"", "\"hashes\":[\"?").text().find("hashes"), std::string::npos);
}

TEST(Receipt, RefusesWhatIsNone) {
  for (const std::string& text : {std::string(), std::string("[]"), std::string("{"),
                                  std::string(100, '['), std::string(kMaxReceiptBytes + 1, ' ')}) {
    EXPECT_FALSE(parse_receipt(text)) << text.substr(0, 20);
  }
}

}  // namespace
}  // namespace consentry
