// SPDX-License-Identifier: Apache-2.0
// One choice as the tag sends it (wire contract: test/data/wire/choice*.json), checked twice: what
// it looks like, and whether it answers what the notice asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/consent/notice.h"
#include "core/consent/visitor_id.h"

namespace consentry {

// A choice with every service of a large site named has some 5 KiB.
inline constexpr std::size_t kMaxChoiceBytes = std::size_t{16} * 1024;
inline constexpr std::size_t kMaxPurposes = 32;
inline constexpr std::size_t kMaxServices = 256;
inline constexpr std::size_t kMaxKey = 64;

enum class Act { accept_all, reject_all, custom, withdraw };
std::string_view name_of(Act act);
std::optional<Act> parse_act(std::string_view name);

// Only parse_choice() makes one from outside words.
struct Choice {
  std::string site;
  VisitorId visitor{{}};
  std::string key;  // the same when the choice is sent again
  Act act = Act::reject_all;
  std::vector<std::pair<std::string, bool>> purposes;
  std::vector<std::string> services;  // granted one by one, beyond granted purposes
  std::string notice;                 // version
  std::string language;
  std::string layout;
  std::int64_t clicks = 0;
  std::int64_t shown_ms = 0;  // between the banner's appearance and the choice; 0: none was shown
  UtcTime time;               // of the visitor's device
  bool gpc = false;           // Global Privacy Control was on
};

// Strict: unknown members, repeated ids, numbers out of range and invalid UTF-8 are refused.
// invalid_input names the member; exhausted when it is too long.
Result<Choice> parse_choice(std::string_view json);

// What keeps the choice from being an answer to this notice; nothing when it is one.
std::optional<std::string> objection(const Choice& choice, const Notice& notice);

}  // namespace consentry
