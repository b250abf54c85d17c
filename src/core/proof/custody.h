// SPDX-License-Identifier: Apache-2.0
// Who had evidence in hand, when, and what was done with it: lines of which each holds the SHA-256 of
// the one before, so that none can be changed, taken out or put between without all later ones
// showing it. Format: docs/formats/evidence-bundle.md.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"

namespace consentry {

// Longest record that is read: an entry has some 300 bytes.
inline constexpr std::size_t kMaxCustodyBytes = std::size_t{4} << 20U;

struct CustodyEntry {
  std::string time;   // RFC 3339, UTC; empty: not known
  std::string actor;  // who; empty: not stated
  std::string event;  // "created" "captured" "sealed" "logged" "stamped" ...
  std::vector<std::pair<std::string, std::string>> details;  // in the order written
};

// SHA-256 of the record's last line, its line feed included, in hexadecimal; 64 zeros for none.
std::string custody_head(std::string_view record);
// The entry as a line after `head`, numbered `number` from 0.
std::string custody_line(const CustodyEntry& entry, std::size_t number, std::string_view head);
// Appends the entry to a record that begins a chain.
void append_custody(std::string& record, const CustodyEntry& entry);

// The entries of a record that begins a chain. corrupt, with the line: an entry does not follow from
// the one before, or is none; exhausted when it is too large.
Result<std::vector<CustodyEntry>> read_custody(std::string_view record);

}  // namespace consentry
