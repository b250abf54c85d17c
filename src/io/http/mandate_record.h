// SPDX-License-Identifier: Apache-2.0
// A mandate as its owner sees it again: what was agreed, where it stands, and with what it can be found
// among those that were counted. Names nobody: the server cannot read who it is.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/http/mandate_page.h"

namespace consentry::http {

struct MandateRecord {
  const MandateForm& form;
  const StoredMandate& mandate;
  std::string manage;                             // token, for the links
  std::optional<Secret32> salt{};                 // known only by the link of the confirmation mail
  std::optional<MandateBook::SignedText> text{};  // what was signed, where it is to be shown
};

// Label and value, plain text, in the order in which they are read.
using RecordRows = std::vector<std::pair<std::string, std::string>>;
RecordRows record_rows(const MandateRecord& record, const MandateWords& words);
// What lets the person check the count.
RecordRows check_rows(const MandateRecord& record, const MandateWords& words);

// With buttons to withdraw and correct while that can be done.
MandatePage record_page(const MandateRecord& record, const MandateWords& words);
// The same as plain text, with the whole text that was signed where it is still the form's.
std::string record_text(const MandateRecord& record, const MandateWords& words);

}  // namespace consentry::http
