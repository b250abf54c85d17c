// SPDX-License-Identifier: Apache-2.0
// Mandates in the consent server's data folder: tables in ledger.db, and mandates/CASE.pepper, the secret
// that the database alone must not hold.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "command/consent_data.h"
#include "core/mandate/keyed_digest.h"
#include "io/store/sqlite_mandates.h"

namespace consentry {

Result<std::unique_ptr<SqliteMandates>> open_mandates(const ConsentData& data);

// A data folder, or what `consentry mandate pack` made of one, which has no log key.
struct MandateFolder {
  std::unique_ptr<SqliteMandates> book;
  std::optional<SigningKey> log_key;
};
// not_found: there is neither.
Result<MandateFolder> open_mandate_folder(const std::filesystem::path& folder);

// Draws the case's pepper, unless there is one.
Status make_pepper(const ConsentData& data, const std::string& case_id);
// not_found: there is none; corrupt: the file is no pepper.
Result<Secret32> read_pepper(const ConsentData& data, const std::string& case_id);

}  // namespace consentry
