// SPDX-License-Identifier: Apache-2.0
// Counts of what cannot be told from records, since records do not hold it: banners shown, and from
// which countries and on which kinds of devices choices came. Numbers only, never a visitor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/consent/choice.h"

namespace consentry {

enum class Device : std::uint8_t { unknown, phone, tablet, desktop };
// "" for unknown.
std::string_view name_of(Device device);

// From where a request came, as coarse as it is counted. Counted only, never kept with a record.
struct VisitOrigin {
  std::string country;  // ISO 3166-1, two capital letters; empty: not known
  Device device = Device::unknown;
};

// A page was shown with the banner on it.
struct BannerShown {
  std::string site;
  std::string notice;    // version
  std::string language;  // of the banner
  VisitOrigin from;
};

// What the tag sends for it: "SITE NOTICE LANGUAGE", one space between them. No id, no time.
inline constexpr std::size_t kMaxShownBytes = 128;
// invalid_input when it is something else. Whether there is such a site is not asked here.
Result<BannerShown> parse_shown(std::string_view text);

struct EventCounts {
  std::uint64_t shown = 0;
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::uint64_t custom = 0;
  std::uint64_t withdrawn = 0;

  void add(Act act, std::uint64_t count);
  EventCounts& operator+=(const EventCounts& other);
  bool operator==(const EventCounts&) const = default;
  // Answers to a banner, and so not withdrawals.
  [[nodiscard]] std::uint64_t chosen() const { return accepted + refused + custom; }
};

// One counter of a site and day, along one dimension alone: no two are crossed, so that a count of
// one tells as little as possible.
struct VisitRow {
  std::string_view kind;  // "country", "device"; "language" and "notice" of banners shown
  std::string site;
  std::int64_t day = 0;
  std::string value;  // empty: not known
  EventCounts counts;
};

// Gathers counts in memory until they are written. Not thread-safe.
class VisitTally {
 public:
  void add_shown(const BannerShown& banner, std::int64_t day);
  void add_choice(std::string_view site, std::int64_t day, Act act, const VisitOrigin& from);
  void add(const VisitTally& other);
  [[nodiscard]] bool empty() const { return cells_.empty(); }
  void clear() { cells_.clear(); }
  // In the order of kind, site, day and value.
  [[nodiscard]] std::vector<VisitRow> rows() const;

 private:
  // Fields that hold no line break, one a line: one allocation a choice at most.
  std::unordered_map<std::string, EventCounts> cells_;
};

}  // namespace consentry
