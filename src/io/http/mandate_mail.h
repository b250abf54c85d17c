// SPDX-License-Identifier: Apache-2.0
// The two mails of a mandate: one asks to confirm, one tells the number. Both have the link by which the
// person sees, corrects and withdraws it. The name of the person stands in neither.
#pragma once

#include <string>

#include "core/mandate/mandate_intake.h"
#include "io/http/mandate_record.h"

namespace consentry::http {

// Where links lead and who sends.
struct MailSender {
  std::string address;  // of this server: "https://claims.example"
  std::string from;
};

MandateMail confirmation_mail(const MandateForm& form, const TakenMandate& taken,
                              const std::string& to, const MailSender& sender,
                              const MandateWords& words);
// `record.salt` must be there.
MandateMail number_mail(const MandateRecord& record, const std::string& to,
                        const MailSender& sender, UtcTime now, const MandateWords& words);

}  // namespace consentry::http
