// SPDX-License-Identifier: Apache-2.0
// Does a large log stay fast? Fills a ledger with choices of ever new visitors and prints, for its
// first and its last tenth, how many were kept a second; then how long one visitor's records and
// one receipt take, and what a choice weighs. Batches of 64, as 64 clients make them.
//   ledger_size FOLDER CHOICES
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "command/consent_data.h"
#include "io/store/sqlite_ledger_view.h"
#include "io/store/sqlite_ledger_writer.h"

namespace {

using namespace consentry;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kBatch = 64;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
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

double fill(SqliteLedgerWriter& writer, std::uint64_t first, std::uint64_t count) {
  const auto begin = Clock::now();
  for (std::uint64_t done = 0; done < count; done += kBatch) {
    std::vector<LedgerJob> jobs;
    for (std::uint64_t i = 0; i < kBatch; ++i)
      jobs.emplace_back(AppendJob{entry(first + done + i)});
    if (!writer.write(jobs, system_time())) std::exit(1);
  }
  return static_cast<double>(count) / seconds_since(begin);
}

// Median over a hundred, in milliseconds.
template <typename What>
double median_ms(What what) {
  std::vector<double> times;
  for (int i = 0; i < 100; ++i) {
    const auto begin = Clock::now();
    what();
    times.push_back(seconds_since(begin) * 1000);
  }
  std::nth_element(times.begin(), times.begin() + 50, times.end());
  return times[50];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::filesystem::path path = std::filesystem::path(argv[1]) / "ledger.db";
  const std::uint64_t tenth = std::strtoull(argv[2], nullptr, 10) / 10 / kBatch * kBatch;
  auto writer =
      *SqliteLedgerWriter::open(path, consent_migrations(), *SigningKey::create("bench", {1}));
  std::vector<double> rates;
  for (std::uint64_t part = 0; part < 10; ++part)
    rates.push_back(fill(*writer, part * tenth, tenth));
  const auto view = *SqliteLedgerView::open(path);
  std::mt19937_64 chance(7);
  const double lookup = median_ms([&] {
    if (view->records_of("shop", visitor(chance() % (10 * tenth)))->size() != 1) std::exit(1);
  });
  const double receipt = median_ms([&] {
    const auto records = *view->records_of("shop", visitor(chance() % (10 * tenth)));
    if (!receipt_for(*view, records.front())) std::exit(1);
  });
  std::printf("choices a second in batches of %zu: first tenth %.0f, last tenth %.0f (%.2f)\n",
              kBatch, rates.front(), rates.back(), rates.back() / rates.front());
  std::printf("one visitor's records %.3f ms, one receipt with its proof %.3f ms\n", lookup,
              receipt);
  std::printf("%.0f bytes a choice\n", static_cast<double>(std::filesystem::file_size(path)) /
                                           static_cast<double>(10 * tenth));
  return 0;
}
