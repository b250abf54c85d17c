// SPDX-License-Identifier: Apache-2.0
// Do statistics stay fast? Makes the counts of CHOICES choices on 50 sites over a year (made, not
// posted), and prints how long one site's month and all sites' year take; limits 1 ms and 250 ms of
// SQL. With RECORDS it also keeps so many records first, and recounts them.
//   statistics_scale FOLDER [CHOICES [RECORDS]]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "command/consent_data.h"
#include "command/system_time.h"
#include "io/store/sqlite_ledger_view.h"
#include "io/store/sqlite_ledger_writer.h"
#include "io/store/statistics_recount.h"

namespace {

using namespace consentry;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kFirstDay = 20'000;
constexpr int kSites = 50;
constexpr int kDays = 365;
constexpr std::uint64_t kBatch = 512;

void demand(const Status& done) {
  if (done) return;
  std::fprintf(stderr, "%s\n", done.error().text().c_str());
  std::exit(1);
}

// Five answers in three languages a day, and visits from forty countries.
void fill_counts(Database& database, std::uint64_t choices) {
  const std::string each = std::to_string(choices / (kSites * kDays * 15));
  const std::string numbers =
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 364) ";
  const std::string site_days = " FROM n AS d JOIN n AS s ON s.i < 50 ";
  const std::string day = std::to_string(kFirstDay) + " + d.i";
  demand(database.run("BEGIN"));
  demand(database.run(
      numbers + "INSERT INTO rollup SELECT 'site-' || s.i, " + day +
      ", a.column1, a.column2, l.column1, '0a1b2c3d', " + each + site_days +
      "JOIN (VALUES ('accept_all', '111'), ('reject_all', '100'), ('custom', '110'), "
      "('custom', '101'), ('withdraw', '100')) AS a JOIN (VALUES ('nl'), ('en'), ('de')) AS l"));
  demand(database.run(numbers + "INSERT INTO visit_rollup SELECT 'country', 'site-' || s.i, " +
                      day + ", char(65 + c.i / 26, 65 + c.i % 26), 9, 3, 4, 1, 1" + site_days +
                      "JOIN n AS c ON c.i < 40"));
  demand(database.run(numbers + "INSERT INTO visit_rollup SELECT 'device', 'site-' || s.i, " + day +
                      ", v.column1, 99, 30, 40, 10, 10" + site_days +
                      "JOIN (VALUES ('phone'), ('tablet'), ('desktop'), ('')) AS v"));
  demand(database.run("COMMIT"));
}

LedgerEntry entry(std::uint64_t number) {
  std::array<std::uint8_t, VisitorId::kBytes> bytes{};
  for (unsigned i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(number >> (40U - 8U * i));
  LedgerEntry made;
  made.visitor = VisitorId(bytes);
  made.key = number;
  made.tail = {"shop", Act::accept_all, "111", "\"site\":\"shop\"" + std::string(600, ' '), {}, {}};
  made.from = {number % 3 == 0 ? "NL" : "DE", Device::phone};
  return made;
}

void fill_records(const std::filesystem::path& path, std::uint64_t records) {
  auto writer =
      *SqliteLedgerWriter::open(path, consent_migrations(), *SigningKey::create("bench", {1}));
  const VisitTally none;
  for (std::uint64_t done = 0; done < records; done += kBatch) {
    std::vector<LedgerJob> jobs;
    for (std::uint64_t i = 0; i < kBatch; ++i) jobs.emplace_back(AppendJob{entry(done + i)});
    if (!writer->write(jobs, system_time(), done % (64 * kBatch) == 0 ? &none : nullptr))
      std::exit(1);
  }
  const auto begin = Clock::now();
  const auto recount = recount_statistics(path, {});
  if (!recount || !recount->differences.empty()) std::exit(1);
  std::printf("%llu records recounted in %.2f s\n",
              static_cast<unsigned long long>(recount->records),
              std::chrono::duration<double>(Clock::now() - begin).count());
}

// Best of nine, in milliseconds.
double best_ms(const SqliteLedgerView& view, const StatisticsQuery& query) {
  double best = 1e9;
  for (int i = 0; i < 9; ++i) {
    const auto begin = Clock::now();
    if (!view.groups(query)) std::exit(1);
    best = std::min(best, std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::filesystem::path path = std::filesystem::path(argv[1]) / "ledger.db";
  const std::uint64_t choices = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 5'000'000;
  if (argc > 3) fill_records(path, std::strtoull(argv[3], nullptr, 10));
  auto database = Database::open(path, Database::Mode::create);
  if (!database) return 1;
  demand(migrate(*database, consent_migrations()));
  fill_counts(*database, choices);
  const auto view = SqliteLedgerView::open(path);
  if (!view) return 1;
  for (const StatisticsBy by : {StatisticsBy::day, StatisticsBy::language, StatisticsBy::country,
                                StatisticsBy::device, StatisticsBy::notice}) {
    std::printf("one site's month by %s: %.2f ms (limit 1 ms)\n", std::string(name_of(by)).c_str(),
                best_ms(**view, {"site-7", kFirstDay + 300, kFirstDay + 329, by}));
  }
  std::printf("all sites' year: %.0f ms (limit 250 ms)\n",
              best_ms(**view, {"", kFirstDay, kFirstDay + kDays, StatisticsBy::site}));
  return 0;
}
