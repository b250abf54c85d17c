// SPDX-License-Identifier: Apache-2.0
// A hundred thousand choices over a hundred days: daily roots that grow out of each other, proofs that
// shell steps confirm, a changed byte that they show, and an erasure that leaves proofs valid.
#include <atomic>
#include <cstdio>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <set>

#include "core/base/bytes.h"
#include "fakes/ledger_conformance.h"
#include "io/store/ledger_check.h"
#include "io/store/sqlite_store.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;

constexpr unsigned kDays = 100;
constexpr unsigned kPerDay = 1'000;
constexpr unsigned kProofs = 100;
constexpr unsigned kForgotten = 20;
constexpr std::int64_t kDayMs = 86'400'000;

std::atomic<std::int64_t> clock_now{1763846801000};

Checkpoint opened(const std::string& note) {
  return *open_checkpoint(note, store_key().verifier());
}

// That the last day's tree holds each earlier day's whole, in its order.
void expect_daily_growth(const Ledger& ledger, const std::vector<Checkpoint>& days) {
  const Checkpoint& last = days.back();
  const TileSource tiles = [&](const TileId& tile) { return ledger.tile(tile); };
  TileNodes nodes(last.size, tiles);
  for (const Checkpoint& day : days) {
    const auto proof = consistency_proof(
        day.size, last.size,
        [&](unsigned level, std::uint64_t index) { return nodes.node(level, index); });
    ASSERT_TRUE(proof) << proof.error().text();
    EXPECT_TRUE(proves_consistency(day.size, day.root, last.size, last.root, *proof)) << day.size;
  }
}

Receipt receipt_of(const Ledger& ledger, unsigned who) {
  const auto records = ledger.records_of("shop", visitor(who));
  EXPECT_TRUE(records && records->size() == 1U) << who;
  const auto receipt = receipt_for(ledger, records->front());
  EXPECT_TRUE(receipt) << receipt.error().text();
  return *receipt;
}

// What prove_receipts.sh reads; it shares no code with the program.
class Proofs {
 public:
  explicit Proofs(const std::string& checkpoint) {
    fs::create_directory(place());
    add_checkpoint(checkpoint);
  }

  void add(const Receipt& receipt) {
    const std::string name = std::to_string(receipt.leaf_index);
    write(name + ".record", receipt.record);
    std::string path = name + "\n" + std::to_string(receipt.tree_size) + "\n";
    for (const Sha256& hash : receipt.hashes) path += to_hex(hash) + "\n";
    write(name + ".path", path);
  }
  // "proved 17\nNOT PROVED 4711\n…"
  [[nodiscard]] std::string run() const {
    const std::string command =
        "bash " CONSENTRY_SOURCE_DIR "/test/io/store/prove_receipts.sh " + place().string();
    std::string out;
    std::FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return "no shell";
    char part[4096];
    for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, pipe)) > 0;) out.append(part, n);
    return ::pclose(pipe) == 0 ? out : "failed: " + out;
  }
  void flip(unsigned index) const {
    const fs::path file = place() / (std::to_string(index) + ".record");
    std::fstream record(file, std::ios::in | std::ios::out | std::ios::binary);
    record.seekg(40);
    const char old = static_cast<char>(record.get());
    record.seekp(40);
    record.put(static_cast<char>(old ^ 1));
  }

 private:
  void add_checkpoint(const std::string& note) {
    const std::size_t end = note.find("\n\n");
    const std::string text = note.substr(0, end + 1);
    write("note", text);
    const std::size_t root = text.find('\n', text.find('\n') + 1) + 1;
    write("root", text.substr(root, text.find('\n', root) + 1 - root));
    const std::string line = note.substr(end + 2);
    const auto signed_by =
        bytes_of_base64(line.substr(line.rfind(' ') + 1, line.size() - line.rfind(' ') - 2));
    write("signature", {signed_by->begin() + 4, signed_by->end()});
    const auto begin = bytes_of_hex("302a300506032b6570032100");
    const Ed25519Public key = store_key().verifier().bytes();
    write("key", std::string(begin->begin(), begin->end()) + std::string(key.begin(), key.end()));
  }
  [[nodiscard]] fs::path place() const { return folder_.path() / "proofs"; }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(place() / name, std::ios::binary) << bytes;
  }
  StoreFolder folder_;
};

unsigned count_of(const std::string& text, const std::string& word) {
  unsigned count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

TEST(RecordChain, HoldsAHundredThousandChoicesThroughDaysShellStepsAndErasure) {
  const StoreFolder folder;
  SqliteLedgerOptions options = options_in(folder);
  options.clock = [] { return UtcTime{clock_now}; };
  auto ledger = *SqliteLedger::open(options, store_key());
  std::vector<Checkpoint> days;
  for (unsigned day = 0; day < kDays; ++day) {
    for (unsigned i = 0; i + 1 < kPerDay; ++i)
      ledger->append(shop_entry(day * kPerDay + i), [](const Result<Appended>&) {});
    appended(*ledger, shop_entry((day + 1) * kPerDay - 1));
    days.push_back(opened(ledger->head()->checkpoint));
    EXPECT_EQ(days.back().size, (day + 1) * kPerDay);
    clock_now += kDayMs;
  }
  expect_daily_growth(*ledger, days);

  std::mt19937 random(20261123);
  std::set<unsigned> chosen;
  while (chosen.size() < kProofs)
    chosen.insert(static_cast<unsigned>(random() % (kDays * kPerDay)));
  const std::string note = ledger->head()->checkpoint;
  Proofs proofs(note);
  Proofs altered(note);
  Proofs of_forgotten(note);
  unsigned taken = 0;
  for (const unsigned who : chosen) {
    const Receipt receipt = receipt_of(*ledger, who);
    proofs.add(receipt);
    if (taken == 0) altered.add(receipt);
    if (taken++ < kForgotten) of_forgotten.add(receipt);
  }
  EXPECT_EQ(count_of(proofs.run(), "proved "), kProofs);
  altered.flip(*chosen.begin());
  EXPECT_EQ(altered.run(), "NOT PROVED " + std::to_string(*chosen.begin()) + "\n");

  const auto kept = std::next(chosen.begin(), kForgotten);
  for (auto who = chosen.begin(); who != kept; ++who)
    ASSERT_EQ(erased(*ledger, "shop", visitor(*who)), 1U);
  EXPECT_EQ(opened(ledger->head()->checkpoint).root, days.back().root);
  EXPECT_EQ(count_of(of_forgotten.run(), "proved "), kForgotten);
  Proofs later(ledger->head()->checkpoint);
  for (auto who = kept; who != chosen.end(); ++who) later.add(receipt_of(*ledger, *who));
  EXPECT_EQ(count_of(later.run(), "proved "), kProofs - kForgotten);

  ledger.reset();
  const auto check = check_ledger(**SqliteLedgerView::open(folder.database()), {});
  ASSERT_TRUE(check) << check.error().text();
  EXPECT_EQ(check->size, kDays * kPerDay);
  EXPECT_EQ(check->erased, kForgotten);
  EXPECT_THAT(check->problems, IsEmpty());
}

}  // namespace
}  // namespace consentry
