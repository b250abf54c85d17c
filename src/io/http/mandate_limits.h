// SPDX-License-Identifier: Apache-2.0
// How many mandates one address, one mailbox and one case may send. Instead of puzzles, which shut
// people out.
#pragma once

#include <string>
#include <string_view>

#include "io/http/allowance_table.h"

namespace consentry::http {

// Thread-safe; some 9 MiB.
class MandateLimits {
 public:
  using Clock = AllowanceTable::Clock;
  // A family or a stand with one tablet sends some dozens; a machine that fills the outbox more.
  bool admits_client(const std::string& client, Clock::time_point now) {
    return clients_.admits(client, now);
  }
  // A form that is in the news.
  bool admits_case(std::string_view case_id, Clock::time_point now) {
    return cases_.admits(case_id, now);
  }
  // So that nobody floods the mailbox of another.
  bool admits_mailbox(std::string_view email, Clock::time_point now) {
    return mailboxes_.admits(email, now);
  }

 private:
  AllowanceTable clients_{std::chrono::seconds(10), 30, std::size_t{1} << 16U};
  AllowanceTable cases_{std::chrono::milliseconds(50), 2'000, std::size_t{1} << 10U};
  // Of ten thousand people a day, two share a bucket a hundred times, and three never.
  AllowanceTable mailboxes_{std::chrono::hours(8), 3, std::size_t{1} << 20U};
};

}  // namespace consentry::http
