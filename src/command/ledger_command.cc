// SPDX-License-Identifier: Apache-2.0
#include "command/ledger_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "command/consent_data.h"
#include "command/exit_status.h"
#include "command/say.h"
#include "command/site_statistics.h"
#include "io/store/ledger_check.h"

namespace consentry {
namespace {

struct LedgerWords {
  std::string data = kDefaultDataFolder;
  std::string key;
  std::string site;
  std::string visitor;
  std::string from;
  std::string to;
};

Result<std::unique_ptr<SqliteLedgerView>> ledger_in(const std::string& folder) {
  const auto data = ConsentData::open(folder);
  if (!data) return data.error();
  return SqliteLedgerView::open(data->database());
}

Result<int> verify(const LedgerWords& words) {
  const auto ledger = ledger_in(words.data);
  if (!ledger) return ledger.error();
  const auto check = check_ledger(**ledger, words.key);
  if (!check) return check.error();
  std::printf("%llu records, %llu of them erased, signed by %s\n",
              static_cast<unsigned long long>(check->size),
              static_cast<unsigned long long>(check->erased), check->key.c_str());
  for (const std::string& problem : check->problems) say(problem);
  const auto counts = verify_counts(words.data, {});
  if (!counts) return counts.error();
  const bool good = check->problems.empty() && *counts;
  if (good) std::printf("all of it verifies\n");
  return static_cast<int>(good ? ExitStatus::nothing_found : ExitStatus::found);
}

// A date is its first moment; `end`: the first moment after it.
Result<UtcTime> moment_of(const std::string& text, bool end, UtcTime otherwise) {
  constexpr std::int64_t kDayMs = 86'400'000;
  if (text.empty()) return otherwise;
  if (text.find('T') != std::string::npos) return parse_rfc3339(text);
  auto day = parse_rfc3339(text + "T00:00:00Z");
  if (day && end) day->milliseconds += kDayMs;
  return day;
}

Status print_receipt(const SqliteLedgerView& ledger, const StoredRecord& record) {
  const auto receipt = receipt_for(ledger, record);
  if (!receipt) return receipt.error();
  std::printf("%s\n", receipt_json(*receipt).c_str());
  return {};
}

Result<int> export_records(const LedgerWords& words) {
  const auto ledger = ledger_in(words.data);
  if (!ledger) return ledger.error();
  const auto visitor = VisitorId::parse(words.visitor);
  if (!words.visitor.empty() && !visitor)
    return invalid_input("--visitor takes a consent id of 32 digits");
  const auto from = moment_of(words.from, false, {0});
  const auto to = moment_of(words.to, true, {INT64_MAX});
  if (!from) return from.error().in("--from");
  if (!to) return to.error().in("--to");
  const auto head = (*ledger)->head();
  if (!head) return head.error();
  const Status done = (*ledger)->for_each(0, [&](const StoredLeaf& leaf) -> Status {
    if (!leaf.record || leaf.index >= head->size) return {};
    const StoredRecord& record = *leaf.record;
    const bool wanted = (!visitor || record.head.visitor == *visitor) &&
                        (words.site.empty() || record.tail.site == words.site) &&
                        record.head.time >= *from && record.head.time < *to;
    return wanted ? print_receipt(**ledger, record) : Status();
  });
  if (!done) return done.error();
  return 0;
}

}  // namespace

void add_ledger_command(CLI::App& app, int& status) {
  auto words = std::make_shared<LedgerWords>();
  CLI::App* command =
      app.add_subcommand("ledger", "The log of all choices: check it, export proofs");
  command->require_subcommand(1);
  command->footer("Example:\n  consentry ledger verify --data consentry-data\n");
  const auto run = [words, &status](Result<int> (*verb)(const LedgerWords&)) {
    return [words, &status, verb] {
      const Result<int> result = verb(*words);
      status = result ? *result : fail(result.error());
    };
  };

  CLI::App* checking = command->add_subcommand(
      "verify", "Checks every record, the tree, the signature and the counts");
  checking->add_option("--data", words->data, "Folder of ledger and keys")
      ->type_name("DIR")
      ->capture_default_str();
  checking->add_option("--key", words->key, "Verifier key that must have signed [the log's own]");
  checking->footer("Exit status 1 when something is wrong. Example:\n  consentry ledger verify\n");
  checking->callback(run(&verify));

  CLI::App* exporting =
      command->add_subcommand("export", "Prints receipts with proofs, one JSON object a line");
  exporting->add_option("--data", words->data, "Folder of ledger and keys")
      ->type_name("DIR")
      ->capture_default_str();
  exporting->add_option("--site", words->site, "Only of this site");
  exporting->add_option("--visitor", words->visitor, "Only under this consent id");
  exporting->add_option("--from", words->from, "Date or time, UTC");
  exporting->add_option("--to", words->to, "Date or time, UTC; a date is meant whole");
  exporting->footer(
      "Example:\n  consentry ledger export --site shop-example --from 2026-01-01 > proofs.jsonl\n");
  exporting->callback(run(&export_records));
}

}  // namespace consentry
