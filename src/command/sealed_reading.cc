// SPDX-License-Identifier: Apache-2.0
#include "command/sealed_reading.h"

#include <string>

#include "command/evidence_bundle.h"
#include "command/evidence_seal.h"
#include "core/base/digest.h"
#include "core/proof/sealed_list.h"
#include "io/store/archive_file.h"

namespace consentry {
namespace {

namespace fs = std::filesystem;

// Empty: there is none to read, or it is too large to be one.
std::string manifest_in(const fs::path& bundle) {
  auto archive = ArchiveReader::open(bundle);
  if (!archive) return {};
  for (auto entry = archive->next(); entry && *entry; entry = archive->next()) {
    if ((*entry)->name != kManifestName) continue;
    std::string text;
    auto piece = archive->read();
    for (; piece && !piece->empty(); piece = archive->read()) {
      if (text.size() + piece->size() > kMaxSealedListBytes) return {};
      text += *piece;
    }
    return piece ? text : std::string();
  }
  return {};
}

}  // namespace

SealedRecords sealed_records(const fs::path& folder) {
  SealedRecords sealed;
  const std::string manifest = manifest_in(folder / kBundleFile);
  if (manifest.empty()) return sealed;
  sealed.file = kBundleFile;
  sealed.manifest = sha256_hex(manifest);
  const auto list = parse_sealed_list(manifest);
  if (!list) return sealed;
  const std::string_view prefix = kScanPrefix;
  for (const SealedFile& file : *list) {
    if (!file.name.starts_with(prefix)) continue;
    sealed.entries[file.name.substr(prefix.size())] = {file.name, to_hex(file.digest)};
  }
  return sealed;
}

}  // namespace consentry
