// SPDX-License-Identifier: Apache-2.0
// How many gave a mandate, as a document without personal data that others can check: the counts, the
// root of the counted tree, and the server's signature. Format: docs/formats/mandate-count.md.
#pragma once

#include <string>
#include <string_view>

#include "core/mandate/tally.h"
#include "core/proof/signed_note.h"

namespace consentry {

// Counts of some years' days and 249 countries; a commitment stands in the list beside it.
inline constexpr std::size_t kMaxCertificateBytes = std::size_t{4} << 20U;
// Of a list of commitments, 65 bytes each: five million people.
inline constexpr std::size_t kMaxCommitmentListBytes = std::size_t{400} << 20U;

struct CountCertificate {
  std::string case_id;
  std::string organisation;
  UtcTime at;
  MandateTally tally;
};

// JSON: {"certificate":"consentry-mandate-count-1","count":{...},"note":"..."}; the note signs the
// SHA-256 of `count` as it stands there.
Result<std::string> certificate_json(const CountCertificate& certificate, const SigningKey& key);
// invalid_input, unsupported (another version), exhausted, or corrupt: the counts do not agree with
// each other, or the note is not about them or not signed by `key` (empty: not checked).
Result<CountCertificate> read_certificate(std::string_view json, std::string_view key);
std::string certificate_text(const CountCertificate& certificate);

// One commitment a line, in hexadecimal, by number: who has it can compute the root and count.
std::string commitment_list(const std::vector<MandateBook::CountedLeaf>& leaves);
// corrupt: the list has not the certificate's number of lines or not its root.
Status check_commitments(const CountCertificate& certificate, std::string_view list);

}  // namespace consentry
