// SPDX-License-Identifier: Apache-2.0
#include "core/base/ipv4.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace consentry {
namespace {

// A whole number without sign or blanks, up to `most`.
std::optional<unsigned> number(std::string_view text, unsigned most) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && value <= most ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  constexpr int kParts = 4;
  std::uint32_t address = 0;
  for (int part = 0; part < kParts; ++part) {
    const bool last = part + 1 == kParts;
    const std::size_t end = last ? text.size() : text.find('.');
    if (end == std::string_view::npos) return std::nullopt;
    const auto value = number(text.substr(0, end), 255);
    if (!value) return std::nullopt;
    address = address << 8U | *value;
    text.remove_prefix(last ? end : end + 1);
  }
  return address;
}

bool Ipv4Range::contains(std::uint32_t address) const {
  return bits == 0 || (address ^ first) >> static_cast<unsigned>(32 - bits) == 0;
}

std::optional<Ipv4Range> parse_ipv4_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto first = parse_ipv4(text.substr(0, slash));
  if (!first) return std::nullopt;
  if (slash == std::string_view::npos) return Ipv4Range{*first, 32};
  const auto bits = number(text.substr(slash + 1), 32);
  if (!bits) return std::nullopt;
  const Ipv4Range range{*first, static_cast<int>(*bits)};
  const bool exact = *bits == 0 ? *first == 0 : *bits == 32 || (*first << *bits) == 0;
  return exact ? std::optional(range) : std::nullopt;
}

bool is_global_ipv4(std::uint32_t address) {
  static constexpr std::array kOthers{Ipv4Range{0x00000000, 8},   // "this host"
                                      Ipv4Range{0x0A000000, 8},   // 10.0.0.0, private
                                      Ipv4Range{0x64400000, 10},  // 100.64.0.0, shared
                                      Ipv4Range{0x7F000000, 8},   // loopback
                                      Ipv4Range{0xA9FE0000, 16},  // 169.254.0.0, link-local
                                      Ipv4Range{0xAC100000, 12},  // 172.16.0.0, private
                                      Ipv4Range{0xC0A80000, 16},  // 192.168.0.0, private
                                      Ipv4Range{0xC6120000, 15},  // 198.18.0.0, benchmarks
                                      Ipv4Range{0xE0000000, 3}};  // multicast and above
  return std::ranges::none_of(
      kOthers, [address](const Ipv4Range& range) { return range.contains(address); });
}

}  // namespace consentry
