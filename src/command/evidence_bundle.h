// SPDX-License-Identifier: Apache-2.0
// An evidence bundle as a file: what is sealed in it, and what was added to the seal. Format:
// docs/formats/evidence-bundle.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/proof/sealed_list.h"

namespace consentry {

inline constexpr const char* kBundleFormat = "consentry-evidence/1";
inline constexpr const char* kManifestName = "MANIFEST.sha256";
inline constexpr const char* kSealName = "SEAL.sha256";
inline constexpr const char* kCustodyName = "custody.ndjson";
inline constexpr const char* kLaterCustodyName = "custody-after.ndjson";
inline constexpr const char* kLogProofName = "MANIFEST.tlog-proof";
inline constexpr const char* kLogKeyName = "log.vkey";
inline constexpr const char* kLogPemName = "log.pub.pem";
inline constexpr const char* kStampsName = "stamps.json";
// Below it lies the scan's folder as it was.
inline constexpr const char* kScanPrefix = "scan/";

// What a log holds of a bundle.
std::string log_entry_for(std::string_view manifest);

// Names and bytes of what stands beside the manifest, SEAL.sha256 left out.
using AddedFiles = std::map<std::string, std::string>;
// SEAL.sha256 for them and the manifest.
std::string seal_text(std::string_view manifest, const AddedFiles& added);

// A bundle that was read whole. Nothing in it is checked but that it is an archive of files with
// proper names, each once.
struct Bundle {
  struct Found {
    Sha256 digest{};
    std::uint64_t size = 0;
  };
  std::map<std::string, Found> files;
  // Bytes of all files that do not lie in the scan's folder.
  std::map<std::string, std::string> texts;
  // The manifest's lines; empty when it is missing or damaged.
  std::vector<SealedFile> manifest;

  [[nodiscard]] std::string text(const std::string& name) const;
  // What is neither sealed nor manifest nor seal.
  [[nodiscard]] AddedFiles added() const;
};

// not_found, invalid_input: it is no bundle; exhausted: more comes out of it than it can hold.
Result<Bundle> read_bundle(const std::filesystem::path& path);

}  // namespace consentry
