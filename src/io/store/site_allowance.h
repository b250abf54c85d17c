// SPDX-License-Identifier: Apache-2.0
// How much disk the captures of one site may take: its runs draw on one allowance.
#pragma once

#include <atomic>
#include <cstddef>

namespace consentry {

// Of one measurement of a site (each repetition has its own), its second visits included. A site's runs
// take some megabytes, the heaviest seen some tens; a page in a loop fills what it is given, and a list of a
// thousand such must still fit a disk of half a terabyte.
inline constexpr std::size_t kMaxSiteBytes = std::size_t{512} << 20U;
// Of that, what browser events and screenshots leave to the lines that tell how each run went: closing
// lines, checkpoints, banner views. A run has some hundred kilobytes of them.
inline constexpr std::size_t kKeptForClosing = std::size_t{32} << 20U;

// Thread-safe: a site's runs may be made side by side.
class SiteAllowance {
 public:
  explicit SiteAllowance(std::size_t bytes = kMaxSiteBytes, std::size_t kept = kKeptForClosing)
      : limit_(bytes), kept_(kept) {}
  SiteAllowance(const SiteAllowance&) = delete;
  SiteAllowance& operator=(const SiteAllowance&) = delete;

  // Whether an event or a picture of so many bytes may still be kept; takes nothing.
  [[nodiscard]] bool has_room(std::size_t bytes) const { return used_ + bytes + kept_ <= limit_; }
  // Takes bytes that are about to be written; false, and nothing taken: they are beyond the limit.
  bool take(std::size_t bytes) {
    if (used_.fetch_add(bytes) + bytes <= limit_) return true;
    used_ -= bytes;
    return false;
  }
  // Of files that were removed again.
  void give_back(std::size_t bytes) { used_ -= bytes; }

 private:
  std::size_t limit_;
  std::size_t kept_;
  std::atomic<std::size_t> used_{0};
};

}  // namespace consentry
