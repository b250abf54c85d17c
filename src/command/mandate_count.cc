// SPDX-License-Identifier: Apache-2.0
#include "command/mandate_count.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "command/case_reading.h"
#include "command/exit_status.h"
#include "command/file_bytes.h"
#include "command/mandate_data.h"
#include "command/say.h"
#include "command/system_time.h"
#include "core/judge/nearest.h"
#include "core/mandate/count_certificate.h"
#include "io/store/evidence_folder.h"

namespace consentry {
namespace {

struct CountWords {
  std::string data = kDefaultDataFolder;
  std::string case_id;
  std::string format = "table";
  std::string certificate;
  std::string commitments;
  std::string case_file;
  std::string key;
};

// "0.26 % of 5000000 (Users in the Netherlands; the foundation, S)"
Result<std::string> representation(const std::string& file, std::uint64_t counted) {
  const auto read = read_case({file, ""});
  if (!read) return read.error();
  if (!(*read)->file.damages) return invalid_input(file + " names no [class]");
  ClaimantClass people = (*read)->file.damages->people;
  people.mandated = static_cast<std::int64_t>(counted);
  const auto percent = representation_percent(people);
  if (!percent) return invalid_input(file + ": the class is not estimated");
  char number[32];
  std::snprintf(number, sizeof number, "%.2f", *percent);
  return std::string(number) + " % of " + std::to_string(people.estimate) + " (" +
         people.description + "; " + people.source + ", " + people.mark + ")";
}

Result<int> count(const CountWords& words) {
  if (words.format != "table" && words.format != "json")
    return invalid_input("--format is table or json, not '" + words.format + "'" +
                         suggestion(words.format, {"table", "json"}));
  const auto data = ConsentData::open(words.data);
  if (!data) return data.error();
  const auto book = open_mandates(*data);
  if (!book) return book.error();
  const auto certificate = count_mandates(**book, words.case_id, system_time());
  if (!certificate) return certificate.error();
  const auto key = data->key();
  if (!key) return key.error();
  const auto json = certificate_json(*certificate, *key);
  if (!json) return json.error();
  std::fputs((words.format == "json" ? *json : certificate_text(*certificate)).c_str(), stdout);
  if (words.format == "table") std::printf("\nVerifier key: %s\n", key->verifier().text().c_str());
  if (!words.case_file.empty()) {
    const auto share = representation(words.case_file, certificate->tally.counted);
    if (!share) return share.error();
    say("represents " + *share);
  }
  if (!words.certificate.empty()) {
    if (const Status done = write_whole_file(words.certificate, *json); !done) return done.error();
  }
  if (words.commitments.empty()) return 0;
  const auto leaves = (*book)->counted_leaves(words.case_id);
  if (!leaves) return leaves.error();
  const std::string list = commitment_list(*leaves);
  // Somebody may have confirmed in between, and the list must be the certificate's.
  if (const Status same = check_commitments(*certificate, list); !same)
    return Error{ErrorKind::conflict, "the count changed meanwhile; try again"};
  if (const Status done = write_whole_file(words.commitments, list); !done) return done.error();
  return 0;
}

Result<int> verify(const CountWords& words) {
  const auto text = read_file(words.certificate, kMaxCertificateBytes);
  if (!text) return text.error();
  const auto certificate = read_certificate(*text, words.key);
  if (!certificate && certificate.error().kind() == ErrorKind::corrupt) {
    say(certificate.error().text());
    return static_cast<int>(ExitStatus::found);
  }
  if (!certificate) return certificate.error();
  if (!words.commitments.empty()) {
    const auto list = read_file(words.commitments, kMaxCommitmentListBytes);
    if (!list) return list.error();
    if (const Status good = check_commitments(*certificate, *list); !good) {
      say(good.error().text());
      return static_cast<int>(ExitStatus::found);
    }
  }
  std::printf("%llu mandates of %s on %s: the counts agree%s%s\n",
              static_cast<unsigned long long>(certificate->tally.counted),
              certificate->case_id.c_str(), to_rfc3339(certificate->at).c_str(),
              words.key.empty() ? "; the signature was not checked, give --key"
                                : " and are signed by the key",
              words.commitments.empty() ? "" : "; the commitments lead to its root");
  return 0;
}

}  // namespace

Result<CountCertificate> count_mandates(SqliteMandates& book, const std::string& case_id,
                                        UtcTime now) {
  CountCertificate certificate{case_id, {}, now, {}};
  // One moment for all: somebody may confirm between two questions.
  const Status done = book.together([&]() -> Status {
    const auto stored = book.form(case_id);
    if (!stored) return stored.error();
    const auto form = parse_mandate_form(case_id, stored->toml);
    if (!form) return form.error();
    const auto mandates = book.numbered(case_id);
    if (!mandates) return mandates.error();
    const auto states = book.state_counts(case_id);
    if (!states) return states.error();
    const auto suspects = book.suspects(case_id);
    if (!suspects) return suspects.error();
    certificate.organisation = form->organisation;
    certificate.tally = tally_of(*mandates, *states, suspects->size());
    return {};
  });
  if (!done) return done.error();
  return certificate;
}

void add_mandate_count_commands(CLI::App& group, int& status) {
  const auto words = std::make_shared<CountWords>();
  const auto run = [words, &status](Result<int> (*verb)(const CountWords&)) {
    return [words, &status, verb] {
      const Result<int> result = verb(*words);
      status = result ? *result : fail(result.error());
    };
  };
  CLI::App* counted = group.add_subcommand(
      "count", "How many stand, by country, day, respondent and power; opens nothing");
  counted->add_option("CASE", words->case_id, "Its id")->required();
  counted->add_option("--data", words->data, "The consent server's data folder")
      ->type_name("DIR")
      ->capture_default_str();
  counted->add_option("--format", words->format, "table or json")->capture_default_str();
  counted->add_option("--certificate", words->certificate, "Writes the signed count here")
      ->type_name("FILE");
  counted
      ->add_option("--commitments", words->commitments,
                   "Writes the list here from which anyone can count again")
      ->type_name("FILE");
  counted
      ->add_option("--case", words->case_file,
                   "A case file whose [class] tells how many people there are: prints the share")
      ->type_name("FILE");
  counted->footer(
      "Example:\n  consentry mandate count our-case --certificate count.json --commitments "
      "commitments.txt\n");
  counted->callback(run(&count));
  CLI::App* checked = group.add_subcommand("verify", "Checks a signed count");
  checked->add_option("CERTIFICATE", words->certificate, "As `count --certificate` wrote it")
      ->required();
  checked->add_option("--key", words->key, "The server's verifier key, from a source you trust")
      ->type_name("KEY");
  checked->add_option("--commitments", words->commitments, "The list, counted again")
      ->type_name("FILE");
  checked->callback(run(&verify));
}

}  // namespace consentry
