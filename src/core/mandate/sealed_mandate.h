// SPDX-License-Identifier: Apache-2.0
// The two parts of a mandate: what names nobody and is kept readable, and all that is personal, as one
// JSON text that is sealed to the case's key in the process that receives it. Both hold the facts, so
// that a sealed part that was put beside other facts is noticed when it is opened.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/mandate/mandate_token.h"
#include "core/mandate/submission.h"

namespace consentry {

// Longest text that is read from a sealed part: 200 sites and two texts of two pages, escaped.
inline constexpr std::size_t kMaxPersonalBytes = std::size_t{256} << 10U;

// Random, drawn when the form is received; names a mandate before it has a number.
using MandateReference = std::array<std::uint8_t, 16>;

// Not personal: many mandates have the same.
struct MandateFacts {
  std::string case_id;
  MandateReference reference{};
  Date day{};  // received, UTC
  std::string country;
  std::vector<std::string> respondents;  // ids, in the form's order
  std::vector<Power> powers;
  std::string language;
  Sha256 text{};           // digest of what was signed
  bool connected = false;  // works for the organisation, by the person's own word
  bool operator==(const MandateFacts&) const = default;
};

struct OpenedMandate {
  MandateFacts facts;
  Submission person;
  Secret32 salt{};
};

// Canonical: the same mandate gives the same bytes. Members in a fixed order, empty ones left out.
std::string personal_json(const OpenedMandate& mandate);
// invalid_input for anything that personal_json does not write; exhausted: too large. Anyone may seal
// to a public key, so what was opened is input from outside.
Result<OpenedMandate> read_personal(std::string_view json);

// What stands for the mandate in the counted tree: SHA-256 of
//   "consentry-mandate-1\nCASE\nREFERENCE\nTEXT-SHA256\nEMAIL\nSALT\n"
// in lower-case hexadecimal, with the mail address as normalised_email() writes it. The person knows all
// of it and can compute it with sha256sum; without the salt nobody can test a guess.
Sha256 commitment_of(const MandateFacts& facts, std::string_view email, const Secret32& salt);

}  // namespace consentry
