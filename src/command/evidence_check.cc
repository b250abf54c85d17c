// SPDX-License-Identifier: Apache-2.0
#include "command/evidence_check.h"

#include <algorithm>
#include <set>

#include "command/evidence_attestation.h"
#include "core/proof/custody.h"
#include "core/proof/log_proof.h"
#include "core/proof/time_stamp.h"

namespace consentry {
namespace {

EvidenceCheck failed(std::string name, std::string why) {
  return {std::move(name), CheckState::failed, std::move(why)};
}

EvidenceCheck not_reached(std::string name) {
  return {std::move(name), CheckState::not_reached, "a step before it failed"};
}

// The first file of a list that is missing or has other bytes; empty: none.
std::string first_wrong(const Bundle& bundle, const std::vector<SealedFile>& list) {
  for (const SealedFile& file : list) {
    const auto found = bundle.files.find(file.name);
    if (found == bundle.files.end()) return file.name + " is missing";
    if (found->second.digest != file.digest) return file.name + " was changed";
  }
  return {};
}

EvidenceCheck check_seal(const Bundle& bundle) {
  const auto seal = parse_sealed_list(bundle.text(kSealName));
  if (!seal) return failed("seal", std::string(kSealName) + ": " + seal.error().text());
  if (std::ranges::none_of(*seal, [](const auto& file) { return file.name == kManifestName; }))
    return failed("seal", "the manifest is not listed");
  if (auto wrong = first_wrong(bundle, *seal); !wrong.empty()) return failed("seal", wrong);
  return {"seal", CheckState::ok, std::to_string(seal->size()) + " files of the seal are whole"};
}

EvidenceCheck check_files(const Bundle& bundle) {
  if (bundle.manifest.empty()) return failed("files", "the manifest is damaged");
  if (auto wrong = first_wrong(bundle, bundle.manifest); !wrong.empty())
    return failed("files", wrong);
  const auto seal = parse_sealed_list(bundle.text(kSealName));
  std::set<std::string_view> known{kSealName};
  for (const SealedFile& file : bundle.manifest) known.insert(file.name);
  if (seal) {
    for (const SealedFile& file : *seal) known.insert(file.name);
  }
  for (const auto& [name, found] : bundle.files) {
    if (!known.contains(name)) return failed("files", name + " is in no list");
  }
  return {"files", CheckState::ok,
          std::to_string(bundle.manifest.size()) +
              " sealed files are as they were, and there is no other"};
}

EvidenceCheck check_custody(const Bundle& bundle) {
  const auto entries = read_custody(bundle.text(kCustodyName) + bundle.text(kLaterCustodyName));
  if (!entries) return failed("custody", entries.error().text());
  const std::string manifest = sha256_hex(bundle.text(kManifestName));
  bool sealed = false;
  for (const CustodyEntry& entry : *entries) {
    if (entry.event != "sealed") continue;
    for (const auto& [name, detail] : entry.details) {
      if (name == "manifest" && detail != manifest)
        return failed("custody", "another manifest was sealed");
      sealed = sealed || name == "manifest";
    }
  }
  if (!sealed) return failed("custody", "it does not say that anything was sealed");
  return {"custody", CheckState::ok,
          std::to_string(entries->size()) + " entries, each holding the hash of the one before"};
}

EvidenceCheck check_one_stamp(const std::string& name, const StampFiles& files,
                              const Bundle& bundle, const std::string& roots) {
  const Sha256 digest = sha256(bundle.text(kManifestName));
  const std::string reply = bundle.text(files.reply);
  const auto stamp = read_stamp(reply, digest);
  if (!stamp) return failed(name, stamp.error().text());
  if (auto good = check_stamp(reply, digest, roots); !good)
    return failed(name, good.error().text());
  if (auto asked = answers_request(reply, bundle.text(files.request)); !asked)
    return failed(name, asked.error().text());
  std::string text =
      "the manifest was shown on " + to_rfc3339(stamp->time) + " to " + files.authority + " (" +
      stamp->authority + "), " +
      (files.qualified ? "qualified as who sealed states" : "not stated as qualified");
  if (roots.empty())
    text += "; by the bundle's own certificates, name the authority's with --tsa-ca";
  return {name, roots.empty() ? CheckState::unconfirmed : CheckState::ok, std::move(text)};
}

void check_stamps(const Bundle& bundle, const std::string& roots, bool sealed,
                  std::vector<EvidenceCheck>& checks) {
  if (!bundle.texts.contains(kStampsName)) {
    checks.push_back(sealed ? EvidenceCheck{"stamp", CheckState::absent, "no time stamp was made"}
                            : not_reached("stamp"));
    return;
  }
  const auto stamps = sealed ? parse_stamps(bundle.text(kStampsName))
                             : Result<std::vector<StampFiles>>(std::vector<StampFiles>{});
  if (!stamps) checks.push_back(failed("stamp", stamps.error().text()));
  if (!sealed) checks.push_back(not_reached("stamp"));
  for (std::size_t i = 0; stamps && i < stamps->size(); ++i) {
    checks.push_back(
        check_one_stamp("stamp " + std::to_string(i + 1), (*stamps)[i], bundle, roots));
  }
}

EvidenceCheck check_log(const Bundle& bundle, const std::string& key_text) {
  if (!bundle.texts.contains(kLogProofName))
    return {"log", CheckState::absent, "no log was told of the manifest"};
  const auto proof = parse_log_proof(bundle.text(kLogProofName));
  if (!proof) return failed("log", proof.error().text());
  std::string text = key_text.empty() ? bundle.text(kLogKeyName) : key_text;
  text = text.substr(0, text.find_first_of("\r\n"));
  const auto key = VerifierKey::parse(text);
  if (!key) return failed("log", key.error().text());
  const auto head = check_log_proof(*proof, log_entry_for(bundle.text(kManifestName)), *key);
  if (!head) return failed("log", head.error().text());
  if (key_text.empty() && bundle.text(kLogPemName) != public_key_pem(*key))
    return failed("log", std::string(kLogPemName) + " is another key");
  std::string good = "entry " + std::to_string(proof->index) + " of " + std::to_string(head->size) +
                     " in " + head->origin;
  if (key_text.empty()) good += "; by the bundle's own key, name the published one with --key";
  return {"log", key_text.empty() ? CheckState::unconfirmed : CheckState::ok, std::move(good)};
}

}  // namespace

std::string_view name_of(CheckState state) {
  switch (state) {
    case CheckState::ok:
      return "ok";
    case CheckState::unconfirmed:
      return "unconfirmed";
    case CheckState::absent:
      return "not there";
    case CheckState::not_reached:
      return "not reached";
    case CheckState::failed:
      return "FAILED";
  }
  return "unknown";
}

std::vector<EvidenceCheck> check_bundle(const Bundle& bundle, const TrustedKeys& trusted) {
  std::vector<EvidenceCheck> checks{check_seal(bundle)};
  const bool sealed = checks.front().state == CheckState::ok;
  checks.push_back(sealed ? check_files(bundle) : not_reached("files"));
  const bool whole = checks.back().state == CheckState::ok;
  checks.push_back(whole ? check_custody(bundle) : not_reached("custody"));
  check_stamps(bundle, trusted.tsa_roots, sealed, checks);
  checks.push_back(sealed ? check_log(bundle, trusted.log_key) : not_reached("log"));
  return checks;
}

}  // namespace consentry
