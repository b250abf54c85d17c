// SPDX-License-Identifier: Apache-2.0
// What a watched site is known to have, and what was told about it: from scan to scan this decides what
// is worth a message. A thing is told when it appears and once more when it is gone; nothing is repeated
// while it stays. Pure; the store keeps the memory as JSON.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/watch/scan_digest.h"

namespace consentry {

// Pages that show a thing only at times must not make it come and go: so many scans in a row that
// measured what it was seen in must lack it.
inline constexpr int kScansUntilGone = 2;
// A thing that was never told is remembered for longer, so that it is no news when it comes back.
inline constexpr int kScansUntilForgotten = 30;
// Beyond so many, what was not seen lately and not told is forgotten.
inline constexpr std::size_t kMaxKnownThings = 5000;
// Above this one message says how many more there are.
inline constexpr std::size_t kMaxAlertsPerScan = 20;

enum class AlertKind { appeared, leaks, tag_gone, failing };
// "appeared" "leaks" "tag-gone" "failing": the names in messages.
std::string_view name_of(AlertKind kind);

// Something to tell.
struct Alert {
  AlertKind kind = AlertKind::appeared;
  bool resolved = false;  // it is over
  std::string subject;    // key of the sighting; empty: the site as a whole
  std::string words;      // one sentence
  bool operator==(const Alert&) const = default;
};

struct KnownThing {
  std::string words;
  std::vector<Phase> phases;  // in which it was last seen
  bool leaking = false;       // before a choice
  bool told_new = false;      // its appearing was told, and its going will be
  bool told_leak = false;     // the same of leaking
  int missed = 0;             // scans in a row without it
  int quiet = 0;              // scans in a row in which it did not leak
};

struct WatchMemory {
  bool begun = false;  // a scan was learnt from: what it saw is the base, and not news
  bool tag_was_seen = false;
  bool told_tag = false;
  int failures = 0;  // in a row
  bool told_failing = false;
  std::map<std::string, KnownThing> things;
};

// Learns from a scan that measured the site, at least before a choice.
std::vector<Alert> learn(WatchMemory& memory, const ScanDigest& scan);
// Learns from a scan that failed; tells at the `failures_to_tell`th in a row.
std::vector<Alert> learn_failure(WatchMemory& memory, std::string_view reason,
                                 int failures_to_tell);

std::string watch_memory_json(const WatchMemory& memory);
// corrupt: the store holds something else. An empty text is an empty memory.
Result<WatchMemory> parse_watch_memory(std::string_view json);

}  // namespace consentry
