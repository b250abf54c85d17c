// SPDX-License-Identifier: Apache-2.0
// The steps by which a bundle is checked, the same as those of the script in it (verify.py). A step
// that builds on one that failed is not reached, so that what failed tells what was changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command/evidence_bundle.h"

namespace consentry {

enum class CheckState {
  ok,
  unconfirmed,  // it holds, by the bundle's own word of whom to trust
  absent,       // there is nothing to check: it was never made
  not_reached,  // a step that it builds on failed
  failed,
};
std::string_view name_of(
    CheckState state);  // "ok" "unconfirmed" "not there" "not reached" "FAILED"

struct EvidenceCheck {
  std::string name;  // "seal" "files" "custody" "stamp 1" "log"
  CheckState state = CheckState::absent;
  std::string text;  // what holds, or what is wrong
};

// Whom the reader trusts, from elsewhere than the bundle. Empty: not told.
struct TrustedKeys {
  std::string tsa_roots;  // PEM
  std::string log_key;    // verifier key
};

// Every step, in the order of the script.
std::vector<EvidenceCheck> check_bundle(const Bundle& bundle, const TrustedKeys& trusted);

}  // namespace consentry
