// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/error.h"

namespace CLI {
class App;
}

namespace consentry {

struct CountCertificate;
class SqliteMandates;
struct UtcTime;

// How many stand at this moment. Opens nothing.
Result<CountCertificate> count_mandates(SqliteMandates& book, const std::string& case_id,
                                        UtcTime now);

// Adds `count` and `verify` to `consentry mandate`; `status` must outlive the program's words.
void add_mandate_count_commands(CLI::App& group, int& status);

}  // namespace consentry
