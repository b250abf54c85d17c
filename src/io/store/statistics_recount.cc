// SPDX-License-Identifier: Apache-2.0
#include "io/store/statistics_recount.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

#include "core/consent/record.h"
#include "core/consent/statistics.h"
#include "io/store/sqlite_database.h"

namespace consentry {
namespace {

constexpr std::int64_t kFirstVersion = 5;  // the migration that made these tables
constexpr std::size_t kMostDifferences = 100;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

using SiteDay = std::pair<std::string, std::int64_t>;
// Of a site's day: event, choices, language and notice, one a line, and how often.
using Counts = std::map<std::string, std::int64_t>;
using AllCounts = std::map<SiteDay, Counts>;

std::string key_of(std::string_view act, std::string_view choices, std::string_view language,
                   std::string_view notice) {
  return std::string(act) + " " + std::string(choices) + " " + std::string(language) + " " +
         std::string(notice);
}

Status each_row(const Database& database, std::string_view sql,
                const std::function<void(const Statement&)>& take) {
  auto rows = database.prepare(sql);
  if (!rows) return rows.error();
  while (true) {
    const auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    take(*rows);
  }
}

struct Shape {
  std::string site;
  std::string key;
};

// What the records say, with the days from which one may be missing.
class RecordCounts {
 public:
  explicit RecordCounts(std::string_view site) : site_(site) {}

  Status read(const Database& database) {
    const Status shapes = each_row(
        database, "SELECT id, site, act, choices, tail FROM shape", [this](const Statement& row) {
          const TailLabels labels = labels_of(row.text(4));
          shapes_[row.number(0)] = {
              std::string(row.text(1)),
              key_of(row.text(2), row.text(3), labels.language, labels.notice)};
        });
    if (!shapes) return shapes;
    const Status records = each_row(database,
                                    "SELECT time / 86400000, shape, shape IS NULL FROM record "
                                    "ORDER BY seq",
                                    [this](const Statement& row) { take(row); });
    if (!records) return records;
    if (missing_) gaps_.emplace_back(last_day_, kNever);
    fold();
    return {};
  }

  // No record of this day was erased: erased ones lie between others, and days grow with the log.
  [[nodiscard]] bool whole(std::int64_t day) const {
    return std::ranges::none_of(gaps_, [day](const auto& gap) {
      return day >= std::min(gap.first, gap.second) && day <= std::max(gap.first, gap.second);
    });
  }
  [[nodiscard]] const AllCounts& counts() const { return counts_; }
  [[nodiscard]] std::uint64_t records() const { return records_; }

 private:
  void take(const Statement& row) {
    if (row.number(2) != 0) {
      missing_ = true;
      return;
    }
    const std::int64_t day = row.number(0);
    if (missing_) gaps_.emplace_back(last_day_, day);
    missing_ = false;
    last_day_ = day;
    ++by_shape_[day][row.number(1)];
  }

  void fold() {
    for (const auto& [day, shapes] : by_shape_) {
      for (const auto& [id, count] : shapes) {
        const Shape& shape = shapes_[id];
        if (!site_.empty() && shape.site != site_) continue;
        counts_[{shape.site, day}][shape.key] += count;
        records_ += static_cast<std::uint64_t>(count);
      }
    }
  }

  std::string site_;
  std::unordered_map<std::int64_t, Shape> shapes_;
  std::map<std::int64_t, std::unordered_map<std::int64_t, std::int64_t>> by_shape_;
  AllCounts counts_;
  std::vector<std::pair<std::int64_t, std::int64_t>> gaps_;
  std::int64_t last_day_ = 0;
  std::uint64_t records_ = 0;
  bool missing_ = false;
};

std::int64_t sum_of(const Counts& counts) {
  std::int64_t sum = 0;
  for (const auto& [key, count] : counts) sum += count;
  return sum;
}

class Comparison {
 public:
  explicit Comparison(const RecordCounts& records) : records_(records) {
    recount_.records = records.records();
  }

