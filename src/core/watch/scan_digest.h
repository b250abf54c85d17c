// SPDX-License-Identifier: Apache-2.0
// What a watcher needs to know of one scan of one site, as a small JSON file: the scan writes it, the
// server reads it. The reader trusts nothing in it, since pages were read by the process that wrote it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/observe/phase.h"

namespace consentry {

inline constexpr std::string_view kScanDigestFormat = "consentry-scan-digest/1";
// Some hundred bytes a sighting; more when each has many parents.
inline constexpr std::size_t kMaxScanDigestBytes = 16UL << 20U;
// A page can make up names without end; no honest site has so many.
inline constexpr std::size_t kMaxSightings = 2000;
inline constexpr std::size_t kMaxSightingKey = 200;
inline constexpr std::size_t kMaxSightingWords = 300;

// One thing that the site stores, uses or sends to.
struct Sighting {
  // Known again by this: "service:google-analytics", "party:Google", "cookie:_ga", "local:uid",
  // "rule:PRE-18".
  std::string key;
  std::string words;   // one line for a person: "Google Analytics (www.google-analytics.com)"
  bool leaks = false;  // before a choice, what needs consent
  std::vector<Phase> phases{};  // in which it was seen, in their order
  // Keys of what it is part of: a cookie of its party, a party of its service. What is told of those
  // need not be told of this.
  std::vector<std::string> parents{};
};

// Whether the pages carry the site's own tag. unknown: nobody asked.
enum class TagSeen { unknown, absent, older, present };
std::string_view name_of(TagSeen seen);  // "unknown" "absent" "older" "present"

struct ScanDigest {
  UtcTime started;
  // To their end, in their order; none: the scan failed. What was seen in others may be there still.
  std::vector<Phase> measured;
  std::string verdict;  // of the site: "breach", "pass", ...
  std::string reason;   // why not all, or nothing, was measured
  TagSeen tag = TagSeen::unknown;
  std::vector<Sighting> sightings;  // by key, each once
};

std::string scan_digest_json(const ScanDigest& digest);
// invalid_input: no such file, or more than the limits above.
Result<ScanDigest> parse_scan_digest(std::string_view json);

}  // namespace consentry
