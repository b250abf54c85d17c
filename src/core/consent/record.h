// SPDX-License-Identifier: Apache-2.0
// What is kept of a choice, and the bytes of it that are hashed: JSON without white space, members
// in a fixed order (docs/formats/consent-record.md; fields after ISO/IEC TS 27560). No address, no
// browser's name, nothing that was not needed to prove the choice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/consent/choice.h"

namespace consentry {

inline constexpr std::string_view kRecordSchema = "consentry-record-1";

// The part that differs from record to record.
struct RecordHead {
  std::uint64_t index = 0;  // leaf of the log
  UtcTime time;             // of the server
  VisitorId visitor{{}};
  std::uint64_t key = 0;              // digest of the choice's key
  std::int64_t device_offset_ms = 0;  // the device's time of the choice minus `time`
  std::int64_t clicks = 0;
  std::int64_t shown_ms = 0;
  std::optional<std::uint64_t> previous;  // index of the same visitor's record before
};

// The part that many records share: who asked, what, how, and what was answered.
struct RecordTail {
  std::string site;
  Act act = Act::reject_all;
  std::string choices;  // '1' or '0' for each purpose, in the notice's order
  std::string text;     // JSON members, without the braces
  // Counted by; both stand in the text as well.
  std::string language{};
  std::string notice{};  // version
};

// First 8 bytes of SHA-256, as a number with its sign bit clear: two keys of one visitor are told
// apart by it.
std::uint64_t key_digest(std::string_view key);

// What `text` says of itself, as record_tail() has written it: language and notice. Empty where it
// does not say.
struct TailLabels {
  std::string_view language;  // points into `text`
  std::string_view notice;
};
TailLabels labels_of(std::string_view text);

RecordTail record_tail(const Choice& choice, const Notice& notice);
// UUID version 7: the server's time, then bits drawn from the random visitor id, so that nobody can
// guess it who does not know that.
std::string record_id(const RecordHead& head);
// The bytes that are hashed as a leaf. `id` is record_id(head), where that is at hand.
std::string record_text(const RecordHead& head, std::string_view tail_text);
std::string record_text(const RecordHead& head, std::string_view id, std::string_view tail_text);

}  // namespace consentry
