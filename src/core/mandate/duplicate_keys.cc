// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/duplicate_keys.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/mandate/field_text.h"

namespace consentry {
namespace {

std::string folded(std::string_view text, bool letters_only) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(error);
  if (U_FAILURE(error)) return std::string(text);
  icu::UnicodeString whole = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  whole = decompose->normalize(whole.foldCase(), error);
  if (U_FAILURE(error)) return std::string(text);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1)) {
    const UChar32 c = whole.char32At(i);
    if (!letters_only || u_isalnum(c)) kept.append(c);
  }
  std::string result;
  kept.toUTF8String(result);
  return result;
}

std::string person_of(const Submission& submission) {
  const std::string name =
      folded_name(submission.given_name) + "\n" + folded_name(submission.family_name) + "\n";
  if (!submission.birth_date.empty()) return name + "born " + submission.birth_date;
  if (!submission.postal_code.empty())
    return name + submission.country + " " + folded_name(submission.postal_code);
  return {};
}

}  // namespace

std::string normalised_email(std::string_view email) { return folded(trimmed(email), false); }

std::string folded_name(std::string_view name) { return folded(name, true); }

DuplicateKeys duplicate_keys(const Secret32& pepper, const Submission& submission) {
  std::string mail = normalised_email(submission.email);
  if (!submission.guardian_name.empty()) {
    mail += "\n" + folded_name(submission.given_name) + "\n" + folded_name(submission.family_name) +
            "\n" + submission.birth_date;
  }
  DuplicateKeys keys;
  keys.mail = keyed_digest(derived_key(pepper, "consentry mandate duplicate mail"), mail);
  const std::string person = person_of(submission);
  if (!person.empty())
    keys.person = keyed_digest(derived_key(pepper, "consentry mandate duplicate person"), person);
  return keys;
}

Likeness likeness(const DuplicateKeys& one, const DuplicateKeys& other) {
  const bool both_told = one.person && other.person;
  const bool same_person = both_told && *one.person == *other.person;
  if (one.mail == other.mail) return both_told && !same_person ? Likeness::suspect : Likeness::same;
  return same_person ? Likeness::suspect : Likeness::none;
}

}  // namespace consentry
