// SPDX-License-Identifier: Apache-2.0
#include "core/mandate/duplicate_keys.h"

#include <gtest/gtest.h>

namespace consentry {
namespace {

constexpr Secret32 kPepper{1, 2, 3};

Submission person(const std::string& email, const std::string& given, const std::string& family,
                  const std::string& born = {}) {
  Submission submission;
  submission.email = email;
  submission.given_name = given;
  submission.family_name = family;
  submission.birth_date = born;
  submission.country = "NL";
  return submission;
}

Likeness of(const Submission& one, const Submission& other) {
  return likeness(duplicate_keys(kPepper, one), duplicate_keys(kPepper, other));
}

TEST(DuplicateKeys, TheSameMailIsTheSamePersonHoweverItIsWritten) {
  EXPECT_EQ(of(person("a@mail.example", "A", "B"), person(" A@Mail.Example", "Al", "B")),
            Likeness::same);
  EXPECT_EQ(normalised_email(" First.Last+Tag@Mail.Example "), "first.last+tag@mail.example");
}

TEST(DuplicateKeys, TwoOfOneHouseholdAreForAPersonToTell) {
  EXPECT_EQ(of(person("us@mail.example", "Ann", "B", "1980-01-01"),
               person("us@mail.example", "Bob", "B", "1981-02-02")),
            Likeness::suspect);
  EXPECT_EQ(of(person("us@mail.example", "Ann", "B", "1980-01-01"),
               person("us@mail.example", "ann", "B", "1980-01-01")),
            Likeness::same);
}

TEST(DuplicateKeys, TheSameNameAndBirthDateUnderTwoAddressesAreSuspect) {
  EXPECT_EQ(of(person("a@mail.example", "José", "Núñez-Å", "1980-01-01"),
               person("b@mail.example", "JOSE", "Nunez A", "1980-01-01")),
            Likeness::suspect);
  EXPECT_EQ(of(person("a@mail.example", "José", "N", "1980-01-01"),
               person("b@mail.example", "José", "N", "1980-01-02")),
            Likeness::none);
}

TEST(DuplicateKeys, TheSameNameAndPostalCodeAreSuspectToo) {
  Submission one = person("a@mail.example", "A", "B");
  Submission other = person("b@mail.example", "A", "B");
  EXPECT_EQ(of(one, other), Likeness::none) << "a name alone is no sign";
  one.postal_code = "1012 AB";
  other.postal_code = "1012ab";
  EXPECT_EQ(of(one, other), Likeness::suspect);
  other.country = "BE";
  EXPECT_EQ(of(one, other), Likeness::none);
}

TEST(DuplicateKeys, AGuardianSignsForSeveralMinors) {
  Submission first = person("parent@mail.example", "Kim", "B", "2015-01-01");
  Submission second = person("parent@mail.example", "Lou", "B", "2017-01-01");
  first.guardian_name = second.guardian_name = "Ann B";
  EXPECT_EQ(of(first, second), Likeness::none);
  EXPECT_EQ(of(first, first), Likeness::same);
  EXPECT_EQ(of(first, person("parent@mail.example", "Ann", "B", "1980-01-01")), Likeness::none);
}

TEST(DuplicateKeys, SayNothingWithoutThePepper) {
  const Submission one = person("a@mail.example", "A", "B", "1980-01-01");
  const DuplicateKeys keys = duplicate_keys(kPepper, one);
  const DuplicateKeys others = duplicate_keys(Secret32{9}, one);
  EXPECT_NE(keys.mail, others.mail);
  EXPECT_NE(keys.person, others.person);
  EXPECT_NE(keys.mail, sha256("a@mail.example"));
}

TEST(KeyedDigest, IsThatOfRfc4231) {
  const std::vector<std::uint8_t> key(20, 0x0b);
  EXPECT_EQ(to_hex(keyed_digest(key, "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

}  // namespace
}  // namespace consentry
