// SPDX-License-Identifier: Apache-2.0
// The mandates of all cases and the mails that wait: the port between who receives them (HTTP), who
// counts and exports them (command line), and the store. Nothing in it names a person to who lacks the
// case's private key, its pepper or the mail that was sent: personal parts are sealed, mails locked,
// tokens and mail addresses digests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/mandate/duplicate_keys.h"
#include "core/mandate/mandate_state.h"
#include "core/mandate/sealed_mandate.h"

namespace consentry {

// A form as it was opened, whole, so that what was signed can be shown as long as mandates are kept.
struct StoredMandateForm {
  std::string id;
  std::string toml;               // parse_mandate_form() reads it
  UtcTime opened;                 // the first time
  std::optional<UtcTime> closed;  // takes no mandates
  std::optional<UtcTime> ended;   // the case is over: retention runs from here
  std::uint64_t purged = 0;       // mandates that nobody confirmed in time
};

// A mandate as it is received; mandate_intake.h makes one.
struct NewMandate {
  MandateFacts facts;
  UtcTime received;
  DuplicateKeys keys;
  Sha256 commitment{};
  Sha256 token{};   // token_digest() of the mail's token
  Sha256 manage{};  // and of MandateSecrets::manage
  std::string
      held_mail;  // the mail address, locked by MandateSecrets::mail_key, until it is confirmed
  std::string sealed;  // personal_json(), sealed
  // Takes the place of this one when it is confirmed.
  std::optional<MandateReference> corrects;
};

struct StoredMandate {
  NewMandate kept;           // digests and sealed parts that are gone are zero and empty
  std::uint64_t number = 0;  // within the case, from 1, growing; 0: not confirmed yet
  MandateState state = MandateState::received;
  std::optional<UtcTime> confirmed;
  std::optional<UtcTime> ended;   // withdrawn, replaced, corrected or erased
  std::uint64_t replaced_by = 0;  // number; 0: nobody
};

// A mail that waits to be sent. `locked` holds recipient and message, locked with a key derived from the
// case's pepper, and is erased once the mail server has taken it.
struct WaitingMandateMail {
  std::uint64_t number = 0;  // of all mails, growing
  std::string case_id;
  std::string locked;
  UtcTime made;
  int attempts = 0;
};

enum class ConfirmFate {
  confirmed,
  already,  // by the same token, earlier: nothing changes
  expired,  // the token's days are over
  unknown,
};
struct Confirmed {
  ConfirmFate fate = ConfirmFate::unknown;
  std::optional<StoredMandate> mandate;  // unless unknown
};

enum class WithdrawFate {
  withdrawn,
  already,  // withdrawn, replaced, corrected or erased before
  dropped,  // it had not been confirmed: nothing of it is left
  unknown,
};

// Two mandates that a person must look at.
struct SuspectPair {
  std::uint64_t earlier = 0;  // numbers
  std::uint64_t later = 0;
  bool same_mail = false;  // else the same name and birth date or postal code
};

// Thread-safe. All changes are durable when a call returns. not_found: no form of that case was opened.
class MandateBook {
 public:
  virtual ~MandateBook() = default;

  // By id. `changes` grows whenever a form is opened, closed or changed.
  [[nodiscard]] virtual Result<std::vector<StoredMandateForm>> forms() const = 0;
  [[nodiscard]] virtual Result<StoredMandateForm> form(std::string_view case_id) const = 0;
  [[nodiscard]] virtual Result<std::int64_t> form_changes() const = 0;
  // A text that the form has or had, by its digest: what a person signed. not_found: never.
  struct SignedText {
    std::string version;
    std::string language;
    std::string title;
    std::string mandate;
    std::string fee;  // as it stood beside it when the text came
  };
  [[nodiscard]] virtual Result<SignedText> signed_text(std::string_view case_id,
                                                       const Sha256& text) const = 0;

  // Keeps the mandate and the mail that is to be sent, both or neither. conflict: the form is closed.
  virtual Status receive(const NewMandate& mandate, std::string_view locked_mail) = 0;
  // What a token is for, without changing anything: for the page with the button. Nothing: unknown.
  [[nodiscard]] virtual Result<std::optional<StoredMandate>> by_token(
      const Sha256& token) const = 0;
  // The one that stands now in the place of the mandate that the token was for: replaced and corrected
  // ones lead to their successor, so that the link in an old mail still withdraws.
  [[nodiscard]] virtual Result<std::optional<StoredMandate>> by_manage(
      const Sha256& manage) const = 0;
  // Gives the mandate its number; others of the same person step back (duplicate_keys.h), and so does
  // the one that it corrects.
  virtual Result<Confirmed> confirm(const Sha256& token, UtcTime now) = 0;
  virtual Result<WithdrawFate> withdraw(const Sha256& manage, UtcTime now) = 0;
  // A further mail about a mandate, in place of its held_mail, which is erased.
  virtual Status tell(const MandateReference& reference, std::string_view locked_mail,
                      UtcTime now) = 0;

  // Mails whose next attempt has come, oldest first.
  [[nodiscard]] virtual Result<std::vector<WaitingMandateMail>> waiting_mails(
      UtcTime now, std::size_t most) const = 0;
  [[nodiscard]] virtual Result<std::uint64_t> waiting_mails_in_all() const = 0;
  virtual Status postpone_mail(std::uint64_t number, UtcTime next_try) = 0;
  // It was taken, or its time is over: it is erased.
  virtual Status drop_mail(std::uint64_t number) = 0;

  // How many mandates of the case are in each state, and how many were purged.
  struct StateCounts {
    std::uint64_t received = 0;
    std::uint64_t confirmed = 0;
    std::uint64_t withdrawn = 0;
    std::uint64_t replaced = 0;
    std::uint64_t corrected = 0;
    std::uint64_t erased = 0;
    std::uint64_t purged = 0;
    bool operator==(const StateCounts&) const = default;
  };
  [[nodiscard]] virtual Result<StateCounts> state_counts(std::string_view case_id) const = 0;
  // Commitments of those that count, by number: the leaves of the counted tree (tally.h).
  struct CountedLeaf {
    std::uint64_t number = 0;
    Sha256 commitment{};
  };
  [[nodiscard]] virtual Result<std::vector<CountedLeaf>> counted_leaves(
      std::string_view case_id) const = 0;

  struct Purged {
    std::uint64_t unconfirmed = 0;  // kUnconfirmedDays after they were received
    std::uint64_t retained = 0;     // erased, since the case's retention is over
  };
  // Forgets what has been kept long enough; `serve` does it daily.
  virtual Result<Purged> purge(UtcTime now) = 0;
};

}  // namespace consentry
