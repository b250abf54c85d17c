// SPDX-License-Identifier: Apache-2.0
#include "command/evidence_options.h"

#include <CLI/CLI.hpp>

#include "command/consent_data.h"
#include "command/say.h"
#include "command/system_time.h"
#include "command/user_lists.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

Status add_authorities(const std::vector<std::string>& addresses, bool qualified,
                       AttestationOrder& order) {
  for (const std::string& url : addresses) {
    if (!url.starts_with("http://") && !url.starts_with("https://"))
      return invalid_input("a time stamping authority has an http or https address, not " + url);
    order.authorities.push_back({url, qualified});
  }
  return {};
}

// The user's own log, beside the lists that the user added.
fs::path default_log() {
  const auto lists = user_list_folder();
  return lists ? lists->folder().parent_path() / "evidence-log" : fs::path();
}

}  // namespace

void add_sealer_options(CLI::App& command, EvidenceWords& words) {
  command.add_option("--by", words.sealer.by, "Who scans and seals, for the record");
  command.add_option("--reason", words.sealer.reason, "What for");
  command.add_option("--vantage", words.sealer.vantage,
                     "From where: country, provider, public address");
  command.add_option("--clock", words.sealer.clock, "How the machine's clock is kept");
}

void add_attestation_options(CLI::App& command, EvidenceWords& words) {
  command
      .add_option("--tsa", words.authorities,
                  "Ask this authority for a time stamp (RFC 3161); may be given several times")
      ->type_name("URL");
  command
      .add_option("--qualified-tsa", words.qualified_authorities,
                  "The same, of an authority that an EU trusted list names as qualified")
      ->type_name("URL");
  command
      .add_option("--log", words.log,
                  "Folder of the log that keeps the hash [evidence-log in the user's data folder]")
      ->type_name("DIR");
  command.add_flag("--no-log", words.no_log, "Keep the hash in no log");
}

void add_evidence_options(CLI::App& command, EvidenceWords& words) {
  command.add_flag("--evidence", words.wanted,
                   "Seal the result as evidence.zip, a bundle that holds before others");
  command.add_option("--by", words.sealer.by, "With --evidence: who scans and seals");
  command
      .add_option("--tsa", words.authorities,
                  "With --evidence: ask this authority for a time stamp (RFC 3161)")
      ->type_name("URL");
}

Result<AttestationOrder> attestation_order(const EvidenceWords& words) {
  AttestationOrder order;
  order.by = words.sealer.by;
  if (!words.no_log) order.log = words.log.empty() ? default_log() : fs::path(words.log);
  if (auto added = add_authorities(words.authorities, false, order); !added) return added.error();
  if (auto added = add_authorities(words.qualified_authorities, true, order); !added)
    return added.error();
  return order;
}

Result<SealOutcome> seal_and_say(const fs::path& folder, const fs::path& bundle,
                                 const EvidenceWords& words) {
  auto attestation = attestation_order(words);
  if (!attestation) return attestation.error();
  auto sealed = seal_folder({folder, bundle, words.sealer, *std::move(attestation)}, system_time());
  if (!sealed) return sealed.error().in("sealing");
  say(std::to_string(sealed->files) + " files are sealed in " + bundle.string() + "\n  manifest " +
      sealed->manifest_sha256);
  for (const std::string& problem : sealed->problems) {
    say(problem + "\n  once it can be had: consentry evidence stamp " + bundle.string());
  }
  return sealed;
}

}  // namespace consentry
