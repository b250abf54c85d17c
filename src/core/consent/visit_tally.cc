// SPDX-License-Identifier: Apache-2.0
#include "core/consent/visit_tally.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <tuple>

namespace consentry {
namespace {

constexpr std::size_t kNoticeDigits = 8;
// The longest language tag that is offered has 7 characters.
constexpr std::size_t kMaxLanguage = 16;
constexpr std::array<std::string_view, 4> kDevices{"", "phone", "tablet", "desktop"};

bool is_notice(std::string_view text) {
  return text.size() == kNoticeDigits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

bool is_language(std::string_view text) {
  constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  return !text.empty() && text.size() <= kMaxLanguage &&
         text.find_first_not_of(kLetters) == text.npos;
}

// One part of a cell's key; the rest stays in `text`.
std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

std::string key_of(std::string_view site, std::int64_t day, const VisitOrigin& from,
                   std::string_view language, std::string_view notice) {
  std::string key;
  key.reserve(site.size() + 40);
  key.append(site).append("\n").append(std::to_string(day)).append("\n");
  key.append(from.country).append("\n").append(name_of(from.device)).append("\n");
  key.append(language).append("\n").append(notice);
  return key;
}

}  // namespace

std::string_view name_of(Device device) { return kDevices.at(static_cast<std::size_t>(device)); }

Result<BannerShown> parse_shown(std::string_view text) {
  const auto no_banner = [] { return invalid_input("a banner shown is SITE NOTICE LANGUAGE"); };
  const std::size_t first = text.find(' ');
  if (text.size() > kMaxShownBytes || first == text.npos) return no_banner();
  const std::size_t second = text.find(' ', first + 1);
  if (second == text.npos) return no_banner();
  BannerShown banner;
  banner.site = text.substr(0, first);
  banner.notice = text.substr(first + 1, second - first - 1);
  banner.language = text.substr(second + 1);
  if (!is_consent_id(banner.site) || !is_notice(banner.notice) || !is_language(banner.language))
    return no_banner();
  return banner;
}

void EventCounts::add(Act act, std::uint64_t count) {
  switch (act) {
    case Act::accept_all:
      accepted += count;
      return;
    case Act::reject_all:
      refused += count;
      return;
    case Act::custom:
      custom += count;
      return;
    case Act::withdraw:
      withdrawn += count;
      return;
  }
}

EventCounts& EventCounts::operator+=(const EventCounts& other) {
  shown += other.shown;
  accepted += other.accepted;
  refused += other.refused;
  custom += other.custom;
  withdrawn += other.withdrawn;
  return *this;
}

void VisitTally::add_shown(const BannerShown& banner, std::int64_t day) {
  ++cells_[key_of(banner.site, day, banner.from, banner.language, banner.notice)].shown;
}

void VisitTally::add_choice(std::string_view site, std::int64_t day, Act act,
                            const VisitOrigin& from) {
  cells_[key_of(site, day, from, {}, {})].add(act, 1);
}

void VisitTally::add(const VisitTally& other) {
  for (const auto& [key, counts] : other.cells_) cells_[key] += counts;
}

std::vector<VisitRow> VisitTally::rows() const {
  using Place = std::tuple<std::string_view, std::string, std::int64_t, std::string>;
  std::map<Place, EventCounts> sums;
  for (const auto& [key, counts] : cells_) {
    std::string_view rest = key;
    const std::string site(take_line(rest));
    const std::string_view digits = take_line(rest);
    std::int64_t day = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), day);
    sums[{"country", site, day, std::string(take_line(rest))}] += counts;
    sums[{"device", site, day, std::string(take_line(rest))}] += counts;
    if (counts.shown == 0) continue;
    EventCounts shown;
    shown.shown = counts.shown;
    sums[{"language", site, day, std::string(take_line(rest))}] += shown;
    sums[{"notice", site, day, std::string(take_line(rest))}] += shown;
  }
  std::vector<VisitRow> rows;
  rows.reserve(sums.size());
  for (const auto& [place, counts] : sums) {
    const auto& [kind, site, day, value] = place;
    rows.push_back({kind, site, day, value, counts});
  }
  return rows;
}

}  // namespace consentry
