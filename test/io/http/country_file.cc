// SPDX-License-Identifier: Apache-2.0
#include "io/http/country_file.h"

#include <array>
#include <cstdint>

namespace consentry::http {
namespace {

std::string text(const std::string& value) {  // shorter than 29 bytes
  return std::string(1, static_cast<char>(0x40U | value.size())) + value;
}
std::string map(std::size_t members) { return {static_cast<char>(0xE0U | members)}; }
std::string big_endian(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i)
    out += static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 0xFFU);
  return out;
}
std::string short_number(std::uint32_t value) { return "\xA2" + big_endian(value, 2); }
std::string number(std::uint32_t value) { return "\xC4" + big_endian(value, 4); }
std::string long_number(std::uint32_t value) {
  return std::string("\x04\x02", 2) + big_endian(value, 4);
}

constexpr std::int64_t kNothing = -1;

// A record is a node, nothing, or -2 and below: data at an offset.
using Node = std::array<std::int64_t, 2>;

void place(std::vector<Node>& tree, const NetworkBits& bits, std::size_t offset) {
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < bits.size(); ++i) {
    const std::size_t side = bits[i] == '1' ? 1 : 0;
    if (tree[at][side] == kNothing) {
      tree[at][side] = static_cast<std::int64_t>(tree.size());
      tree.push_back({kNothing, kNothing});
    }
    at = static_cast<std::size_t>(tree[at][side]);
  }
  tree[at][bits.back() == '1' ? 1 : 0] = -2 - static_cast<std::int64_t>(offset);
}

std::string metadata(std::size_t nodes, int version) {
  return std::string("\xAB\xCD\xEFMaxMind.com") + map(9) + text("node_count") +
         number(static_cast<std::uint32_t>(nodes)) + text("record_size") + short_number(24) +
         text("ip_version") + short_number(static_cast<std::uint32_t>(version)) +
         text("database_type") + text("Test-Country") + text("languages") +
         std::string("\x01\x04", 2) + text("en") + text("binary_format_major_version") +
         short_number(2) + text("binary_format_minor_version") + short_number(0) +
         text("build_epoch") + long_number(1'700'000'000) + text("description") + map(1) +
         text("en") + text("made by a test");
}

}  // namespace

std::string country_file(const std::vector<std::pair<NetworkBits, std::string>>& networks,
                         int version, const std::string& key) {
  std::vector<Node> tree{{kNothing, kNothing}};
  std::string data;
  for (const auto& [bits, country] : networks) {
    // In a file of version 6, IPv4 lies under ::/96.
    place(tree, bits, data.size());
    data += map(1) + text(key) + map(1) + text("iso_code") + text(country);
  }
  std::string out;
  const auto nodes = static_cast<std::int64_t>(tree.size());
  for (const Node& node : tree) {
    for (const std::int64_t record : node) {
      std::int64_t value = record;
      if (record == kNothing) value = nodes;
      if (record < kNothing) value = nodes + 16 + (-2 - record);
      out += big_endian(static_cast<std::uint32_t>(value), 3);
    }
  }
  return out + std::string(16, '\0') + data + metadata(tree.size(), version);
}

}  // namespace consentry::http
