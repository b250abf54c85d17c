// SPDX-License-Identifier: Apache-2.0
#include "command/evidence_attestation.h"

#include <boost/json.hpp>
#include <openssl/rand.h>
#include <utility>

#include "command/log_key.h"
#include "command/system_time.h"
#include "core/proof/time_stamp.h"
#include "core/report/json_text.h"
#include "io/fetch/post.h"
#include "io/store/tile_log.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr const char* kStampsFormat = "consentry-stamps/1";
// More than these are no stamps of one manifest.
constexpr std::size_t kMaxStamps = 100;
// An authority answers in a second or not at all.
constexpr DownloadLimits kAuthorityLimits{
    .connect_seconds = 10, .total_seconds = 30, .max_bytes = kMaxStampBytes};

std::string stamps_text(const std::vector<StampFiles>& stamps) {
  JsonText text;
  text.begin_object();
  text.member("format", kStampsFormat);
  text.name("stamps").begin_array();
  for (const StampFiles& stamp : stamps) {
    text.begin_object(JsonText::Layout::line);
    text.member("request", stamp.request);
    text.member("reply", stamp.reply);
    text.member("chain", stamp.chain);
    text.member("authority", stamp.authority);
    text.member("qualified", stamp.qualified);
    text.end_object();
  }
  text.end_array();
  text.end_object();
  return std::move(text).take();
}

StampFiles names_for(std::size_t number, const StampAuthority& authority) {
  if (number == 1) {
    const std::string manifest = kManifestName;
    return {manifest + ".tsq", manifest + ".tsr", "tsa-chain.pem", authority.url,
            authority.qualified};
  }
  const std::string name = "tsa" + std::to_string(number);
  return {name + ".tsq", name + ".tsr", name + "-chain.pem", authority.url, authority.qualified};
}

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// What a stamp tells of this machine's clock, in milliseconds that it is ahead of the authority's: the
// authority's time lies between asking and being answered, and may have been cut to whole seconds.
std::string clock_ahead(UtcTime asked, UtcTime answered, UtcTime stamped) {
  constexpr std::int64_t kCut = 999;
  return std::to_string(asked.milliseconds - stamped.milliseconds - kCut) + " to " +
         std::to_string(answered.milliseconds - stamped.milliseconds);
}

Status add_stamp(const SealedTexts& sealed, const StampAuthority& authority,
                 const AttestationOrder& order, UtcTime now, AddedFiles& added) {
  auto stamps = added.contains(kStampsName)
                    ? parse_stamps(added.at(kStampsName))
                    : Result<std::vector<StampFiles>>(std::vector<StampFiles>{});
  if (!stamps) return stamps.error();
  const Sha256 digest = sha256(sealed.manifest);
  std::uint64_t nonce = 0;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&nonce), sizeof nonce) != 1)
    return Error{ErrorKind::internal, "OpenSSL gives no random bytes"};
  const auto request = stamp_request(digest, nonce);
  if (!request) return request.error();
  const UtcTime asked = system_time();
  const auto reply = post(authority.url, "application/timestamp-query", *request,
                          "application/timestamp-reply", kAuthorityLimits);
  const UtcTime answered = system_time();
  if (!reply) return reply.error();
  const auto stamp = read_stamp(*reply, digest);
  if (!stamp) return stamp.error().in(authority.url);
  if (auto ours = answers_request(*reply, *request); !ours) return ours.error().in(authority.url);
  if (auto good = check_stamp(*reply, digest, {}); !good) return good.error().in(authority.url);
  const StampFiles files = names_for(stamps->size() + 1, authority);
  added[files.request] = *request;
  added[files.reply] = *reply;
  added[files.chain] = stamp->certificates;
  stamps->push_back(files);
  added[kStampsName] = stamps_text(*stamps);
  add_custody(added, sealed,
              {to_rfc3339(now),
               order.by,
               "stamped",
               {{"authority", authority.url},
                {"time", to_rfc3339(stamp->time)},
                {"clock_ahead_ms", clock_ahead(asked, answered, stamp->time)},
                {"file", files.reply},
                {"qualified", authority.qualified ? "stated" : "not stated"}}});
  return {};
}

Status add_log_entry(const SealedTexts& sealed, const AttestationOrder& order, UtcTime now,
                     AddedFiles& added) {
  std::error_code error;
  fs::create_directories(order.log, error);
  if (error)
    return Error{ErrorKind::unavailable, "creating " + order.log.string() + ": " + error.message()};
  const fs::path secret = order.log / "log.key";
  // A log whose key is gone must not get another one.
  const bool fresh = !fs::exists(secret) && !fs::exists(order.log / "public" / "checkpoint");
  if (fresh) {
    fs::permissions(order.log, fs::perms::owner_all, error);
    if (auto made = create_log_key(secret, {}, "consentry-evidence-"); !made) return made;
  }
  const auto key = read_log_key(secret);
  if (!key) return key.error();
  const auto proof = append_to_log(order.log / "public", *key, log_entry_for(sealed.manifest));
  if (!proof) return proof.error();
  added[kLogProofName] = log_proof_text(*proof);
  added[kLogKeyName] = key->verifier().text() + "\n";
  added[kLogPemName] = public_key_pem(key->verifier());
  add_custody(added, sealed,
              {to_rfc3339(now),
               order.by,
               "logged",
               {{"log", key->verifier().name()}, {"index", std::to_string(proof->index)}}});
  return {};
}

}  // namespace

Result<std::vector<StampFiles>> parse_stamps(std::string_view text) {
  json::error_code error;
  const json::value value = json::parse(text, error);
  const json::object* object = error ? nullptr : value.if_object();
  const json::value* list = object == nullptr ? nullptr : object->if_contains("stamps");
  if (list == nullptr || !list->is_array() || text_of(*object, "format") != kStampsFormat ||
      list->get_array().size() > kMaxStamps) {
    return invalid_input(std::string(kStampsName) + " is no list of time stamps");
  }
  std::vector<StampFiles> stamps;
  for (const json::value& each : list->get_array()) {
    const json::object* one = each.if_object();
    if (one == nullptr) return invalid_input("a time stamp is no object");
    const json::value* qualified = one->if_contains("qualified");
    StampFiles stamp{text_of(*one, "request"), text_of(*one, "reply"), text_of(*one, "chain"),
                     text_of(*one, "authority"),
                     qualified != nullptr && qualified->is_bool() && qualified->get_bool()};
    if (!is_sealed_name(stamp.request) || !is_sealed_name(stamp.reply) ||
        !is_sealed_name(stamp.chain)) {
      return invalid_input("a time stamp names no file");
    }
    stamps.push_back(std::move(stamp));
  }
  return stamps;
}

void add_custody(AddedFiles& added, const SealedTexts& sealed, const CustodyEntry& entry) {
  std::string record = sealed.custody + added[kLaterCustodyName];
  append_custody(record, entry);
  added[kLaterCustodyName] = record.substr(sealed.custody.size());
}

std::vector<std::string> attest(const SealedTexts& sealed, const AttestationOrder& order,
                                UtcTime now, AddedFiles& added) {
  std::vector<std::string> problems;
  if (!order.log.empty() && !added.contains(kLogProofName)) {
    if (auto logged = add_log_entry(sealed, order, now, added); !logged) {
      problems.push_back("not logged: " + logged.error().text());
    }
  }
  for (const StampAuthority& authority : order.authorities) {
    if (auto stamped = add_stamp(sealed, authority, order, now, added); !stamped) {
      problems.push_back("not stamped: " + stamped.error().text());
    }
  }
  return problems;
}

}  // namespace consentry
