// SPDX-License-Identifier: Apache-2.0
#include "core/proof/receipt.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "core/base/bytes.h"
#include "core/proof/inclusion.h"

namespace consentry {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxDepth = 16;

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::optional<std::uint64_t> number_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0) return std::nullopt;
  return static_cast<std::uint64_t>(value->get_int64());
}

std::optional<std::vector<Sha256>> hashes_of(const json::object& proof) {
  const json::value* value = proof.if_contains("hashes");
  if (value == nullptr || !value->is_array() || value->get_array().size() > kMaxProofHashes)
    return std::nullopt;
  std::vector<Sha256> hashes;
  for (const json::value& each : value->get_array()) {
    const auto bytes = bytes_of_base64(each.is_string() ? std::string_view(each.get_string())
                                                        : std::string_view("?"));
    if (!bytes || bytes->size() != Sha256{}.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), hashes.emplace_back().begin());
  }
  return hashes;
}

const json::object* object_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

Result<Receipt> read(const json::object& object) {
  if (text_of(object, "receipt") != kReceiptVersion) {
    return Error{ErrorKind::unsupported,
                 "\"receipt\" is not \"" + std::string(kReceiptVersion) + "\""};
  }
  const json::object* record = object_in(object, "record");
  const json::object* proof = object_in(object, "proof");
  if (record == nullptr) return invalid_input("\"record\" is missing or no object");
  if (proof == nullptr) return invalid_input("\"proof\" is missing or no object");
  Receipt receipt;
  receipt.record = json::serialize(*record);
  const auto index = number_of(*proof, "leaf_index");
  const auto size = number_of(*proof, "tree_size");
  if (!index || !size)
    return invalid_input("\"leaf_index\" or \"tree_size\" is missing or no number");
  receipt.leaf_index = *index;
  receipt.tree_size = *size;
  auto hashes = hashes_of(*proof);
  if (!hashes) return invalid_input("\"hashes\" is missing or holds what is no hash");
  receipt.hashes = *std::move(hashes);
  receipt.checkpoint = text_of(*proof, "checkpoint");
  receipt.key = text_of(*proof, "key");
  if (receipt.checkpoint.empty()) return invalid_input("\"checkpoint\" is missing or no text");
  return receipt;
}

}  // namespace

std::string receipt_json(const Receipt& receipt) {
  json::array hashes;
  for (const Sha256& hash : receipt.hashes) hashes.emplace_back(base64_of(hash));
  const json::object proof{{"leaf_index", receipt.leaf_index},
                           {"tree_size", receipt.tree_size},
                           {"hashes", std::move(hashes)},
                           {"checkpoint", receipt.checkpoint},
                           {"key", receipt.key}};
  return "{\"receipt\":\"" + std::string(kReceiptVersion) + "\",\"record\":" + receipt.record +
         ",\"proof\":" + json::serialize(proof) + "}";
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (text.size() > kMaxReceiptBytes) {
    return Error{ErrorKind::exhausted,
                 "a receipt has at most " + std::to_string(kMaxReceiptBytes >> 10U) + " KiB"};
  }
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::error_code error;
  const json::value value = json::parse(text, error, {}, options);
  if (error) return invalid_input("this is not JSON: " + error.message());
  if (!value.is_object()) return invalid_input("a receipt is a JSON object");
  return read(value.get_object());
}

std::string_view explain(ReceiptVerdict verdict) {
  switch (verdict) {
    case ReceiptVerdict::proved:
      return "the log holds this record";
    case ReceiptVerdict::bad_key:
      return "the key is no verifier key";
    case ReceiptVerdict::bad_signature:
      return "the checkpoint is not signed by the key";
    case ReceiptVerdict::bad_checkpoint:
      return "the checkpoint is of another tree than the proof";
    case ReceiptVerdict::bad_proof:
      return "record, index and hashes do not lead to the signed root";
  }
  return "unknown";
}

ReceiptVerdict check_receipt(const Receipt& receipt, std::string_view key) {
  const auto verifier = VerifierKey::parse(key.empty() ? std::string_view(receipt.key) : key);
  if (!verifier) return ReceiptVerdict::bad_key;
  const auto checkpoint = open_checkpoint(receipt.checkpoint, *verifier);
  if (!checkpoint) return ReceiptVerdict::bad_signature;
  if (checkpoint->size != receipt.tree_size) return ReceiptVerdict::bad_checkpoint;
  const Sha256 leaf = TreeHasher().leaf(receipt.record);
  return proves_inclusion(leaf, receipt.leaf_index, receipt.tree_size, receipt.hashes,
                          checkpoint->root)
             ? ReceiptVerdict::proved
             : ReceiptVerdict::bad_proof;
}

}  // namespace consentry
