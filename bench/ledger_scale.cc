// SPDX-License-Identifier: Apache-2.0
// Does a large log stay fast? Fills a ledger with choices of ever new visitors, then appends to it
// and to empty ones by turns, in batches of 64, as 64 clients make them, and looks up single
// visitors. With 0 choices it only measures what proof and counts cost. Prints one JSON line.
//   ledger_scale FOLDER CHOICES
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>

#include "command/consent_data.h"
#include "command/system_time.h"
#include "core/proof/checkpoint.h"
#include "io/store/sqlite_database.h"
#include "io/store/sqlite_ledger_view.h"
#include "io/store/sqlite_ledger_writer.h"

namespace {

using namespace consentry;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kBatch = 64;
constexpr std::size_t kFillingBatch = 512;
constexpr std::uint64_t kTurn = 500 * kBatch;
constexpr int kTurns = 7;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Of this thread, which writes.
double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// New visitors come in the order of their time; the rest of their ids is chance.
VisitorId visitor(std::uint64_t number) {
  std::array<std::uint8_t, VisitorId::kBytes> bytes{};
  const std::uint64_t time = 1763846800000 + number / 10;
  for (unsigned i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(time >> (40U - 8U * i));
  std::mt19937_64 chance(number);
  for (unsigned i = 6; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(chance());
  return VisitorId(bytes);
}

LedgerEntry entry(std::uint64_t number) {
  LedgerEntry made;
  made.visitor = visitor(number);
  made.key = number;
  made.device_time = {1763846800000};
  made.clicks = 1;
  made.shown_ms = 2300;
  made.tail = {"shop", Act::accept_all, "111", "\"site\":\"shop\"" + std::string(600, ' ')};
  return made;
}

std::vector<LedgerJob> jobs_from(std::uint64_t first, std::size_t count) {
  std::vector<LedgerJob> jobs;
  jobs.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) jobs.emplace_back(AppendJob{entry(first + i)});
  return jobs;
}

std::unique_ptr<SqliteLedgerWriter> writer_at(const std::filesystem::path& path) {
  return *SqliteLedgerWriter::open(path, consent_migrations(), *SigningKey::create("bench", {1}));
}

struct Speed {
  double rate = 0;    // a second
  double micros = 0;  // CPU an append
};

// Making the jobs is not counted.
Speed append(SqliteLedgerWriter& writer, std::uint64_t first, std::uint64_t count,
             std::size_t batch) {
  double seconds = 0;
  double cpu = 0;
  for (std::uint64_t done = 0; done < count; done += batch) {
    const auto jobs = jobs_from(first + done, batch);
    const auto begin = Clock::now();
    const double before = cpu_seconds();
    if (!writer.write(jobs, system_time())) std::exit(1);
    cpu += cpu_seconds() - before;
    seconds += seconds_since(begin);
  }
  const auto all = static_cast<double>(count);
  return {all / seconds, cpu / all * 1e6};
}

double middle(std::vector<double> numbers, double share = 0.5) {
  std::sort(numbers.begin(), numbers.end());
  return numbers[static_cast<std::size_t>(share * static_cast<double>(numbers.size() - 1))];
}

// CPU of the proof of a choice, in microseconds: its text, its leaf, the tree, a signature a batch.
double proof_micros() {
  const SigningKey key = *SigningKey::create("bench", {1});
  CompactTree tree;
  TreeHasher hasher;
  const double before = cpu_seconds();
  for (std::uint64_t number = 0; number < kTurn; ++number) {
    const LedgerEntry each = entry(number);
    const RecordHead head{tree.size(), {1763846800000}, each.visitor,  each.key,
                          0,           each.clicks,     each.shown_ms, std::nullopt};
    tree.append(hasher.leaf(record_text(head, each.tail.text)));
    if (number % kBatch == kBatch - 1 && !sign_checkpoint({"bench", tree.size(), tree.root()}, key))
      std::exit(1);
  }
  const double proof = cpu_seconds() - before;
  const double making = cpu_seconds();
  for (std::uint64_t number = 0; number < kTurn; ++number)
    if (entry(number).tail.text.empty()) std::exit(1);
  return (proof - (cpu_seconds() - making)) / static_cast<double>(kTurn) * 1e6;
}

// CPU of the counts of a choice, in microseconds: the writer's statements for what records tell and
// for where choices come from, each once a batch. (The writer gathers the second over more than one.)
double count_micros(const std::filesystem::path& path) {
  auto database = *Database::open(path, Database::Mode::create);
  if (!migrate(database, consent_migrations()) || !database.run("BEGIN IMMEDIATE")) std::exit(1);
  auto count = database.prepare(
      "INSERT INTO rollup VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
      "ON CONFLICT DO UPDATE SET count = count + excluded.count");
  auto visits = database.prepare(
      "INSERT INTO visit_rollup VALUES (?1, ?2, ?3, ?4, 0, ?5, 0, 0, 0) "
      "ON CONFLICT DO UPDATE SET accepted = accepted + excluded.accepted");
  if (!count || !visits) std::exit(1);
  constexpr int kTimes = 10'000;
  const double before = cpu_seconds();
  for (int i = 0; i < kTimes; ++i) {
    count->bind_text(0, "shop").bind(1, std::int64_t{20'000}).bind_text(2, "accept_all");
    count->bind_text(3, "111").bind_text(4, "en").bind_text(5, "0a1b2c3d");
    count->bind(6, std::uint64_t{kBatch});
    visits->bind_text(0, "device").bind_text(1, "shop").bind(2, std::int64_t{20'000});
    visits->bind_text(3, "desktop").bind(4, std::uint64_t{kBatch});
    if (!count->run() || !visits->run()) std::exit(1);
  }
  return (cpu_seconds() - before) / kTimes / static_cast<double>(kBatch) * 1e6;
}

// Milliseconds of each of a thousand looks at visitors of any time.
template <typename What>
std::vector<double> times_of(std::uint64_t visitors, What what) {
  std::mt19937_64 chance(7);
  std::vector<double> times;
  for (int i = 0; i < 1000; ++i) {
    const VisitorId who = visitor(chance() % visitors);
    const auto begin = Clock::now();
    what(who);
    times.push_back(seconds_since(begin) * 1000);
  }
  return times;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::filesystem::path folder = argv[1];
  const std::filesystem::path path = folder / "full.db";
  const std::uint64_t choices = std::strtoull(argv[2], nullptr, 10) / kFillingBatch * kFillingBatch;
  if (choices == 0) {
    std::printf("{\"proof_micros\":%.3f,\"count_micros\":%.4f}\n", proof_micros(),
                count_micros(folder / "counts.db"));
    return 0;
  }
  std::uint64_t stored = choices;
  auto full = writer_at(path);
  const Speed filling = append(*full, 0, choices, kFillingBatch);

  std::vector<double> ratios;
  std::vector<double> rates;
  std::vector<double> micros;
  for (int turn = -1; turn < kTurns; ++turn) {  // -1: to warm up
    Speed into_full;
    Speed into_empty;
    const auto append_full = [&] {
      into_full = append(*full, stored, kTurn, kBatch);
      stored += kTurn;
    };
    if (turn % 2 == 0) append_full();
    {
      const std::filesystem::path empty = folder / ("empty" + std::to_string(turn) + ".db");
      into_empty = append(*writer_at(empty), 0, kTurn, kBatch);
    }
    if (turn % 2 != 0) append_full();
    if (turn < 0) continue;
    ratios.push_back(into_full.rate / into_empty.rate);
    rates.push_back(into_full.rate);
    micros.push_back(into_full.micros);
  }

  auto view = *SqliteLedgerView::open(path);
  const auto lookups = times_of(choices, [&](const VisitorId& who) {
    if (view->records_of("shop", who)->size() != 1) std::exit(1);
  });
  const auto receipts = times_of(choices, [&](const VisitorId& who) {
    if (!receipt_for(*view, view->records_of("shop", who)->front())) std::exit(1);
  });
  // All is in the one file when nobody has it open.
  view.reset();
  full.reset();
  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  std::printf(
      "{\"stored\":%llu,\"filling_rate\":%.0f,\"rate\":%.0f,\"of_empty\":%.3f,"
      "\"micros\":%.2f,\"lookup_ms\":%.4f,\"lookup_p99_ms\":%.4f,\"receipt_ms\":%.4f,"
      "\"bytes\":%.1f}\n",
      static_cast<unsigned long long>(stored), filling.rate, middle(rates), middle(ratios),
      middle(micros), middle(lookups), middle(lookups, 0.99), middle(receipts),
      bytes / static_cast<double>(stored));
  return 0;
}
