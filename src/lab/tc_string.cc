// SPDX-License-Identifier: Apache-2.0
#include "lab/tc_string.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace consentry::lab {
namespace {

// 2026-11-01T00:00:00Z in tenths of a second: TCF strings carry the day only.
constexpr std::uint64_t kCreated = 17934912000U;
constexpr int kVendorListVersion = 150;
constexpr int kPolicyVersion = 5;
constexpr std::uint64_t kPurposes1To10 = 0xFFC000;  // of 24 bits, purpose 1 first
constexpr std::uint64_t kPurposes3And7To10 = 0x23C000;

class Bits {
 public:
  void put(std::uint64_t value, int width) {
    for (int i = width - 1; i >= 0; --i)
      bits_.push_back(((value >> static_cast<unsigned>(i)) & 1U) != 0);
  }
  void put_letters(std::string_view two) {
    for (const char c : two) put(static_cast<std::uint64_t>((c | 0x20) - 'a'), 6);
  }
  // A vendor section as a bit field.
  void put_vendors(std::span<const int> vendors) {
    const int greatest = vendors.empty() ? 0 : vendors.back();
    put(static_cast<std::uint64_t>(greatest), 16);
    put(0, 1);
    for (int id = 1; id <= greatest; ++id)
      put(std::binary_search(vendors.begin(), vendors.end(), id) ? 1 : 0, 1);
  }
  [[nodiscard]] std::string base64url() const {
    static constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    // Padded to whole bytes as the specification has it, then to a sextet.
    const std::size_t size = (bits_.size() + 7) / 8 * 8;
    for (std::size_t at = 0; at < size; at += 6) {
      std::size_t value = 0;
      for (std::size_t i = at; i < at + 6; ++i)
        value = value * 2 + (i < bits_.size() && bits_[i] ? 1 : 0);
      out += kAlphabet[value];
    }
    return out;
  }

 private:
  std::vector<bool> bits_;
};

}  // namespace

std::string tc_string(const TcChoice& choice) {
  Bits core;
  core.put(2, 6);
  core.put(kCreated, 36);
  core.put(kCreated, 36);
  core.put(static_cast<std::uint64_t>(choice.cmp_id), 12);
  core.put(1, 12);  // version of the manager
  core.put(1, 6);   // screen
  core.put_letters(choice.language);
  core.put(kVendorListVersion, 12);
  core.put(kPolicyVersion, 6);
  core.put(1, 1);   // service-specific
  core.put(0, 1);   // standard texts
  core.put(0, 12);  // special features
  core.put(choice.granted ? kPurposes1To10 : 0, 24);
  core.put(choice.legitimate_interest ? kPurposes3And7To10 : 0, 24);
  core.put(0, 1);  // purpose one is asked
  core.put_letters(choice.country);
  core.put_vendors(choice.granted ? choice.vendors : std::span<const int>());
  core.put_vendors(choice.legitimate_interest ? choice.vendors : std::span<const int>());
  core.put(0, 12);  // publisher restrictions
  if (!choice.disclosed) return core.base64url();
  Bits disclosed;
  disclosed.put(1, 3);
  disclosed.put_vendors(choice.vendors);
  return core.base64url() + "." + disclosed.base64url();
}

}  // namespace consentry::lab
