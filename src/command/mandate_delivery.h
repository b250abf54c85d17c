// SPDX-License-Identifier: Apache-2.0
// Sends the mails about mandates that wait: each until the mail server takes it, or for three days. What
// was taken is erased; until then it lies locked with a key that is not in the database.
#pragma once

#include <atomic>
#include <functional>

#include "core/mandate/mandate_intake.h"
#include "io/notify/mail.h"

namespace consentry {

struct MandateMailCounts {
  std::atomic<std::uint64_t> sent{0};
  std::atomic<std::uint64_t> failed{0};    // attempts
  std::atomic<std::uint64_t> given_up{0};  // mails
};

// For one thread, but for the counts. All must outlive it.
class MandateDelivery {
 public:
  struct Parts {
    MandateBook& book;
    const MandateCipher& cipher;
    // Of a case. not_found: its file is gone.
    std::function<Result<Secret32>(const std::string& case_id)> pepper;
    std::function<UtcTime()> clock;
    MandateMailCounts& counts;
  };
  MandateDelivery(MailRoute route, Parts parts)
      : route_(std::move(route)), parts_(std::move(parts)) {}
  // One attempt for each mail whose time has come, until `stopped`.
  Status run(const std::function<bool()>& stopped);

 private:
  [[nodiscard]] Status deliver(const WaitingMandateMail& mail, MailSession& session) const;
  Status settle(const WaitingMandateMail& mail, const Status& delivered);
  MailRoute route_;
  Parts parts_;
};

}  // namespace consentry
