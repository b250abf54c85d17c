// SPDX-License-Identifier: Apache-2.0
// The watched sites and what came of their scans: the port between who asks (HTTP, command line), who
// scans, and the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/watch/schedule.h"
#include "core/watch/watch_memory.h"

namespace consentry {

// What the administrator wants.
struct WatchOrder {
  std::string site;
  std::string schedule;  // as Schedule::parse takes it
  std::string webhook;   // https address; empty: none
  std::string secret;    // that signs what is sent there; never shown again
  std::string mail;      // address; empty: none
  // How the site is scanned; empty or 0: as the server's settings say.
  std::string profile{};   // whose law, as for consentry scan
  std::string language{};  // the visitor's, a BCP 47 tag
  unsigned pages = 0;      // before a choice
};

// broken_off: the server stopped or died meanwhile, and the scan is made again.
enum class ScanFate { done, failed, broken_off };
std::string_view name_of(ScanFate fate);  // "done" "failed" "broken-off"
std::optional<ScanFate> scan_fate_named(std::string_view name);

struct WatchedScan {
  std::uint64_t number = 0;  // of all sites, growing
  std::string site;
  UtcTime started;
  UtcTime finished;
  ScanFate fate = ScanFate::failed;
  std::string verdict;  // empty unless done
  std::string reason;   // why it failed, or what was not measured
  std::string tag;      // name_of(TagSeen)
  int changes = 0;      // against the scan before, by the comparison
  int alerts = 0;       // messages that it gave rise to
  std::string folder;   // of its report, below the data folder; empty: not kept any more
};

struct WatchEntry {
  WatchOrder order;
  UtcTime since;
  UtcTime due;
  std::optional<WatchedScan> last;
};

// A message that is to be delivered until it is, or until its time is over.
struct WatchMessage {
  std::uint64_t number = 0;
  std::string id;  // the same in every attempt, so that the receiver can tell repetitions
  std::string site;
  std::string way;   // "webhook" or "mail"
  std::string body;  // as watch_message.h writes it
  UtcTime made;
  int attempts = 0;
};

// Thread-safe.
class WatchBook {
 public:
  virtual ~WatchBook() = default;
  // Takes the place of an order before; what is known of the site stays. A webhook without a secret
  // keeps the one there is. not_found: there is no such site.
  virtual Status watch(const WatchOrder& order, UtcTime now) = 0;
  // not_found: it is not watched.
  virtual Status unwatch(std::string_view site) = 0;
  [[nodiscard]] virtual Result<WatchEntry> find(std::string_view site) const = 0;
  // By site.
  [[nodiscard]] virtual Result<std::vector<WatchEntry>> list() const = 0;
  // Newest first.
  [[nodiscard]] virtual Result<std::vector<WatchedScan>> scans(std::string_view site,
                                                               std::size_t most) const = 0;
};

}  // namespace consentry
