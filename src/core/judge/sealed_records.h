// SPDX-License-Identifier: Apache-2.0
// Which files of a scan's folder lie in its evidence bundle, as the bundle's manifest lists them: what a
// reference into the bundle is made from. Format: docs/formats/evidence-bundle.md.
#pragma once

#include <map>
#include <string>

namespace consentry {

struct SealedRecords {
  struct Entry {
    std::string name;    // in the archive: "scan/sites/shop.example-1a2b3c4d/refuse/events.ndjson"
    std::string sha256;  // as the manifest tells it
  };
  std::string file;                      // of the bundle, below the scan's folder: "evidence.zip"
  std::string manifest;                  // SHA-256 of MANIFEST.sha256; empty: there is no bundle
  std::map<std::string, Entry> entries;  // by path below the scan's folder

  // Name of the entry that holds the very bytes with this digest; empty when the bundle has none: it
  // may be older than the record, and a reference to other bytes would be false.
  [[nodiscard]] std::string entry_of(const std::string& path, const std::string& sha256) const;
};

// The bundle as a line names it, long enough to tell it from others: "evidence.zip 0123456789abcdef…".
// Empty where there is none.
std::string bundle_mark(const SealedRecords& sealed);

}  // namespace consentry