  void compare(const AllCounts& counted) {
    static const Counts kNone;
    AllCounts days = counted;
    for (const auto& [day, counts] : records_.counts()) days.try_emplace(day);
    for (const auto& [day, counts] : days) {
      const auto said = records_.counts().find(day);
      compare_day(day, counts, said == records_.counts().end() ? kNone : said->second);
    }
  }

  // Countries and devices are told by no record, but there cannot be more of them than choices.
  void compare_visits(const std::map<SiteDay, std::int64_t>& placed, const AllCounts& counted) {
    for (const auto& [day, count] : placed) {
      const auto choices = counted.find(day);
      const std::int64_t all = choices == counted.end() ? 0 : sum_of(choices->second);
      if (count > all)
        differ(day, std::to_string(count) + " choices counted by country, " + std::to_string(all) +
                        " by event");
    }
    for (const auto& [day, counts] : counted) {
      const auto found = placed.find(day);
      const std::int64_t missing = sum_of(counts) - (found == placed.end() ? 0 : found->second);
      recount_.without_country += static_cast<std::uint64_t>(std::max<std::int64_t>(missing, 0));
    }
  }

  Recount take_result() { return std::move(recount_); }

 private:
  void compare_day(const SiteDay& day, const Counts& counted, const Counts& recorded) {
    const bool whole = records_.whole(day.second);
    ++(whole ? recount_.whole_days : recount_.partial_days);
    Counts keys = counted;
    keys.insert(recorded.begin(), recorded.end());
    for (const auto& [key, unused] : keys) {
      const auto at = [&counted_key = key](const Counts& counts) {
        const auto found = counts.find(counted_key);
        return found == counts.end() ? 0 : found->second;
      };
      const bool good = whole ? at(counted) == at(recorded) : at(counted) >= at(recorded);
      if (!good)
        differ(day, std::to_string(at(counted)) + " counted, " + std::to_string(at(recorded)) +
                        " in the records: " + key);
    }
  }

  void differ(const SiteDay& day, const std::string& what) {
    if (recount_.differences.size() < kMostDifferences)
      recount_.differences.push_back(day.first + ", " + day_text(day.second) + ": " + what);
  }

  const RecordCounts& records_;
  Recount recount_;
};

Result<Recount> recount(const Database& database, std::string_view site) {
  RecordCounts records(site);
  if (const Status read = records.read(database); !read) return read.error();
  const auto wanted = [site](const Statement& row) { return site.empty() || row.text(0) == site; };
  AllCounts counted;
  Status read =
      each_row(database, "SELECT site, day, act, choices, language, notice, count FROM rollup",
               [&](const Statement& row) {
                 if (!wanted(row)) return;
                 const std::string key = key_of(row.text(2), row.text(3), row.text(4), row.text(5));
                 counted[{std::string(row.text(0)), row.number(1)}][key] += row.number(6);
               });
  if (!read) return read.error();
  std::map<SiteDay, std::int64_t> placed;
  read = each_row(database,
                  "SELECT site, day, sum(accepted + refused + custom + withdrawn) "
                  "FROM visit_rollup WHERE kind = 'country' GROUP BY site, day",
                  [&](const Statement& row) {
                    if (wanted(row))
                      placed[{std::string(row.text(0)), row.number(1)}] = row.number(2);
                  });
  if (!read) return read.error();
  Comparison comparison(records);
  comparison.compare(counted);
  comparison.compare_visits(placed, counted);
  return comparison.take_result();
}

}  // namespace

Result<Recount> recount_statistics(const std::filesystem::path& database, std::string_view site) {
  auto opened = Database::open(database, Database::Mode::read_only);
  if (!opened) return opened.error();
  const auto version = opened->number("PRAGMA user_version");
  if (!version) return version.error();
  if (*version < kFirstVersion)
    return Error{ErrorKind::unsupported,
                 "the counts are those of an earlier version of this program"};
  // One moment for all reads.
  if (const Status begun = opened->run("BEGIN"); !begun) return begun.error();
  return recount(*opened, site);
}

}  // namespace consentry
