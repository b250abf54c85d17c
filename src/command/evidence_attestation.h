// SPDX-License-Identifier: Apache-2.0
// What others say of a sealed manifest: a log's proof and time stamps, added beside it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/evidence_bundle.h"
#include "core/base/time.h"
#include "core/proof/custody.h"

namespace consentry {

struct StampAuthority {
  std::string url;
  bool qualified = false;  // as whoever seals states; a trusted list would know
};

// What to ask for.
struct AttestationOrder {
  std::vector<StampAuthority> authorities;
  std::filesystem::path log;  // folder of log.key and public/; empty: no log
  std::string by;             // who asks; empty: not stated
};

// A stamp as stamps.json names it.
struct StampFiles {
  std::string request;
  std::string reply;
  std::string chain;
  std::string authority;
  bool qualified = false;
};
// invalid_input when the text is none, or names what is no file of a bundle.
Result<std::vector<StampFiles>> parse_stamps(std::string_view text);

// What both are about, and what the custody record goes on from.
struct SealedTexts {
  std::string manifest;
  std::string custody;  // the record inside the seal
};

// Appends to the custody record beside the seal.
void add_custody(AddedFiles& added, const SealedTexts& sealed, const CustodyEntry& entry);

// Adds a log entry, where there is none and one is asked for, and a stamp of every authority, with
// their lines in the custody record. What could not be had is answered in words and adds nothing; the
// rest stands.
std::vector<std::string> attest(const SealedTexts& sealed, const AttestationOrder& order,
                                UtcTime now, AddedFiles& added);

}  // namespace consentry
