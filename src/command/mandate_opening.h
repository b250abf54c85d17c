// SPDX-License-Identifier: Apache-2.0
// Opening sealed mandates: with the private key, under officers' names, for a stated reason, and only
// after the log of accesses has it.
#pragma once

#include <string>
#include <vector>

#include "core/mandate/mandate_export.h"
#include "io/seal/key_file.h"
#include "io/store/sqlite_mandates.h"

namespace consentry {

// Who acts, and why: goes into the log of accesses as it stands.
struct Officer {
  std::vector<std::string> names;  // as many as the key has passphrases
  std::string reason;
};

// invalid_input: no name or no reason.
Status check_officer(const Officer& officer);
// Appends to the log of accesses of the case.
Status log_act(SqliteMandates& book, const std::string& case_id, const Officer& officer,
               const std::string& act, std::vector<std::pair<std::string, std::string>> details);

// The key of the form. invalid_input: it is of another case, or too few officers are named.
Result<OpeningKey> unlock_for(const MandateForm& form, const std::string& key_file,
                              const std::vector<std::string>& passphrase_files,
                              const Officer& officer);

struct OpenedList {
  std::vector<ListedMandate> listed;
  std::vector<std::string> problems;  // of those that could not be opened or were changed
};
// `mandates` must outlive the list.
OpenedList open_mandates_with(const OpeningKey& key, const std::vector<StoredMandate>& mandates);

}  // namespace consentry
