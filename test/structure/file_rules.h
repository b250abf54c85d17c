// SPDX-License-Identifier: Apache-2.0
// What every file keeps to: licence line, length, name, corpus, and words that must not stand
// there.
#pragma once

#include "structure/source_tree.h"

namespace consentry::structure {

// Longest source file, in lines. Beyond it a file holds more than one noun.
inline constexpr std::size_t kMaxLines = 450;
// The same for tests and their fakes, which may list many small cases of one noun.
inline constexpr std::size_t kMaxTestLines = 600;
// Longest fuzzer: it only hands bytes to a parser.
inline constexpr std::size_t kMaxFuzzerLines = 20;

// Sources whose first line (the second after "#!") is not the SPDX line.
Complaints missing_licence_line(const SourceTree& tree);
Complaints too_long(const SourceTree& tree);
// Drawers of strangers: utils, helpers, common, misc.
Complaints drawer_names(const SourceTree& tree);
// Fuzzers without a seed, or longer than they should be.
Complaints poor_fuzzers(const SourceTree& tree);
// NOLINT that gives no reason after a colon.
Complaints unexplained_nolint(const SourceTree& tree);

// Hosts of the lab's fictional web, as its data and sources name them, and the coined words in
// them.
std::vector<std::string> lab_names(const SourceTree& tree);
// The lab's names anywhere but in the lab, its data and tests: nothing may be fitted to it.
Complaints lab_names_outside(const SourceTree& tree);

// The word that a report never uses: we state what was observed, and authorities judge.
Complaints verdict_of_a_court(const SourceTree& tree);

}  // namespace consentry::structure
