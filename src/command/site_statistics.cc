// SPDX-License-Identifier: Apache-2.0
#include "command/site_statistics.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <unistd.h>

#include "command/exit_status.h"
#include "command/progress.h"
#include "command/say.h"
#include "command/site_lookup.h"
#include "command/statistics_text.h"
#include "command/system_time.h"
#include "io/store/sqlite_ledger_view.h"
#include "io/store/statistics_recount.h"

namespace consentry {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

struct StatisticsWords {
  std::string data = kDefaultDataFolder;
  std::string site;
  std::string from;
  std::string to;
  std::string by;
  std::string format = "table";
  bool recount = false;
};

Result<std::int64_t> day_of(const std::string& text, std::int64_t otherwise,
                            const std::string& option) {
  if (text.empty()) return otherwise;
  const auto day = parse_day(text);
  if (!day) return invalid_input(option + ": '" + text + "' is no date such as 2026-11-22");
  return *day;
}

Result<StatisticsQuery> query_of(const StatisticsWords& words) {
  StatisticsQuery query;
  query.site = words.site;
  query.by = words.site.empty() ? StatisticsBy::site
                                : parse_statistics_by(words.by).value_or(StatisticsBy::day);
  if (words.site.empty() && !words.by.empty())
    return invalid_input("--by is for one site; name it");
  const auto to = day_of(words.to, system_time().milliseconds / kDayMs, "--to");
  if (!to) return to.error();
  const auto from = day_of(words.from, *to - kUsualStatisticsDays + 1, "--from");
  if (!from) return from.error();
  if (*from > *to) return invalid_input("--from lies behind --to");
  query.from_day = *from;
  query.to_day = *to;
  return query;
}

// Those of all publications, also of a removed site; oldest first.
Result<std::vector<Notice>> notices_of(const SqliteSiteStore& store, const std::string& site) {
  const auto publications = store.publications(site);
  if (!publications) return publications.error();
  std::vector<Notice> notices;
  for (auto each = publications->rbegin(); each != publications->rend(); ++each) {
    const auto config = parse_tag_config(each->config);
    if (config) notices.push_back(notice_of(*config));
  }
  return notices;
}

Result<SiteStatistics> read_statistics(const StatisticsWords& words) {
  const auto query = query_of(words);
  if (!query) return query.error();
  const auto store = open_sites(words.data);
  if (!store) return store.error();
  std::vector<Notice> notices;
  if (!words.site.empty()) {
    auto read = notices_of(*store, words.site);
    if (!read) return read.error();
    notices = *std::move(read);
    if (notices.empty()) {
      if (const auto known = find_site(*store, words.site); !known) return known.error();
    }
  }
  const auto data = ConsentData::open(words.data);
  if (!data) return data.error();
  const auto ledger = SqliteLedgerView::open(data->database());
  if (!ledger) return ledger.error();
  auto groups = (*ledger)->groups(*query);
  if (!groups) return groups.error();
  const auto patterns = (*ledger)->patterns(*query);
  if (!patterns) return patterns.error();
  return site_statistics(*query, *std::move(groups), *patterns, notices);
}

Result<int> run(const StatisticsWords& words) {
  if (words.recount) {
    const auto good = verify_counts(words.data, words.site);
    if (!good) return good.error();
    return static_cast<int>(*good ? ExitStatus::nothing_found : ExitStatus::found);
  }
  const auto statistics = read_statistics(words);
  if (!statistics) return statistics.error();
  const std::string text = words.format == "json" ? statistics_json(*statistics) + "\n"
                           : words.format == "csv"
                               ? statistics_csv(*statistics)
                               : statistics_table(*statistics, style_of(STDOUT_FILENO));
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace

Result<bool> verify_counts(const std::string& data_folder, const std::string& site) {
  const auto data = ConsentData::open(data_folder);
  if (!data) return data.error();
  const auto recount = recount_statistics(data->database(), site);
  if (!recount && recount.error().kind() == ErrorKind::unsupported) {
    say("not compared: " + recount.error().text());
    return true;
  }
  if (!recount) return recount.error();
  for (const std::string& difference : recount->differences) say(difference);
  const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf(
      "%llu records counted again: %llu days of a site that must agree, %llu from which "
      "records were erased\n",
      number(recount->records), number(recount->whole_days), number(recount->partial_days));
  if (recount->without_country > 0)
    std::printf("%llu choices are counted without country and device\n",
                number(recount->without_country));
  if (recount->differences.empty()) std::printf("the counts agree with the records\n");
  return recount->differences.empty();
}

void add_site_statistics_verb(CLI::App& site, int& status) {
  auto words = std::make_shared<StatisticsWords>();
  CLI::App* verb =
      site.add_subcommand("stats", "How many visitors were asked, and what they chose");
  verb->add_option("SITE", words->site, "Its id; without it one line for each site");
  verb->add_option("--data", words->data, "Folder of ledger and keys")
      ->type_name("DIR")
      ->capture_default_str();
  verb->add_option("--from", words->from, "First day, UTC [30 days up to --to]")->type_name("DATE");
  verb->add_option("--to", words->to, "Last day, UTC [today]")->type_name("DATE");
  verb->add_option("--by", words->by, "day, language, country, device or notice [day]")
      ->check(CLI::IsMember({"day", "language", "country", "device", "notice"}))
      ->type_name("WHAT");
  verb->add_option("--format", words->format, "table, csv or json")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  verb->add_flag("--recount", words->recount,
                 "Counts again what the records say and names the days that differ");
  verb->footer(
      "Examples:\n  consentry site stats shop-example\n"
      "  consentry site stats shop-example --by country --from 2026-01-01 --format csv\n"
      "  consentry site stats shop-example --recount\n"
      "With --recount the exit status is 1 when something differs.\n");
  verb->callback([words, &status] {
    const Result<int> result = run(*words);
    status = result ? *result : fail(result.error());
  });
}

}  // namespace consentry
