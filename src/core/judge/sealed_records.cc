// SPDX-License-Identifier: Apache-2.0
#include "core/judge/sealed_records.h"

namespace consentry {
namespace {

// 64 bits of a digest: enough to tell bundles apart by eye. Where it counts the whole digest stands.
constexpr std::size_t kMarkDigits = 16;

}  // namespace

std::string SealedRecords::entry_of(const std::string& path, const std::string& sha256) const {
  const auto found = entries.find(path);
  return found != entries.end() && found->second.sha256 == sha256 ? found->second.name
                                                                  : std::string();
}

std::string bundle_mark(const SealedRecords& sealed) {
  if (sealed.manifest.empty()) return {};
  return sealed.file + " " + sealed.manifest.substr(0, kMarkDigits) + "…";
}

}  // namespace consentry
