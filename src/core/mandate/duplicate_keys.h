// SPDX-License-Identifier: Apache-2.0
// Finding out that two mandates come from one person, without opening either: keyed digests of what
// people write the same each time. The key is the case's pepper, 32 random bytes in a file beside the
// database, so that the database alone lets nobody test a guess.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/mandate/keyed_digest.h"
#include "core/mandate/submission.h"

namespace consentry {

struct DuplicateKeys {
  // Of the mail address; for a minor also of the minor's name, since a guardian may sign for several.
  Sha256 mail{};
  // Of the name with the birth date, or else with the postal code; nothing where neither was told: a
  // name alone is no sign.
  std::optional<Sha256> person;
};

enum class Likeness {
  none,
  suspect,  // a person must decide
  same,     // the newer one takes the place of the older
};

DuplicateKeys duplicate_keys(const Secret32& pepper, const Submission& submission);
// Same mail address: the same, unless both tell who they are and it differs (two people of one
// household). Another address, but the same name and birth date or postal code: suspect.
Likeness likeness(const DuplicateKeys& one, const DuplicateKeys& other);

// Lower case, without white space around it. Dots and "+tags" stay: what they mean is the provider's.
std::string normalised_email(std::string_view email);
// Case, accents, hyphens and spaces do not tell people apart (Unicode: NFKD, case folded, marks and all
// but letters and digits left out).
std::string folded_name(std::string_view name);

}  // namespace consentry
