// SPDX-License-Identifier: Apache-2.0
#include "core/proof/log_proof.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/base/bytes.h"

namespace consentry {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
// SEQUENCE { SEQUENCE { OID 1.3.101.112 } BIT STRING of 32 bytes } (RFC 8410 section 4).
constexpr std::array<std::uint8_t, 12> kEd25519Info{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                                    0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

std::optional<std::string_view> next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> read_index(std::string_view line) {
  if (!line.starts_with(kIndex)) return std::nullopt;
  line.remove_prefix(kIndex.size());
  std::uint64_t index = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), index);
  const bool whole = error == std::errc{} && end == line.data() + line.size();
  return whole && (line.size() == 1 || line.front() != '0') ? std::optional(index) : std::nullopt;
}

std::optional<Sha256> read_hash(std::string_view line) {
  const auto bytes = bytes_of_base64(line);
  Sha256 hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

}  // namespace

std::string log_proof_text(const LogProof& proof) {
  std::string text(kHeader);
  text += "\n" + std::string(kIndex) + std::to_string(proof.index) + "\n";
  for (const Sha256& hash : proof.hashes) text += base64_of(hash) + "\n";
  return text + "\n" + proof.checkpoint;
}

Result<LogProof> parse_log_proof(std::string_view text) {
  const Error bad = invalid_input("this is no proof of a log (c2sp.org/tlog-proof@v1)");
  if (text.size() > kMaxLogProofBytes || next_line(text) != kHeader) return bad;
  auto line = next_line(text);
  if (line && line->starts_with(kExtra)) line = next_line(text);
  const auto index = line ? read_index(*line) : std::nullopt;
  if (!index) return bad;
  LogProof proof;
  proof.index = *index;
  for (line = next_line(text); line && !line->empty(); line = next_line(text)) {
    const auto hash = read_hash(*line);
    if (!hash || proof.hashes.size() == kMaxProofHashes) return bad;
    proof.hashes.push_back(*hash);
  }
  if (!line || text.empty()) return bad;
  proof.checkpoint = text;
  return proof;
}

Result<Checkpoint> check_log_proof(const LogProof& proof, std::string_view entry,
                                   const VerifierKey& key) {
  auto checkpoint = open_checkpoint(proof.checkpoint, key);
  if (!checkpoint) return checkpoint;
  const Sha256 leaf = TreeHasher().leaf(entry);
  if (!proves_inclusion(leaf, proof.index, checkpoint->size, proof.hashes, checkpoint->root)) {
    return Error{ErrorKind::corrupt, "entry, index and hashes do not lead to the signed root"};
  }
  return checkpoint;
}

std::string public_key_pem(const VerifierKey& key) {
  std::vector<std::uint8_t> bytes(kEd25519Info.begin(), kEd25519Info.end());
  bytes.insert(bytes.end(), key.bytes().begin(), key.bytes().end());
  return "-----BEGIN PUBLIC KEY-----\n" + base64_of(bytes) + "\n-----END PUBLIC KEY-----\n";
}

}  // namespace consentry
