// SPDX-License-Identifier: Apache-2.0
// The case that a command line names: a file, or an example that comes with the program.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/dossier/case_file.h"

namespace consentry {

struct CaseName {
  std::string file;
  std::string example;
};

struct ReadCase {
  std::vector<ClockRule> rules;
  CaseFile file;
};

// With what the log beside the file tells. invalid_input: none or both are named, or the file is no
// case; corrupt: its log is broken.
Result<std::unique_ptr<ReadCase>> read_case(const CaseName& name);

// Of the clocks that come with the program.
Result<std::vector<ClockRule>> embedded_clock_rules();

std::vector<std::string> example_case_names();

// "2026-11-22" as given by --on; empty: today (UTC).
Result<Date> day_of(const std::string& on);

}  // namespace consentry
