// SPDX-License-Identifier: Apache-2.0
// What a running server counts, for Prometheus. Numbers only: nothing about a visitor.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace consentry::http {

// What became of a posted choice.
enum class ChoiceFate {
  kept,
  repeated,
  malformed,  // no choice, or too long
  unknown_site,
  wrong_origin,
  other_notice,  // answers no notice of the site
  too_often,
  not_kept,  // the store failed or is full
};
inline constexpr std::size_t kChoiceFates = 8;
std::string_view name_of(ChoiceFate fate);

// Thread-safe.
class ServerMetrics {
 public:
  void count(ChoiceFate fate) { fates_[static_cast<std::size_t>(fate)].fetch_add(1); }
  void count_answer(int status) {
    const auto kind = static_cast<std::size_t>(status / 100);
    if (kind < answers_.size()) answers_[kind].fetch_add(1, std::memory_order_relaxed);
  }
  // In the text format of Prometheus, version 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  std::array<std::atomic<std::uint64_t>, kChoiceFates> fates_{};
  std::array<std::atomic<std::uint64_t>, 6> answers_{};  // by the status' first digit
};

// A counter or gauge in the same format, for what others count.
std::string metric_text(std::string_view name, std::string_view kind, std::string_view what,
                        std::uint64_t value);

}  // namespace consentry::http
