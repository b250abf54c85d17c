// SPDX-License-Identifier: Apache-2.0
// From a checked form to what is kept, and to what the mail needs; and from a mail's token to the
// address that waits for it. Pure but for the cipher's random bytes.
//
// The way of a mail address: it is in memory while the form is answered; in the locked mail until the
// mail server has taken it (the key comes from the pepper, a file beside the database); and in
// `held_mail` until the link of that mail is used (the key comes from the token, which the server does
// not keep). After that it is in the sealed part only.
#pragma once

#include <optional>
#include <string>

#include "core/mandate/mandate_book.h"
#include "core/mandate/mandate_cipher.h"

namespace consentry {

struct TakenMandate {
  NewMandate mandate;
  Secret32 token{};  // for the mail's link, never kept
  MandateSecrets secrets;
};

// `pepper`: the case's. `corrects`: the mandate that the person corrects, by its manage token.
Result<TakenMandate> take_mandate(const MandateForm& form, const Submission& submission,
                                  const Secret32& pepper, const MandateCipher& cipher, UtcTime now,
                                  const std::optional<MandateReference>& corrects = {});

// A mail for the outbox, and back. corrupt: locked with another pepper, or changed.
struct MandateMail {
  std::string to;
  std::string message;  // whole, with CRLF
};
Result<std::string> lock_mail(const MandateMail& mail, const Secret32& pepper,
                              const MandateCipher& cipher);
Result<MandateMail> unlock_mail(std::string_view locked, const Secret32& pepper,
                                const MandateCipher& cipher);

// The mail address of a mandate that was confirmed just now by this token, for the mail that tells its
// number. Nothing when it is not held any more.
Result<std::optional<std::string>> held_address(const StoredMandate& mandate, const Secret32& token,
                                                const MandateCipher& cipher);

}  // namespace consentry
