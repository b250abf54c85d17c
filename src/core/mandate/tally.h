// SPDX-License-Identifier: Apache-2.0
// Counting mandates so that the number can be proved without naming anyone: the commitments of those
// that count are the leaves of a Merkle tree (RFC 6962 section 2.1), by number. Who holds a mandate holds
// the salt, and can show that it is among them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/mandate/mandate_book.h"
#include "core/proof/inclusion.h"

namespace consentry {

struct MandateTally {
  MandateBook::StateCounts states;
  std::uint64_t counted = 0;  // confirmed, and all below is of these
  std::map<std::string, std::uint64_t> by_country;
  std::map<std::string, std::uint64_t> by_day;  // confirmed on, UTC: "2026-11-23"
  std::map<std::string, std::uint64_t> by_respondent;
  std::map<std::string, std::uint64_t> by_power;
  std::map<std::string, std::uint64_t> by_text;  // SHA-256 of the text signed
  std::uint64_t suspects = 0;   // pairs of which one may be a duplicate, not decided yet
  std::uint64_t connected = 0;  // who say that they work for the organisation
  Sha256 root{};
  bool operator==(const MandateTally&) const = default;
};

// `mandates`: all rows of the case, by number; those that do not count may be among them.
MandateTally tally_of(const std::vector<StoredMandate>& mandates,
                      const MandateBook::StateCounts& states, std::uint64_t suspects);

Sha256 counted_root(const std::vector<MandateBook::CountedLeaf>& leaves);

// That one mandate was counted. The leaf is RFC 6962's of the 32 bytes of the commitment.
struct CountProof {
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  std::vector<Sha256> hashes;  // lowest first
  Sha256 root{};
};
// not_found: no mandate of this number counts.
Result<CountProof> prove_counted(const std::vector<MandateBook::CountedLeaf>& leaves,
                                 std::uint64_t number);
bool proves_counted(const CountProof& proof, const Sha256& commitment);

// {"index":..,"size":..,"hashes":[hex..],"root":hex}
std::string count_proof_json(const CountProof& proof);

}  // namespace consentry
