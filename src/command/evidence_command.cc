// SPDX-License-Identifier: Apache-2.0
#include "command/evidence_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "command/consent_data.h"
#include "command/evidence_check.h"
#include "command/evidence_options.h"
#include "command/evidence_words.h"
#include "command/file_bytes.h"
#include "command/say.h"
#include "command/scan_options.h"
#include "command/system_time.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

// A system's whole bundle of authorities has about 250 KiB.
constexpr std::size_t kMaxRootsBytes = std::size_t{4} << 20U;
constexpr std::size_t kMaxKeyBytes = 4096;

struct BundleWords {
  std::string folder;
  std::string bundle;
  std::string tsa_roots;  // file
  std::string log_key;    // file
  std::string format = "table";
  EvidenceWords evidence;
};

Result<int> seal(const BundleWords& words) {
  const fs::path bundle =
      words.bundle.empty() ? fs::path(words.folder) / kBundleFile : fs::path(words.bundle);
  const auto sealed = seal_and_say(words.folder, bundle, words.evidence);
  if (!sealed) return sealed.error();
  return static_cast<int>(sealed->problems.empty() ? ExitStatus::nothing_found
                                                   : ExitStatus::not_measured);
}

Result<int> stamp(const BundleWords& words) {
  const auto order = attestation_order(words.evidence);
  if (!order) return order.error();
  const auto stamped = stamp_bundle(words.bundle, *order, system_time());
  if (!stamped) return stamped.error();
  for (const std::string& problem : stamped->problems) say(problem);
  return static_cast<int>(stamped->problems.empty() ? ExitStatus::nothing_found
                                                    : ExitStatus::not_measured);
}

Result<TrustedKeys> trusted_keys(const BundleWords& words) {
  TrustedKeys trusted;
  if (!words.tsa_roots.empty()) {
    auto roots = read_file(words.tsa_roots, kMaxRootsBytes);
    if (!roots) return roots.error().in("--tsa-ca");
    if (roots->empty()) return invalid_input("--tsa-ca: the file is empty");
    trusted.tsa_roots = *std::move(roots);
  }
  if (!words.log_key.empty()) {
    auto key = read_file(words.log_key, kMaxKeyBytes);
    if (!key) return key.error().in("--key");
    if (key->empty()) return invalid_input("--key: the file is empty");
    trusted.log_key = *std::move(key);
  }
  return trusted;
}

using Writer = std::string (*)(const Bundle&, const std::vector<EvidenceCheck>&);

Result<int> check_and_print(const BundleWords& words, Writer table) {
  const auto format = parse_format(words.format);
  if (!format) return format.error();
  const auto trusted = trusted_keys(words);
  if (!trusted) return trusted.error();
  const auto bundle = read_bundle(words.bundle);
  if (!bundle) return bundle.error();
  const auto checks = check_bundle(*bundle, *trusted);
  const Writer write = *format == OutputFormat::json ? &bundle_json : table;
  std::fputs(write(*bundle, checks).c_str(), stdout);
  const bool wrong = std::ranges::any_of(
      checks, [](const EvidenceCheck& check) { return check.state == CheckState::failed; });
  return static_cast<int>(wrong ? ExitStatus::found : ExitStatus::nothing_found);
}

Result<int> verify(const BundleWords& words) {
  return check_and_print(words, [](const Bundle&, const std::vector<EvidenceCheck>& checks) {
    return checks_text(checks);
  });
}

Result<int> show(const BundleWords& words) { return check_and_print(words, &bundle_text); }

void add_reading_options(CLI::App& command, BundleWords& words) {
  command.add_option("BUNDLE", words.bundle, "The bundle")->required();
  command
      .add_option("--tsa-ca", words.tsa_roots,
                  "PEM file of the time stamping authorities' roots that you trust")
      ->type_name("FILE");
  command.add_option("--key", words.log_key, "File with the log's verifier key, from its owner")
      ->type_name("FILE");
  command.add_option("--format", words.format, "What goes to stdout: table or json")
      ->capture_default_str();
}

}  // namespace

void add_evidence_command(CLI::App& app, int& status) {
  auto words = std::make_shared<BundleWords>();
  CLI::App* command = app.add_subcommand(
      "evidence", "Bundles that hold before others: seal a scan, stamp it, check it");
  command->require_subcommand(1);
  command->footer("Example:\n  consentry evidence seal example --by \"Ada Example\"\n");
  const auto run = [words, &status](Result<int> (*verb)(const BundleWords&)) {
    return [words, &status, verb] {
      const Result<int> result = verb(*words);
      status = result ? *result : fail(result.error());
    };
  };

  CLI::App* sealing = command->add_subcommand(
      "seal", "Puts a scan's folder into one file with manifest, custody record, log and stamps");
  sealing->add_option("DIR", words->folder, "The folder of a scan")->required();
  sealing->add_option("--out", words->bundle, "The bundle [evidence.zip in DIR]")
      ->type_name("FILE");
  add_sealer_options(*sealing, words->evidence);
  add_attestation_options(*sealing, words->evidence);
  sealing->footer(
      "Exit status 3 when it is sealed but a stamp or the log could not be had. Example:\n"
      "  consentry evidence seal example --by \"Ada Example\" --tsa https://tsa.example/\n");
  sealing->callback(run(&seal));

  CLI::App* stamping = command->add_subcommand(
      "stamp", "Adds time stamps, and the log's proof where it is missing; sealed files stay");
  stamping->add_option("BUNDLE", words->bundle, "The bundle")->required();
  stamping->add_option("--by", words->evidence.sealer.by, "Who does it, for the record");
  add_attestation_options(*stamping, words->evidence);
  stamping->footer(
      "Example:\n  consentry evidence stamp example/evidence.zip --tsa https://tsa.example/\n");
  stamping->callback(run(&stamp));

  CLI::App* checking = command->add_subcommand("verify", "Checks a bundle, step by step");
  add_reading_options(*checking, *words);
  checking->footer(
      "Exit status 1 when a step fails. The same checks without this program: verify.py in the "
      "bundle.\nExample:\n  consentry evidence verify example/evidence.zip --tsa-ca "
      "tsa-root.pem\n");
  checking->callback(run(&verify));

  CLI::App* showing =
      command->add_subcommand("show", "What a bundle holds, whose it is, and whether it is whole");
  add_reading_options(*showing, *words);
  showing->footer("Example:\n  consentry evidence show example/evidence.zip\n");
  showing->callback(run(&show));
}

}  // namespace consentry
