// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/mandate/count_certificate.h"

namespace consentry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr std::int64_t kDay = 86'400'000;

StoredMandate mandate(std::uint64_t number, const std::string& country, MandateState state) {
  StoredMandate stored;
  stored.number = number;
  stored.state = state;
  stored.confirmed = UtcTime{static_cast<std::int64_t>(number) * kDay};
  stored.kept.facts.country = country;
  stored.kept.facts.respondents = {"theirs"};
  stored.kept.facts.powers = {Power::complaint77};
  stored.kept.commitment = sha256("mandate " + std::to_string(number));
  return stored;
}

std::vector<StoredMandate> four() {
  return {mandate(1, "NL", MandateState::confirmed), mandate(2, "BE", MandateState::withdrawn),
          mandate(3, "NL", MandateState::confirmed), mandate(4, "DE", MandateState::confirmed)};
}

std::vector<MandateBook::CountedLeaf> leaves_of(const std::vector<StoredMandate>& all) {
  std::vector<MandateBook::CountedLeaf> leaves;
  for (const StoredMandate& each : all) {
    if (each.state == MandateState::confirmed)
      leaves.push_back({each.number, each.kept.commitment});
  }
  return leaves;
}

CountCertificate certificate() {
  MandateBook::StateCounts states;
  states.confirmed = 3;
  states.withdrawn = 1;
  return {"ours-theirs", "Ours", UtcTime{1763846801000}, tally_of(four(), states, 0)};
}

SigningKey key(std::uint8_t first = 1) { return *SigningKey::create("log.example", {first}); }

std::string json() { return *certificate_json(certificate(), key()); }

std::string changed(const std::string& from, const std::string& to) {
  std::string text = json();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Tally, CountsThoseThatStand) {
  const MandateTally tally = certificate().tally;
  EXPECT_EQ(tally.counted, 3U);
  EXPECT_THAT(tally.by_country, ElementsAre(Pair("DE", 1), Pair("NL", 2)));
  EXPECT_THAT(tally.by_day,
              ElementsAre(Pair("1970-01-02", 1), Pair("1970-01-04", 1), Pair("1970-01-05", 1)));
  EXPECT_THAT(tally.by_respondent, ElementsAre(Pair("theirs", 3)));
  EXPECT_THAT(tally.by_power, ElementsAre(Pair("complaint77", 3)));
}

TEST(Tally, ProvesEachOneThatCountsAndNoOther) {
  std::vector<StoredMandate> many;
  for (std::uint64_t n = 1; n <= 37; ++n)
    many.push_back(mandate(n, "NL", n % 5 == 0 ? MandateState::replaced : MandateState::confirmed));
  const auto leaves = leaves_of(many);
  for (const StoredMandate& each : many) {
    const auto proof = prove_counted(leaves, each.number);
    ASSERT_EQ(proof.has_value(), each.state == MandateState::confirmed) << each.number;
    if (!proof) continue;
    EXPECT_TRUE(proves_counted(*proof, each.kept.commitment));
    EXPECT_FALSE(proves_counted(*proof, sha256("another")));
    EXPECT_EQ(proof->root, counted_root(leaves));
  }
}

TEST(Tally, AProofHoldsForItsPlaceOnly) {
  const auto leaves = leaves_of(four());
  auto proof = *prove_counted(leaves, 3);
  EXPECT_EQ(proof.index, 1U);
  EXPECT_THAT(count_proof_json(proof), HasSubstr("{\"index\":1,\"size\":3,\"hashes\":[\""));
  proof.index = 0;
  EXPECT_FALSE(proves_counted(proof, sha256("mandate 3")));
}

TEST(Certificate, IsReadAsItWasWritten) {
  const auto read = read_certificate(json(), key().verifier().text());
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->tally, certificate().tally);
  EXPECT_EQ(read->case_id, "ours-theirs");
  EXPECT_EQ(read->at, certificate().at);
}

TEST(Certificate, ShowsEachChange) {
  const std::string verifier = key().verifier().text();
  const auto kind = [&](const std::string& text) {
    return read_certificate(text, verifier).error().kind();
  };
  EXPECT_EQ(kind(changed("\"counted\":3", "\"counted\":4")), ErrorKind::corrupt);
  EXPECT_EQ(kind(changed("\"NL\":2", "\"NL\":3")), ErrorKind::corrupt);
  EXPECT_EQ(kind(changed("\"NL\":2", "\"FR\":2")), ErrorKind::corrupt);
  EXPECT_EQ(kind(changed("\"suspects\":0", "\"suspects\":1")), ErrorKind::corrupt);
  EXPECT_EQ(kind(changed("\"withdrawn\":1", "\"withdrawn\":0")), ErrorKind::corrupt);
  EXPECT_EQ(kind(changed("\"organisation\":\"Ours\"", "\"organisation\":\"Mine\"")),
            ErrorKind::corrupt);
  EXPECT_EQ(kind(changed("consentry-mandate-count-1", "consentry-mandate-count-2")),
            ErrorKind::unsupported);
  EXPECT_EQ(kind(changed("\"theirs\":3", "\"theirs\":-3")), ErrorKind::invalid_input);
}

TEST(Certificate, IsBoundToTheKeyThatSigned) {
  EXPECT_EQ(read_certificate(json(), key(2).verifier().text()).error().kind(), ErrorKind::corrupt);
  EXPECT_TRUE(read_certificate(json(), "")) << "its own words can be read without a key";
  EXPECT_EQ(read_certificate(changed("\"suspects\":0", "\"suspects\":1"), "").error().kind(),
            ErrorKind::corrupt);
}

TEST(Certificate, TellsCountsInWords) {
  EXPECT_THAT(certificate_text(certificate()),
              ::testing::AllOf(HasSubstr("3 people gave a mandate"), HasSubstr("NL: 2"),
                               HasSubstr("withdrawn: 1")));
}

TEST(Commitments, LeadToTheCertificate) {
  const std::string list = commitment_list(leaves_of(four()));
  EXPECT_TRUE(check_commitments(certificate(), list));
  EXPECT_EQ(check_commitments(certificate(), list.substr(65)).error().kind(), ErrorKind::corrupt);
  std::string swapped = list.substr(65, 65) + list.substr(0, 65) + list.substr(130);
  EXPECT_EQ(check_commitments(certificate(), swapped).error().kind(), ErrorKind::corrupt);
  EXPECT_EQ(check_commitments(certificate(), list + "x").error().kind(), ErrorKind::invalid_input);
}

}  // namespace
}  // namespace consentry
