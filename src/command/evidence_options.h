// SPDX-License-Identifier: Apache-2.0
// What `consentry evidence` and `consentry scan --evidence` are told of who seals and whom to ask.
#pragma once

#include <string>
#include <vector>

#include "command/evidence_seal.h"

namespace CLI {
class App;
}

namespace consentry {

struct EvidenceWords {
  bool wanted = false;  // scan --evidence
  SealerWords sealer;
  std::vector<std::string> authorities;            // --tsa
  std::vector<std::string> qualified_authorities;  // --qualified-tsa
  std::string log;                                 // empty: in the user's data folder
  bool no_log = false;
};

// Options of `consentry evidence seal` and `stamp`. The words must outlive the app.
void add_sealer_options(CLI::App& command, EvidenceWords& words);
void add_attestation_options(CLI::App& command, EvidenceWords& words);
// --evidence and what it needs, for `consentry scan`.
void add_evidence_options(CLI::App& command, EvidenceWords& words);

// invalid_input: an authority that is no http(s) address.
Result<AttestationOrder> attestation_order(const EvidenceWords& words);

// Seals a scan's folder and says where the bundle is and what could not be had.
Result<SealOutcome> seal_and_say(const std::filesystem::path& folder,
                                 const std::filesystem::path& bundle, const EvidenceWords& words);

}  // namespace consentry
